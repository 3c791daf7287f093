import { expect, test } from '@jest/globals';
import type { HeaderField } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { readSent } from '../../../test/support/sent-request.ts';

const ints = { type: 'array', items: { type: 'integer' } };
const map = { type: 'object', additionalProperties: { type: 'string' } };

async function read(parameters: object[], target: string, headers: HeaderField[] = [], more: object = {}) {
  const contract = await contractOf({ openapi: '3.2.0', paths: { '/x': { get: { parameters, ...more } } }, ...more });
  const { inputs, errors } = readSent(contract, target, headers);
  return { ...inputs, errors: errors.map(({ at, message }) => `${at} ${message}`) };
}

test('an exploded object does not take the names of other parameters and of security schemes', async () => {
  const { query, errors } = await read(
    [
      { name: 'rest', in: 'query', schema: map },
      { name: 'page', in: 'query', schema: {} },
      { name: 'deep', in: 'query', style: 'deepObject', explode: true, schema: map },
    ],
    '/x?page=1&key=2&deep[a]=3&free=4',
    [],
    {
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } },
    },
  );
  expect(query).toEqual({ rest: { free: '4' }, page: '1', deep: { a: '3' } });
  expect(errors).toEqual([]);
});

test.each<[query: string, type: string, value: Json | undefined]>([
  ['?a=1&b=x', 'application/x-www-form-urlencoded', { a: 1, b: 'x' }],
  ['?%7B%22a%22:1%7D', 'application/json', { a: 1 }],
  ['', 'application/json', undefined],
  ['', 'application/x-www-form-urlencoded', undefined],
])('the whole query %j is read as %s', async (query, type, value) => {
  const schema = { type: 'object', properties: { a: { type: 'integer' } } };
  const whole = { name: 'q', in: 'querystring', content: { [type]: { schema } } };
  expect((await read([whole], `/x${query}`)).query).toEqual(value === undefined ? {} : { q: value });
});

test.each<[sent: string, allowEmptyValue: boolean, errors: string[]]>([
  ['/x?flag', true, []],
  ['/x?flag=', true, []],
  ['/x?flag=', false, ['query flag must be integer']],
  ['/x?flag=a', true, ['query flag must be integer']],
])('%s with allowEmptyValue %s gives %j', async (sent, allowEmptyValue, errors) => {
  const flag = { name: 'flag', in: 'query', schema: { type: 'integer' }, allowEmptyValue };
  expect((await read([flag], sent)).errors).toEqual(errors);
});

test.each<[cookie: string, more: object, value: Json]>([
  ['c=1&c=2', {}, [1, 2]],
  ['c=1; c=2', {}, [1, 2]],
  ['c=1; c=2', { explode: false }, [1]],
  ['c=1%2C2', { explode: false }, [1, 2]],
  ['c=1,2; c=3', { explode: false }, [1, 2]],
  ['c=1,2', { explode: false }, [1, 2]],
  ['c=1; c=2', { style: 'cookie', explode: true }, [1, 2]],
])('the cookies %s of a list with %j are read as %j', async (cookie, more, value) => {
  const { cookie: found } = await read([{ name: 'c', in: 'cookie', schema: ints, ...more }], '/x', [
    ['Cookie', cookie],
  ]);
  expect(found).toEqual({ c: value });
});

test('a cookie that is not percent-encoded is read as it is', async () => {
  const { cookie } = await read([{ name: 'c', in: 'cookie', schema: { type: 'string' } }], '/x', [['Cookie', 'c=50%']]);
  expect(cookie).toEqual({ c: '50%' });
});

test('a parameter named __proto__ is a member like any other', async () => {
  const { query } = await read([{ name: '__proto__', in: 'query', schema: {} }], '/x?__proto__=1');
  expect(Object.entries(query)).toEqual([['__proto__', '1']]);
});

test('a missing parameter is an error only if it is required', async () => {
  const optional = { name: 'a', in: 'header', schema: {} };
  const { errors, header } = await read([optional, { ...optional, name: 'b', required: true }], '/x');
  expect(header).toEqual({});
  expect(errors).toEqual(['header b is required']);
});

test('an undeclared parameter is ignored', async () => {
  expect(await read([], '/x?a=1', [['Cookie', 'b=2']])).toEqual({
    path: {},
    query: {},
    header: {},
    cookie: {},
    errors: [],
  });
});

test('a form that is the whole query does not take the key of a security scheme, and reads its members by their encoding', async () => {
  const encoding = { list: { style: 'pipeDelimited', explode: false } };
  const schema = { type: 'object', properties: { list: ints, n: { type: 'integer' } }, additionalProperties: false };
  const content = { 'application/x-www-form-urlencoded': { schema, encoding } };
  const security = { components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } } };
  const { query, errors } = await read([{ name: 'q', in: 'querystring', content }], '/x?list=1|2&n=3&key=secret', [], {
    security: [{ key: [] }],
    ...security,
  });
  expect(query).toEqual({ q: { list: [1, 2], n: 3 } });
  expect(errors).toEqual([]);
});

test('an exploded object takes its own name, and those of parameters elsewhere', async () => {
  const parameters = [
    { name: 'rest', in: 'query', schema: map },
    { name: 'page', in: 'query', schema: {} },
    { name: 'free', in: 'header', schema: {} },
  ];
  const { query } = await read(parameters, '/x?rest=1&free=2&page[x]=3');
  expect(query).toEqual({ rest: { rest: '1', free: '2', 'page[x]': '3' } });
});

