import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Operation } from '../../model/contract.ts';
import type { HeaderField } from '../../model/exchange.ts';
import type { Lacks } from '../../exchange/recordings/recorded.ts';
import { casesOf } from './recorded-case.ts';

const schema = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
const contract = await contractOf({
  security: [{ key: [] }],
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  paths: {
    '/pets': {
      post: {
        operationId: 'createPet',
        parameters: [
          { name: 'dry', in: 'query', schema: { type: 'boolean' } },
          { name: 'X-Shop', in: 'header', required: true, schema: { type: 'string' } },
        ],
        requestBody: {
          required: true,
          content: { 'application/json': { schema, examples: { rex: { value: { name: 'Rex' } } } } },
        },
        responses: {
          201: { description: '', content: { 'application/json': { examples: { rex: { value: { name: 'Rex' } } } } } },
        },
      },
      get: { operationId: 'listPets', security: [], responses: { 200: { description: '' } } },
    },
    ...Object.fromEntries(
      ['query', 'cookie'].map((place) => [
        `/by-${place}`,
        {
          get: {
            operationId: `by-${place}`,
            security: [],
            parameters: [{ name: 'p', in: place, schema: { type: 'string' } }],
            responses: { 200: { description: '' } },
          },
        },
      ]),
    ),
  },
});
const operationOf = (id: string) => contract.operations.find((one) => one.id === id) as Operation;

interface Row {
  id?: string;
  status?: number;
  body?: string;
  query?: string;
  headers?: HeaderField[];
  lacks?: Lacks;
}
const FIELDS: HeaderField[] = [
  ['Content-Type', 'application/json'],
  ['X-Key', 'k'],
  ['X-Shop', 's'],
];
const without = (name: string) => FIELDS.filter(([own]) => own !== name);

function judge({ id = 'createPet', status = 201, body = '{"name":"Tom"}', query = '', headers = FIELDS, lacks }: Row) {
  const operation = operationOf(id);
  const method = operation.method;
  const request = { method, path: `/pets${query}`, headers, ...(method === 'POST' && { body: Buffer.from(body) }) };
  const outcome = { response: { status, headers: [], body: new Uint8Array() } };
  const exchange = { request, outcome, duration: 0, retries: 0 };
  return casesOf(contract, operation, {}, { name: 'entry 1', origin: '', exchange, ...(lacks && { lacks }) });
}

/** What becomes of an entry: what is expected of each of its cases, or why it is not judged. */
function told(row: Row): string {
  const found = judge(row);
  return 'unjudged' in found
    ? `unjudged: ${found.unjudged.reason}`
    : found.cases
        .map(({ expect: { kind, ...rest } }) => [kind, 'at' in rest ? rest.at : ''].join(' ').trim())
        .join(', ');
}

describe('a recorded entry', () => {
  test.each<[what: string, row: Row, becomes: string]>([
    ['a valid request is held to be accepted', {}, 'accepted request'],
    ['a documented request is held to its documented answer', { body: '{"name":"Rex"}' }, 'documented'],
    [
      'a documented body with another query is not the documented request',
      { body: '{"name":"Rex"}', query: '?dry=true' },
      'accepted request',
    ],
    [
      'a refusal of a member that the contract does not speak of is not judged',
      { body: '{"name":"Tom","colour":"red"}', status: 422 },
      'unjudged: the contract says nothing of the member colour (body#/colour) of the request, which was answered with 422',
    ],
    [
      'an answer that accepts such a member is judged',
      { body: '{"name":"Tom","colour":"red"}', status: 201 },
      'accepted request',
    ],
    ['a body that breaks its schema is held to be refused', { body: '{}', status: 400 }, 'refused request body#/name'],
    [
      'an answer that accepts one is held to a success as well',
      { body: '{}', status: 200 },
      'refused request body#/name, accepted request body#/name',
    ],
    ['one that redirects is not', { body: '{}', status: 300 }, 'refused request body#/name'],
    [
      'a query that breaks its schema is held to be refused',
      { query: '?dry=maybe', status: 400 },
      'refused request query dry',
    ],
    [
      'a missing header is held to be refused',
      { headers: without('X-Shop'), status: 400 },
      'refused request header X-Shop',
    ],
    ['missing credentials are held to be refused', { headers: without('X-Key'), status: 401 }, 'refused credentials'],
    ['a server that fails is judged whatever was sent', { status: 500 }, 'accepted request'],
    ['a valid request that is refused is judged', { status: 400 }, 'accepted request'],
  ])('%s', (_, row, becomes) => expect(told(row)).toBe(becomes));

  test.each([304, 401, 403, 404, 408, 409, 410, 412, 421, 423, 424, 425, 428, 429, 503])(
    'a valid request with the answer %i is not judged: it may be for the state of the server',
    (status) =>
      expect(told({ status })).toBe(
        `unjudged: a valid request was answered with ${status}, which depends on the state of the server`,
      ),
  );

  test.each([303, 305, 402, 405, 406, 407, 411, 413, 415, 422, 426, 431, 501, 502, 504])(
    'a valid request with the answer %i is judged',
    (status) => expect(told({ status })).toBe('accepted request'),
  );
});

