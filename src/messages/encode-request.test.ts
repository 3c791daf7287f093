import { expect, test } from '@jest/globals';
import type { Operation } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { encodeRequest, withRawBody } from './encode-request.ts';

const SCHEMES: JsonObject = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  queried: { type: 'apiKey', in: 'query', name: 'api key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
  basic: { type: 'http', scheme: 'basic' },
  bearer: { type: 'http', scheme: 'JWT' },
  oauth: { type: 'oauth2', flows: {} },
  mutual: { type: 'mutualTLS' },
};
const parameter = (place: string, name: string) => ({ in: place, name, required: place === 'path', schema: {} });

async function operationOf(
  security: JsonObject[],
  more: JsonObject = {},
  responses: JsonObject = {},
): Promise<Operation> {
  const contract = await contractOf({
    paths: {
      '/things/{id}': {
        post: {
          security,
          parameters: [
            parameter('path', 'id'),
            parameter('query', 'q'),
            parameter('header', 'X-Own'),
            parameter('cookie', 'c'),
          ],
          responses: { 204: { description: '' }, ...responses },
          ...more,
        },
      },
    },
    components: { securitySchemes: SCHEMES },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  return operation;
}

interface Row {
  security?: JsonObject[];
  given?: HeaderField[];
  set?: Record<string, string>;
  credentials?: boolean;
  inputs?: Record<string, Record<string, Json>>;
  path?: string;
  headers?: HeaderField[];
}
const ALL: HeaderField = ['Accept', '*/*'];

test.each<[name: string, row: Row]>([
  ['nothing but its path', {}],
  [
    'a value of each kind of parameter',
    {
      inputs: { query: { q: 'a b' }, header: { 'X-Own': 'x' }, cookie: { c: 'y' } },
      path: '/things/1?q=a%20b',
      headers: [
        ['X-Own', 'x'],
        ['Cookie', 'c=y'],
      ],
    },
  ],
  [
    'the values of its parameters alone',
    {
      inputs: { query: { q: 'a b', other: 'x' }, cookie: { c: 'y', other: 'z' } },
      path: '/things/1?q=a%20b',
      headers: [['Cookie', 'c=y']],
    },
  ],
  [
    'the alternative of the field that the user gave',
    {
      security: [{ key: [] }, { basic: [] }],
      given: [['authorization', 'Basic real']],
      headers: [['authorization', 'Basic real']],
    },
  ],
  [
    'the alternative of the key that the user gave in a field',
    { security: [{ basic: [] }, { key: [] }], given: [['x-KEY', 'real']], headers: [['x-KEY', 'real']] },
  ],
  [
    'the first alternative where the user gave credentials of none',
    { security: [{ basic: [] }, { queried: [] }], headers: [['Authorization', 'Basic YXNzYXk6YXNzYXk=']] },
  ],
  ['no key where none is needed', { security: [{ queried: [] }, {}], set: { 'api key': 'real' } }],
  ['no header that has nothing in it', { inputs: { header: { 'X-Own': '' } } }],
  ['a key as a header', { security: [{ key: [] }], headers: [['X-Key', 'assay']] }],
  ['a key in the query', { security: [{ queried: [] }], path: '/things/1?api%20key=assay' }],
  [
    'a key behind the rest of the query',
    { security: [{ queried: [] }], inputs: { query: { q: '1' } }, path: '/things/1?q=1&api%20key=assay' },
  ],
  [
    'the key that the user set, in the query',
    { security: [{ queried: [] }], set: { 'api key': 'r&al' }, path: '/things/1?api%20key=r%26al' },
  ],
  [
    'the key that the user set, as a cookie',
    { security: [{ cookie: [] }], set: { session: 'real' }, headers: [['Cookie', 'session=real']] },
  ],
  [
    'the alternative that the user gave credentials of',
    { security: [{ key: [] }, { queried: [] }], set: { 'api key': 'real' }, path: '/things/1?api%20key=real' },
  ],
  [
    'no key that the user set without credentials',
    { security: [{ queried: [] }], set: { 'api key': 'real' }, credentials: false },
  ],
  ['a key as a cookie', { security: [{ cookie: [] }], headers: [['Cookie', 'session=assay']] }],
  [
    'one field for all cookies',
    { security: [{ cookie: [] }], inputs: { cookie: { c: 'y' } }, headers: [['Cookie', 'c=y; session=assay']] },
  ],
  ['a name and a password', { security: [{ basic: [] }], headers: [['Authorization', 'Basic YXNzYXk6YXNzYXk=']] }],
  ['a token of another scheme', { security: [{ bearer: [] }], headers: [['Authorization', 'jwt assay']] }],
  ['a token of OAuth', { security: [{ oauth: [] }], headers: [['Authorization', 'bearer assay']] }],
  ['no header for a certificate', { security: [{ mutual: [] }] }],
  [
    'the credentials of the first alternative alone, all of them',
    {
      security: [{ key: [], bearer: [] }, { basic: [] }],
      headers: [
        ['X-Key', 'assay'],
        ['Authorization', 'jwt assay'],
      ],
    },
  ],
  [
    'what the user gave in place of its own header, whatever the case of its letters',
    {
      security: [{ key: [] }],
      given: [
        ['x-key', 'real'],
        ['X-More', 'm'],
      ],
      headers: [
        ['x-key', 'real'],
        ['X-More', 'm'],
      ],
    },
  ],
  [
    'the cookies of the user in place of its own',
    { security: [{ cookie: [] }], given: [['cookie', 'session=real']], headers: [['cookie', 'session=real']] },
  ],
  [
    'no header of a scheme without credentials',
    {
      security: [{ key: [] }, { bearer: [] }],
      given: [
        ['x-key', 'real'],
        ['authorization', 'jwt real'],
        ['X-More', 'm'],
      ],
      credentials: false,
      headers: [['X-More', 'm']],
    },
  ],
  [
    'no Authorization without credentials, whatever the contract calls them',
    {
      security: [{ key: [] }],
      given: [
        ['Authorization', 'jwt real'],
        ['X-More', 'm'],
      ],
      credentials: false,
      headers: [['X-More', 'm']],
    },
  ],
  ['no key in the query without credentials', { security: [{ queried: [] }], credentials: false }],
  [
    'its own cookies, and none of the user, without credentials that are a cookie',
    {
      security: [{ cookie: [] }],
      given: [
        ['COOKIE', 'session=real'],
        ['X-More', 'm'],
      ],
      credentials: false,
      inputs: { cookie: { c: 'y' } },
      headers: [
        ['Cookie', 'c=y'],
        ['X-More', 'm'],
      ],
    },
  ],
  [
    'the cookies of the user without credentials that are a header',
    {
      security: [{ key: [] }],
      given: [['Cookie', 'theme=dark']],
      credentials: false,
      headers: [['Cookie', 'theme=dark']],
    },
  ],
])(
  'a request has %s',
  async (_, { security = [], given = [], set = {}, credentials, inputs = {}, path = '/things/1', headers = [] }) => {
    const values = { path: { id: '1' }, query: {}, header: {}, cookie: {}, ...inputs };
    const request = encodeRequest(await operationOf(security), values, { headers: given, set }, credentials);
    expect(request).toStrictEqual({ method: 'POST', path, headers: [ALL, ...headers] });
  },
);

const media = (...types: string[]) => ({
  description: '',
  content: Object.fromEntries(types.map((type) => [type, {}])),
});

test.each<[accept: string, responses: JsonObject]>([
  ['*/*', {}],
  ['*/*', { 200: media('*/*') }],
  ['*/*', { 400: media('application/problem+json') }],
  ['application/json, */*;q=0.1', { 200: media('application/json'), 400: media('application/problem+json') }],
  ['text/csv, application/json, */*;q=0.1', { 200: media('text/csv'), 201: media('application/json', 'text/csv') }],
])('a request accepts %s', async (accept, responses) => {
  const inputs = { path: { id: '1' }, query: {}, header: {}, cookie: {} };
  const request = encodeRequest(await operationOf([], {}, responses), inputs, { headers: [], set: {} });
  expect(request.headers).toStrictEqual([['Accept', accept]]);
});

test.each<[type: string, documented: string[], mediaType: string | undefined, body: Json, want: string]>([
  ['application/json', ['application/json'], undefined, { a: 1 }, '{"a":1}'],
  [
    'application/x-www-form-urlencoded',
    ['application/json', 'application/x-www-form-urlencoded'],
    'application/x-www-form-urlencoded',
    { a: 1 },
    'a=1',
  ],
  ['application/json', ['application/*'], 'application/*', null, 'null'],
])('a body goes as %s where the contract has %j', async (type, documented, mediaType, body, want) => {
  const operation = await operationOf([], { requestBody: media(...documented) });
  const inputs = { path: { id: '1' }, query: {}, header: {}, cookie: {}, body, ...(mediaType && { mediaType }) };
  const request = encodeRequest(operation, inputs, { headers: [], set: {} });
  expect(request.headers).toStrictEqual([ALL, ['Content-Type', type]]);
  expect(new TextDecoder().decode(request.body)).toBe(want);
});

test.each<[credentials: boolean, path: string]>([
  [true, '/things/1?api%20key=real&q=a'],
  [false, '/things/1?q=a'],
])('a key that is a parameter as well is sent once, and only with credentials (%s)', async (credentials, path) => {
  const parameters = [parameter('path', 'id'), parameter('query', 'api key'), parameter('query', 'q')];
  const operation = await operationOf([{ queried: [] }], { parameters });
  const inputs = { path: { id: '1' }, query: { 'api key': 'real', q: 'a' }, header: {}, cookie: {} };
  expect(encodeRequest(operation, inputs, { headers: [], set: {} }, credentials).path).toBe(path);
});

test('the query that a path is written with stands before that of the parameters', async () => {
  const contract = await contractOf({
    paths: { '/things?all=1': { get: { parameters: [parameter('query', 'q')], responses: {} } } },
  });
  const [operation] = contract.operations as [Operation];
  const inputs = { path: {}, query: { q: 'a' }, header: {}, cookie: {} };
  expect(encodeRequest(operation, inputs, { headers: [], set: {} }).path).toBe('/things?all=1&q=a');
});

test('a raw body stands in place of the one that was made', () => {
  const raw = withRawBody({ method: 'POST', path: '/', headers: [ALL], body: new Uint8Array(1) }, '{é');
  expect(raw).toStrictEqual({ method: 'POST', path: '/', headers: [ALL], body: new TextEncoder().encode('{é') });
});
