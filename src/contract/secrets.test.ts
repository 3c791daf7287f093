import { describe, expect, test } from '@jest/globals';
import type { HeaderField } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { isSecretHeader, isSecretMember, maskValue, secretNames, secretsOfHeaders, secretValues } from './secrets.ts';

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
  'privateKeyPem',
  'pwd',
  'pin',
  'otp',
  'passcode',
  'jwt',
  'session_id',
  'sessionId',
  'signature',
  'password_confirmation',
  'passwordConfirmation',
  'new_password2',
  'oldPassword',
  'credentials',
  'passwords',
];
const PLAIN = [
  'passport',
  'compass',
  'bypass',
  'secretary',
  'secret_scanning_url',
  'secret_name',
  'tokenType',
  'pinned',
  'spin',
  'code',
  'signatureAlgorithm',
  'session',
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
  [
    { max_tokens: 100, tokens: { input: 5 } },
    { max_tokens: 100, tokens: { input: 5 } },
  ],
  [
    { tokens: ['a', 'b'], passwords: ['c'] },
    { tokens: ['[masked]', '[masked]'], passwords: ['[masked]'] },
  ],
  [
    { secrets: { a: 'b', c: { d: [1, true, 'e'] } } },
    { secrets: { a: '[masked]', c: { d: ['[masked]', true, '[masked]'] } } },
  ],
  [{ aws_credentials: [{ id: 'a' }] }, { aws_credentials: [{ id: '[masked]' }] }],
  [{ secret_scanning: { status: 'enabled' } }, { secret_scanning: { status: 'enabled' } }],
  [JSON.parse('{"__proto__": {"token": "x"}}') as Json, JSON.parse('{"__proto__": {"token": "[masked]"}}') as Json],
  [{ 'a/b~c': { token: 'x' } }, { 'a/b~c': { token: '[masked]' } }],
])('%j is masked as %j', (value, masked) => {
  const before = structuredClone(value);
  expect(maskValue({}, value)).toEqual(masked);
  expect(JSON.stringify(maskValue({}, value))).toBe(JSON.stringify(masked));
  expect(value).toEqual(before);
});

test('the given names are masked too', () => {
  expect(maskValue({ names: new Set(['word']) }, { word: '1', Word: '2' })).toEqual({ word: '[masked]', Word: '2' });
  expect(secretValues({}, undefined)).toEqual([]);
});

test('a value that assay made up is not a secret', () => {
  const isMadeUp = (value: string) => value === 'assay';
  expect(maskValue({ isMadeUp }, { token: 'assay', pin: '1' })).toEqual({ token: 'assay', pin: '[masked]' });
  expect(secretValues({ isMadeUp }, { token: 'assay', pin: '1' })).toEqual(['1']);
});

test('a body without secrets stays the same value', () => {
  const value = { a: [1, { b: 'c' }] };
  expect(maskValue({}, value)).toBe(value);
});

test('every secret of a large body is masked in one pass', () => {
  const members = Array.from({ length: 60_000 }, (_, index) => [`token${index}`, `value ${index}`] as const);
  const masked = maskValue({}, Object.fromEntries(members)) as Record<string, string>;
  expect(new Set(Object.values(masked))).toEqual(new Set(['[masked]']));
});