test('a parameter with a media type that is no JSON is a text', async () => {
  const content = { 'text/plain': { schema: { type: 'string' } } };
  expect((await read([{ name: 'a', in: 'query', content }], '/x?a=1')).query).toEqual({ a: '1' });
});

test('a large integer in a parameter is held to its limit by each of its digits', async () => {
  const schema = { type: 'integer', maximum: 9_007_199_254_740_992 };
  const { errors } = await read([{ name: 'a', in: 'query', schema }], '/x?a=9007199254740993');
  expect(errors).toEqual(['query a must be <= 9007199254740992']);
});

test('a missing parameter breaks the clause that requires it', async () => {
  const parameters = [{ name: 'b', in: 'query', required: true, schema: {} }];
  const contract = await contractOf({ paths: { '/x': { get: { parameters } } } });
  expect(readSent(contract, '/x').errors.map(({ clause }) => clause)).toEqual([
    '#/paths/~1x/get/parameters/0/required',
  ]);
});

test.each<[schema: object, more: object, written: string, value: Json]>([
  [{ type: 'string' }, {}, 'a%2Cb', 'a,b'],
  [{ type: 'array' }, {}, 'a%2Cb,c', ['a,b', 'c']],
  [{ type: 'object' }, {}, 'a,1%2C2', { a: '1,2' }],
  [{ type: 'string' }, { style: 'label' }, '.a%2Eb', 'a.b'],
])('a path parameter of %j with %j in %s is %j', async (schema, more, written, value) => {
  const parameters = [{ name: 'id', in: 'path', required: true, schema, ...more }];
  const contract = await contractOf({ paths: { '/x/{id}': { get: { parameters } } } });
  expect(readSent(contract, `/x/${written}`)).toMatchObject({ inputs: { path: { id: value } }, errors: [] });
});

test('a header field is found whatever its case, and the blanks around its parts are left out', async () => {
  const parameters = [{ name: 'X-Ids', in: 'header', schema: { type: 'array' } }];
  expect((await read(parameters, '/x', [['x-IDS', ' a , b ']])).header).toEqual({ 'X-Ids': ['a', 'b'] });
});

test.each<[cookie: string, more: object, cookies: Record<string, Json>]>([
  ['c=1&c=2', { schema: ints, style: 'cookie', explode: true }, { c: ['1&c=2'] }],
  ['c=a&b', { schema: { type: 'string' }, explode: false }, { c: 'a&b' }],
  ['c={"a":"1&b"}', { content: { 'application/json': {} } }, { c: { a: '1&b' } }],
  ['c=a%20b', { schema: { type: 'string' } }, { c: 'a b' }],
  ['c=a%20b', { schema: { type: 'string' }, style: 'cookie' }, { c: 'a%20b' }],
  ['a=1; b=2', { schema: map, explode: true }, { c: { a: '1', b: '2' } }],
  ['a=1; b=2', { schema: map, style: 'cookie', explode: true }, { c: { a: '1', b: '2' } }],
  ['c=a%2Cb', { schema: ints, explode: false }, { c: ['a,b'] }],
  ['d=1', { schema: ints, explode: false }, {}],
])('the cookies %s of a parameter with %j are %j', async (cookie, more, cookies) => {
  expect((await read([{ name: 'c', in: 'cookie', ...more }], '/x', [['Cookie', cookie]])).cookie).toEqual(cookies);
});

test.each<[type: string, query: string, value: Json | undefined, errors: string[]]>([
  ['application/json', '', undefined, []],
  ['application/x-www-form-urlencoded', 'list=[1,2]', { list: [1, 2] }, []],
  ['application/json', '%zz', undefined, ['query q is not well percent-encoded']],
])('the whole query of %s, %j, is %j with the errors %j', async (type, sent, value, errors) => {
  const schema = { type: 'object', properties: { list: ints } };
  const found = await read([{ name: 'q', in: 'querystring', content: { [type]: { schema } } }], `/x?${sent}`);
  expect([found.query['q'], found.errors]).toEqual([value, errors]);
});

test('an exploded object takes the names of keys that are sent elsewhere', async () => {
  const securitySchemes = {
    head: { type: 'apiKey', in: 'header', name: 'h' },
    bearer: { type: 'http', scheme: 'bearer', in: 'query', name: 'b' },
  };
  const { query } = await read([{ name: 'rest', in: 'query', schema: map }], '/x?h=1&b=2', [], {
    ...{ security: [{ head: [], bearer: [] }], components: { securitySchemes } },
  });
  expect(query).toEqual({ rest: { h: '1', b: '2' } });
});

test('an error says whether the request is malformed, or lacks something', async () => {
  const parameters = [
    { name: 'a', in: 'query', schema: { type: 'string' } },
    { name: 'b', in: 'query', required: true, schema: {} },
  ];
  const contract = await contractOf({ paths: { '/x': { get: { parameters } } } });
  const at = '#/paths/~1x/get/parameters';
  expect(readSent(contract, '/x?a=%zz').errors).toEqual([
    { kind: 'parameter', clause: `${at}/0`, at: 'query a', message: expect.any(String), malformed: true },
    { kind: 'parameter', clause: `${at}/1/required`, at: 'query b', message: 'is required', expected: true },
  ]);
});
