import { describe, expect, test } from '@jest/globals';
import type { HeaderField } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import {
  createMasker,
  isSecretHeader,
  isSecretMember,
  maskValue,
  secretNames,
  secretsOfHeaders,
  secretValues,
} from './secrets.ts';

const SECRET = [
  'password',
  'Password',
  'userPassword',
  'passwd',
  'PASSWD',
  'passphrase',
  'pass',
  'secret',
  'clientSecret',
  'client_secret',
  'SECRET_KEY',
  'token',
  'accessToken',
  'X-Auth-Token',
  'apikey',
  'apiKey',
  'api_key',
  'API-KEY',
  'credential',
  'privateKey',
  'private_key',
  'PRIVATE-KEY',
];
const PLAIN = [
  'passport',
  'passwords',
  'tokens',
  'tokenType',
  'credentials',
  'key',
  'publicKey',
  'private',
  'name',
  '',
];

test.each(SECRET)('a member called %s is masked', (name) => {
  expect(maskValue({}, { [name]: 'abcdef' })).toEqual({ [name]: '[masked]' });
  expect(secretValues({}, { [name]: 'abcdef' })).toEqual(['abcdef']);
});

test.each(PLAIN)('a member called %j stays', (name) => {
  expect(maskValue({}, { [name]: 'abcdef' })).toEqual({ [name]: 'abcdef' });
  expect(secretValues({}, { [name]: 'abcdef' })).toEqual([]);
});

test.each<[value: Json, masked: Json]>([
  [{ password: 12345 }, { password: '[masked]' }],
  [{ password: null }, { password: null }],
  [{ password: true }, { password: true }],
  [{ password: ['a', 1, null] }, { password: ['[masked]', '[masked]', null] }],
  [{ password: { a: 'b' } }, { password: { a: 'b' } }],
  [{ password: [{ a: 'b' }] }, { password: [{ a: 'b' }] }],
  [[{ a: [{ token: 'x' }] }], [{ a: [{ token: '[masked]' }] }]],
  ['password', 'password'],
  [{ 'a/b~c': { token: 'x' } }, { 'a/b~c': { token: '[masked]' } }],
])('%j is masked as %j', (value, masked) => {
  const before = structuredClone(value);
  expect(maskValue({}, value)).toEqual(masked);
  expect(value).toEqual(before);
});

test('names that are given are masked besides', () => {
  expect(maskValue({ names: new Set(['pin']) }, { pin: '1', Pin: '2' })).toEqual({ pin: '[masked]', Pin: '2' });
  expect(secretValues({}, undefined)).toEqual([]);
});

describe('what a schema calls secret', () => {
  const schemas = {
    S: {
      properties: {
        pin: { type: 'string', format: 'password' },
        marked: { 'x-secret': true },
        unmarked: { 'x-secret': 'yes' },
        list: { type: 'array', items: { format: 'password' } },
        shared: { $ref: '#/components/schemas/Pin' },
        child: { $ref: '#/components/schemas/S' },
      },
      patternProperties: { '^x-': { properties: { below: { format: 'password' } } } },
      allOf: [{ properties: { all: { format: 'password' } } }],
      anyOf: [{ properties: { any: { format: 'password' } } }],
      oneOf: [{ properties: { one: { format: 'password' } } }],
      if: { properties: { cond: { format: 'password' } } },
      then: { properties: { yes: { format: 'password' } } },
      else: { properties: { no: { format: 'password' } } },
      additionalProperties: { properties: { extra: { format: 'password' } } },
      dependentSchemas: { a: { properties: { dependent: { format: 'password' } } } },
    },
    Pin: { format: 'password' },
    Tuple: { properties: { pair: { prefixItems: [{ format: 'password' }] } } },
  };
  const contract = contractOf({ paths: {}, components: { schemas } });

  test('is masked where the value has it', async () => {
    const described = { contract: await contract, schema: '#/components/schemas/S' };
    const value = { pin: '1', marked: 2, unmarked: '3', list: ['4'], shared: '5', child: { pin: '6' }, other: '7' };
    expect(maskValue(described, value)).toEqual({
      pin: '[masked]',
      marked: '[masked]',
      unmarked: '3',
      list: ['[masked]'],
      shared: '[masked]',
      child: { pin: '[masked]' },
      other: '7',
    });
    expect(secretValues(described, value)).toEqual(['1', '2', '4', '5', '6']);
  });

  test('is known by its name in every branch', async () => {
    const names = secretNames(await contract, '#/components/schemas/S');
    expect([...names].sort()).toEqual(
      [
        'pin',
        'marked',
        'list',
        'shared',
        'below',
        'all',
        'any',
        'one',
        'cond',
        'yes',
        'no',
        'extra',
        'dependent',
      ].sort(),
    );
    expect([...secretNames(await contract, '#/components/schemas/Tuple')]).toEqual(['pair']);
    expect(secretNames(await contract, '#/components/schemas/S')).toBe(names);
  });

  test.each([
    ['#/components/schemas/S/properties/pin', true],
    ['#/components/schemas/S/properties/marked', true],
    ['#/components/schemas/S/properties/unmarked', false],
    ['#/components/schemas/S/properties/shared', true],
    ['#/components/schemas/S/properties/list', false],
  ])('%s is a secret: %s', async (schema, secret) => {
    expect(isSecretMember(await contract, schema)).toBe(secret);
  });
});