describe('what a schema calls secret', () => {
  const schemas = {
    S: {
      properties: {
        pin: { type: 'string', format: 'password' },
        marked: { 'x-secret': true },
        unmarked: { 'x-secret': 'yes' },
        api_token: { 'x-secret': false },
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
    const value = {
      pin: '1',
      marked: 2,
      unmarked: '3',
      api_token: '8',
      list: ['4'],
      shared: '5',
      child: { pin: '6' },
      other: '7',
    };
    expect(maskValue(described, value)).toEqual({
      pin: '[masked]',
      marked: '[masked]',
      unmarked: '3',
      api_token: '8',
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
    security: [[{ pointer: '#', id: 'k', type: 'apiKey' as const, in: 'header' as const, name: 'X-Door' }]],
  };
  test.each([
    'Authorization',
    'Proxy-Authorization',
    'Cookie',
    'SET-COOKIE',
    'X-Auth-Token',
    'X-Api-Key',
    'My-Secret-Id',
    'X-Session',
    'X-CSRF',
    'X-XSRF-TOKEN',
    'X-JWT',
    'X-Auth',
    'X-Amz-Security-Token',
  ])('%s is a secret by its name', (name) => {
    expect(isSecretHeader(name)).toBe(true);
  });

  test.each(['Accept', 'WWW-Authenticate', 'X-Session-Count', 'X-Author', 'Content-Type', 'ETag'])(
    '%s is no secret by its name',
    (name) => {
      expect(isSecretHeader(name)).toBe(false);
    },
  );

  test('a header is a secret where a security scheme uses it', () => {
    expect(isSecretHeader('x-door', secured)).toBe(true);
    expect(isSecretHeader('x-doors', secured)).toBe(false);
    const query = { security: [[{ ...secured.security[0]?.[0], in: 'query' as const }]] } as unknown as typeof secured;
    expect(isSecretHeader('x-door', query)).toBe(false);
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
    [['X-Door', 'x'], ['x']],
    [
      ['Authorization', 'Bearer 12345678 1234567'],
      ['Bearer 12345678 1234567', '12345678'],
    ],
    [['X-Plain', 'Bearer 12345678'], []],
  ])('the secrets of %j are %j', (field, secrets) => {
    expect(secretsOfHeaders([field], secured)).toEqual(secrets);
  });
});

describe('marks of a contract, wherever they stand', () => {
  const inner = { type: 'object', properties: { pin: { 'x-secret': false }, word: { format: 'password' } } };
  const schemas: Record<string, Json> = {
    Inner: inner,
    Sibling: { $ref: '#/components/schemas/Plain', properties: { word: { 'x-secret': true } } },
    Plain: { type: 'object', properties: { word: { type: 'string' } } },
    InList: { items: { anyOf: [{ type: 'null' }, { $ref: '#/components/schemas/Inner' }] } },
    InMap: { additionalProperties: { additionalProperties: { $ref: '#/components/schemas/Inner' } } },
    Tree: { properties: { word: { format: 'password' }, child: { $ref: '#/components/schemas/Tree' } } },
    Pattern: { patternProperties: { '^w': { 'x-secret': true } } },
    Both: { properties: { word: { allOf: [{ 'x-secret': true }, { 'x-secret': false }] } } },
    Named: { properties: { token: true, password: { type: 'string' }, word: true, pin: { 'x-secret': false } } },
    Marked: { properties: { secrets: { properties: { word: { 'x-secret': true }, more: true } } } },
    Unmarked: { properties: { secrets: { properties: { word: { type: 'string' }, more: true } }, a: inner } },
    Cleared: { properties: { secrets: { properties: { word: { 'x-secret': false } } } } },
    Items: { properties: { passwords: { items: { 'x-secret': false } } } },
    Dynamic: { properties: { a: { $dynamicRef: '#inner' } }, $defs: { inner: { ...inner, $dynamicAnchor: 'inner' } } },
    Wide: {
      properties: {
        ...Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`m${index}`, { type: 'string' }])),
        word: { format: 'password' },
      },
    },
  };
  test.each<[schema: string, value: Json, secrets: string[]]>([
    ['Inner', { word: 'abcdef', pin: '123456' }, ['abcdef']],
    ['Plain', { word: 'abcdef', pin: '123456' }, ['123456']],
    ['Sibling', { word: 'abcdef' }, ['abcdef']],
    ['InList', [null, { word: 'abcdef', pin: '123456' }], ['abcdef']],
    ['InMap', { a: { b: { word: 'abcdef', pin: '123456' } } }, ['abcdef']],
    ['Tree', { child: { child: { word: 'abcdef' } } }, ['abcdef']],
    ['Pattern', { word: 'abcdef' }, ['abcdef']],
    ['Both', { word: 'abcdef' }, ['abcdef']],
    ['Named', { token: 'abcdef', password: 'ghijkl', word: 'x', pin: '123456' }, ['abcdef', 'ghijkl']],
    ['Marked', { secrets: { word: 'abcdef', more: 'ghijkl' } }, ['abcdef']],
    ['Unmarked', { secrets: { word: 'abcdef', more: 'ghijkl' }, a: {} }, ['abcdef', 'ghijkl']],
    ['Cleared', { secrets: { word: 'abcdef', more: 'ghijkl' } }, ['ghijkl']],
    ['Cleared', { secrets: { word: { a: 'abcdef' }, more: { a: 'ghijkl' } } }, ['ghijkl']],
    ['Items', { passwords: ['abcdef'] }, []],
    ['Dynamic', { a: { word: 'abcdef', pin: '123456' } }, ['abcdef']],
    ['Wide', { m7: 'plain', word: 'abcdef' }, ['abcdef']],
  ])('%s finds the secrets of %j', async (schema, value, secrets) => {
    const contract = await contractOf({ paths: {}, components: { schemas } });
    expect(secretValues({ contract, schema: `#/components/schemas/${schema}` }, value)).toEqual(secrets);
  });

  test.each([
    ['token', true],
    ['password', true],
    ['word', false],
    ['pin', false],
  ])('a member named %s is a secret: %s', async (name, want) => {
    const contract = await contractOf({ paths: {}, components: { schemas } });
    expect(isSecretMember(contract, `#/components/schemas/Named/properties/${name}`)).toBe(want);
  });
});