describe('an entry with secrets masked', () => {
  const key: Lacks = { maskedHeaders: ['x-key'] };
  const shop: Lacks = { maskedHeaders: ['x-shop'] };
  const body: Lacks = { requestBody: 'masked' };
  const query: Lacks = { requestTarget: 'masked' };
  test.each<[what: string, row: Row, becomes: string]>([
    ['is held to be accepted where the credentials alone are', { lacks: key }, 'accepted request'],
    ['is held to be accepted where a header field is', { lacks: shop }, 'accepted request'],
    [
      'is not judged where it was refused, and a header field may be why',
      { lacks: shop, status: 400 },
      'unjudged: a request was answered with 400, and the recording does not have all of its header fields',
    ],
    ['is judged where it was refused, and only credentials are', { lacks: key, status: 400 }, 'accepted request'],
    [
      'is not accused of a header field that seems to be missing',
      { lacks: shop, headers: without('X-Shop') },
      'accepted request',
    ],
    [
      'is accused of another header field',
      { lacks: key, headers: without('X-Shop') },
      'refused request header X-Shop, accepted request header X-Shop',
    ],
    ['is not accused of its body', { lacks: body, body: '{}' }, 'accepted request'],
    [
      'is not judged where it was refused, and its body may be why',
      { lacks: body, status: 422 },
      'unjudged: a request was answered with 422, and the recording does not have all of its body',
    ],
    ['is not accused of its query', { lacks: query, query: '?dry=maybe' }, 'accepted request'],
    [
      'is not judged where it was refused, and its query may be why',
      { lacks: query, status: 400 },
      'unjudged: a request was answered with 400, and the recording does not have all of its path and query',
    ],
    [
      'is accused of its query where something else is',
      { lacks: body, query: '?dry=maybe', status: 400 },
      'refused request query dry',
    ],
    ['is not held to the documented answer', { lacks: query, body: '{"name":"Rex"}' }, 'accepted request'],
  ])('%s', (_, row, becomes) => expect(told(row)).toBe(becomes));
});

describe('an entry without a part of its request', () => {
  const noBody: Lacks = { requestBody: true };
  const noHeaders: Lacks = { requestHeaders: true };
  test.each<[what: string, row: Row, becomes: string]>([
    ['is not accused of a body that is not there', { body: '', lacks: noBody }, 'accepted request'],
    ['is not held to a documented answer', { body: '{"name":"Rex"}', lacks: noBody }, 'accepted request'],
    [
      'is not judged where it was refused',
      { status: 422, body: '', lacks: noBody },
      'unjudged: a request was answered with 422, and the recording does not have its body',
    ],
    ['is judged where the server failed', { status: 500, body: '', lacks: noBody }, 'accepted request'],
    ['is judged where it was redirected', { status: 399, body: '', lacks: noBody }, 'accepted request'],
    [
      'is judged where it was refused without header fields that nothing speaks of',
      { id: 'by-query', status: 400, headers: [], lacks: noHeaders },
      'accepted request',
    ],
    [
      'is not judged where it was refused without header fields, of which one may be a cookie',
      { id: 'by-cookie', status: 400, headers: [], lacks: noHeaders },
      'unjudged: a request was answered with 400, and the recording does not have its header fields',
    ],
    ['is not accused of header fields that are not there', { headers: [], lacks: noHeaders }, 'accepted request'],
    [
      'is not judged where it was refused without header fields',
      { status: 400, headers: [], lacks: noHeaders },
      'unjudged: a request was answered with 400, and the recording does not have its header fields',
    ],
    [
      'is accused of its query all the same',
      { status: 400, query: '?dry=maybe', headers: [], lacks: noHeaders },
      'refused request query dry',
    ],
    [
      'is judged where the contract asks for nothing in that part',
      { id: 'listPets', status: 400, headers: [], lacks: { requestBody: true, requestHeaders: true } },
      'accepted request',
    ],
  ])('%s', (_, row, becomes) => expect(told(row)).toBe(becomes));
});

test.each<[row: Row, carries: boolean]>([
  [{}, true],
  [{ headers: without('X-Key') }, false],
  [{ headers: without('X-Shop') }, true],
  [{ id: 'listPets' }, false],
])('the request %j carries credentials: %j', (row, carries) => expect(judge(row).carriesCredentials).toBe(carries));

test('an entry without an answer is not judged', () => {
  const request = { method: 'GET', path: '/pets', headers: [] };
  const outcome = { failure: { kind: 'unreachable' as const, message: 'the recording has no answer' } };
  const exchange = { request, outcome, duration: 0, retries: 0 };
  expect(casesOf(contract, operationOf('listPets'), {}, { name: 'entry 1', origin: '', exchange })).toEqual({
    carriesCredentials: false,
    unjudged: { operation: 'listPets', case: 'entry 1', reason: 'the recording has no answer' },
  });
});