describe('headers', () => {
  const secured = {
    security: [[{ pointer: '#', id: 'k', type: 'apiKey' as const, in: 'header' as const, name: 'X-Pin' }]],
  };
  test.each([
    'Authorization',
    'Proxy-Authorization',
    'Cookie',
    'SET-COOKIE',
    'X-Auth-Token',
    'X-Api-Key',
    'My-Secret-Id',
  ])('%s is a secret by its name', (name) => {
    expect(isSecretHeader(name)).toBe(true);
  });

  test.each(['Accept', 'X-Pin', 'Content-Type', 'ETag'])('%s is no secret by its name', (name) => {
    expect(isSecretHeader(name)).toBe(false);
  });

  test('a header is a secret where a security scheme uses it', () => {
    expect(isSecretHeader('x-pin', secured)).toBe(true);
    expect(isSecretHeader('x-pins', secured)).toBe(false);
    const query = { security: [[{ ...secured.security[0]?.[0], in: 'query' as const }]] } as unknown as typeof secured;
    expect(isSecretHeader('x-pin', query)).toBe(false);
  });

  test.each<[field: HeaderField, secrets: string[]]>([
    [['Accept', 'abcdefgh'], []],
    [
      ['Authorization', 'bearer abcdefgh'],
      ['bearer abcdefgh', 'abcdefgh'],
    ],
    [['Authorization', 'bearer abcdefg'], ['bearer abcdefg']],
    [
      ['Cookie', 'a=12345678; b=1'],
      ['a=12345678; b=1', '12345678'],
    ],
    [['X-Pin', 'x'], ['x']],
  ])('the secrets of %j are %j', (field, secrets) => {
    expect(secretsOfHeaders([field], secured)).toEqual(secrets);
  });
});

describe('the masker of texts', () => {
  test.each<[secrets: string[], text: string, masked: string]>([
    [['abcd'], 'xabcdx abcd', 'x[masked]x [masked]'],
    [['abc'], 'abc', 'abc'],
    [[], 'abcd', 'abcd'],
    [['a"b\\c'], '{"x":"a\\"b\\\\c"}', '{"x":"[masked]"}'],
    [['a b/c'], '?q=a%20b%2Fc', '?q=[masked]'],
    [['user:pass'], 'Basic dXNlcjpwYXNz', 'Basic [masked]'],
    [['a.c+d'], 'abc+d a.c+d', 'abc+d [masked]'],
    [['abcd', 'abcdef'], 'abcdef abcd', '[masked] [masked]'],
    [['\ud800abcd'], '\ud800abcd', '[masked]'],
  ])('masks %j in %j', (secrets, text, masked) => {
    expect(createMasker(secrets)(text)).toBe(masked);
  });

  test('looks for a thousand secrets', () => {
    const secrets = Array.from({ length: 1_001 }, (_, index) => `secret-${index}.`);
    const mask = createMasker(secrets);
    expect(mask('secret-999.')).toBe('[masked]');
    expect(mask('secret-1000.')).toBe('secret-1000.');
  });
});
