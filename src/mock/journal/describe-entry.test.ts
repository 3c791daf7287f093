/** What the journal shows of one exchange, without a server. */
import { beforeAll, expect, test } from '@jest/globals';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Contract } from '../../model/contract.ts';
import type { HeaderField, Request, Response } from '../../model/exchange.ts';
import { createView } from './describe-entry.ts';
import type { JournalEntry, StoredExchange } from './journal-entry.ts';

const secret = { type: 'string', 'x-secret': true };
const media = (type: string, schema: object) => ({ [type]: { schema } });
const members = {
  type: 'object',
  properties: {
    pin: secret,
    nick: secret,
    size: { type: 'integer' },
    list: { type: 'array', items: { const: 1 } },
    map: { additionalProperties: secret },
  },
};
let contract: Contract;
let broken: Contract;

beforeAll(async () => {
  contract = await contractOf(
    {
      paths: {
        '/things': {
          get: { operationId: 'list', responses: { 200: { description: '' } } },
          post: {
            operationId: 'create',
            requestBody: {
              content: {
                ...media('application/json', members),
                ...media('text/plain', {}),
                ...media('application/x-www-form-urlencoded', members),
              },
            },
            responses: {
              201: { description: '', content: media('application/json', { properties: { mark: secret } }) },
              '4XX': { description: '', content: media('application/json', { properties: { sign: secret } }) },
            },
          },
        },
        '/both': Object.fromEntries(
          ['get', 'head'].map((method) => [
            method,
            { operationId: `${method} both`, responses: { 200: { description: '' } } },
          ]),
        ),
        '/things/{id}': {
          get: {
            operationId: 'get',
            security: [{ house: [], key: [] }],
            parameters: [
              { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
              { name: 'X-Code', in: 'header', schema: { type: 'string', format: 'password' } },
              { name: 'part', in: 'query', schema: { type: 'integer', 'x-secret': true } },
              { name: 'open', in: 'query', schema: { type: 'string' } },
              { name: 'token', in: 'query', schema: { type: 'string' } },
            ],
            responses: { 200: { description: '' } },
          },
        },
      },
      components: {
        securitySchemes: {
          house: { type: 'apiKey', in: 'header', name: 'X-House' },
          key: { type: 'apiKey', in: 'query', name: 'k' },
        },
      },
    },
    'things',
  );
  broken = await contractOf({
    paths: {
      '/broken': {
        post: {
          operationId: 'broken',
          requestBody: { content: media('application/json', { pattern: '(' }) },
          responses: { 200: { description: '' } },
        },
      },
    },
  });
});

interface Given {
  request: Partial<Request> & { text?: string | Uint8Array };
  reply?: Partial<Response> & { text?: string | Uint8Array };
  stored?: Partial<StoredExchange>;
}

const JSON_TYPE: HeaderField = ['Content-Type', 'application/json'];
const bytes = (text: string | Uint8Array) => (typeof text === 'string' ? Buffer.from(text) : text);

function describe({ request: { text, ...request }, reply, stored }: Given): JournalEntry {
  const sent: Request = {
    ...{ method: 'POST', path: '/things', headers: [JSON_TYPE] },
    ...(text !== undefined && { body: bytes(text) }),
    ...request,
  };
  const received = reply && { status: 201, headers: [JSON_TYPE], body: bytes(reply.text ?? ''), ...reply };
  const kept = { id: 7, ended: Date.UTC(2026, 0, 31, 12), duration: 1_500.123456, ...stored } as StoredExchange;
  return createView([contract, broken]).describe(kept, { request: sent, reply: received });
}

test('an exchange is shown with its time, its duration and both messages', () =>
  expect(
    describe({
      request: { text: '{"size":1}', path: '/things?a=1&b=x%20y&a=2&a=3&c&d=%zz' },
      reply: { text: '"done"', headers: [JSON_TYPE, ['X-A', '1'], ['x-a', '2']] },
      stored: { note: { delay: 5 } },
    }),
  ).toStrictEqual({
    id: 7,
    time: '2026-01-31T11:59:58.499Z',
    duration: 1500.123,
    method: 'POST',
    path: '/things',
    query: { a: ['1', '2', '3'], b: 'x y', c: '', d: '%zz' },
    contract: 'things',
    operation: 'create',
    headers: { 'content-type': 'application/json' },
    body: { size: 1 },
    bodyAs: 'json',
    bodySize: 10,
    status: 201,
    response: {
      headers: { 'content-type': 'application/json', 'x-a': '1, 2' },
      body: 'done',
      bodyAs: 'json',
      bodySize: 6,
    },
    delay: 5,
  }));

test('a request without a response, a body and a contract has none of them', () =>
  expect(describe({ request: { method: 'PUT', path: '/none', headers: [] } })).toStrictEqual({
    ...{ id: 7, time: '2026-01-31T11:59:58.499Z', duration: 1500.123 },
    ...{ method: 'PUT', path: '/none', query: {}, headers: {}, bodySize: 0 },
  }));

test.each<[method: string, path: string, operation: string | undefined]>([
  ['HEAD', '/things', 'list'],
  ['GET', '/things', 'list'],
  ['HEAD', '/both', 'head both'],
  ['PUT', '/things', undefined],
  ['HEAD', '/none', undefined],
])('the operation of %s %s is %s', (method, path, operation) =>
  expect(describe({ request: { method, path } }).operation).toBe(operation),
);

const wrong = { text: '{"size":"x","list":[2],"pin":5}' };
const ALL = ['request body#/pin', 'request body#/size', 'request body#/list/0'];
test.each<[name: string, Given, places: unknown[] | undefined]>([
  ['a refusal', { request: wrong, reply: { status: 422 } }, ALL],
  ['a refusal at the lowest status', { request: wrong, reply: { status: 400 } }, ALL],
  ['a refusal at the highest status', { request: wrong, reply: { status: 499 } }, ALL],
  ['a success', { request: wrong, reply: {} }, undefined],
  ['a failure', { request: wrong, reply: { status: 500 } }, undefined],
  ['no response', { request: wrong }, undefined],
  ['a fault', { request: wrong, reply: { status: 422 }, stored: { note: { chaos: 'documented' } } }, undefined],
  ['a delay', { request: wrong, reply: { status: 422 }, stored: { note: { delay: 1 } } }, ALL],
  ['what is kept', { request: wrong, reply: { status: 422 }, stored: { errors: [{ at: 'kept' }] } }, ['kept']],
  ['nothing that is kept', { request: wrong, reply: { status: 422 }, stored: { errors: [] } }, undefined],
  ['an unknown path', { request: { ...wrong, path: '/none' }, reply: { status: 422 } }, undefined],
  ['a schema that is broken', { request: { ...wrong, path: '/broken' }, reply: { status: 422 } }, undefined],
  ['a request that is right', { request: { text: '{}' }, reply: { status: 422 } }, undefined],
  [
    'a hundred errors and more',
    { request: { text: `{"list":[${Array(101).fill(2).join()}]}` }, reply: { status: 422 } },
    Array.from({ length: 100 }, (_, index) => `request body#/list/${index}`),
  ],
])('the errors of %s are those of its refusal', (_, given, places) => {
  const found = describe(given).errors?.map(({ at }) => at);
  expect(found && [...found].sort()).toEqual(places && [...places].sort());
});

test('a view that forgives an error does not list it', () => {
  const request = { method: 'POST', path: '/things', headers: [JSON_TYPE], body: bytes(wrong.text) };
  const forgiving = createView([contract], ({ at }) => at.endsWith('/pin'));
  expect(forgiving.errors(request).map(({ at }) => at)).toEqual(ALL.slice(1));
  expect(forgiving.errors({ ...request, path: '/none' })).toEqual([]);
});

test('a secret of the request is masked in its errors, at any depth', () => {
  const errors = [{ at: 'x', n: 1, none: null, all: ['was "ab"', { deep: 'ab' }], said: 'a word of ab' }];
  const { errors: shown } = describe({
    request: { text: '{"pin":"ab"}' },
    reply: { status: 422 },
    stored: { errors },
  });
  expect(shown).toEqual([
    { at: 'x', n: 1, none: null, all: ['was "[masked]"', { deep: '[masked]' }], said: 'a word of ab' },
  ]);
});

const coded = (coding: string, text: string | Uint8Array) => ({
  headers: [JSON_TYPE, ['Content-Encoding', coding]] as HeaderField[],
  text,
});
test.each<[name: string, Given, want: Pick<JournalEntry, 'body' | 'bodyAs' | 'bodySize' | 'truncated'>]>([
  ['text', { request: { text: 'a', headers: [] } }, { body: 'a', bodyAs: 'text', bodySize: 1 }],
  ['an object without a label', { request: { text: '[1]', headers: [] } }, { body: [1], bodyAs: 'json', bodySize: 3 }],
  ['null without a label', { request: { text: 'null', headers: [] } }, { body: 'null', bodyAs: 'text', bodySize: 4 }],
  ['a number without a label', { request: { text: '12', headers: [] } }, { body: '12', bodyAs: 'text', bodySize: 2 }],
  ['broken JSON', { request: { text: '{"a":[1' } }, { body: '{"a":[1', bodyAs: 'text', bodySize: 7 }],
  ['null as JSON', { request: { text: 'null' } }, { body: null, bodyAs: 'json', bodySize: 4 }],
  ['what is no text', { request: { text: Uint8Array.of(255, 0) } }, { body: '/wA=', bodyAs: 'base64', bodySize: 2 }],
  ['gzip', { request: coded('gzip', gzipSync('{"a":1}')) }, { body: { a: 1 }, bodyAs: 'json', bodySize: 27 }],
  ['brotli', { request: coded('br', brotliCompressSync('[1]')) }, { body: [1], bodyAs: 'json', bodySize: 7 }],
  ['identity', { request: coded('Identity', '[1]') }, { body: [1], bodyAs: 'json', bodySize: 3 }],
  ['two codings', { request: coded('identity-x', '[1]') }, { bodySize: 3 }],
  ['another coding', { request: coded('x-identity', '[1]') }, { bodySize: 3 }],
  ['gzip that is none', { request: coded('gzip', '[1]') }, { bodySize: 3 }],
  [
    'half of gzip',
    { request: coded('gzip', gzipSync('[1]')), stored: { requestSize: 99 } },
    { bodySize: 99, truncated: true },
  ],
  [
    'half of identity',
    { request: coded('IDENTITY', '[1,'), stored: { requestSize: 99 } },
    { body: [1], bodyAs: 'json', bodySize: 99, truncated: true },
  ],
  [
    'half a character',
    { request: { text: Buffer.from('aé').subarray(0, 2) }, stored: { requestSize: 3 } },
    { body: 'a', bodyAs: 'text', bodySize: 3, truncated: true },
  ],
  [
    'half of what is no text',
    { request: { text: Uint8Array.of(255, 0) }, stored: { requestSize: 3 } },
    { body: '/wA=', bodyAs: 'base64', bodySize: 3, truncated: true },
  ],
  [
    'half of what is no JSON',
    { request: { text: '{"a":1,,"b' }, stored: { requestSize: 30 } },
    { body: '{"a":1,,"b', bodyAs: 'text', bodySize: 30, truncated: true },
  ],
])('a body of %s is shown as what it is', (_, given, want) => {
  const { body, bodyAs, bodySize, truncated } = describe(given);
  expect(JSON.parse(JSON.stringify({ body, bodyAs, bodySize, truncated }))).toEqual(want);
});

test('a response that is cut is closed, and says how long it was', () => {
  const given = { request: {}, reply: { text: '{"mark":"abc","b":[1,' }, stored: { replySize: 500 } };
  const response = { body: { mark: '[masked]', b: [1] }, bodyAs: 'json', bodySize: 500, truncated: true };
  expect(describe(given)).toMatchObject({ bodySize: 0, response });
  expect(describe(given)).not.toHaveProperty('truncated');
});

test.each<[name: string, Given, shown: Record<string, unknown>]>([
  ['a member by its schema', { request: { text: '{"pin":"ab","size":1}' } }, { body: { pin: '[masked]', size: 1 } }],
  [
    'a long member wherever it is repeated',
    {
      request: {
        text: '{"pin":"a b c d e f","note":"it was a b c d e f"}',
        path: '/things?q=a%20b%20c%20d%20e%20f',
        headers: [JSON_TYPE, ['X-Note', 'a b c d e f!']],
      },
      reply: { text: '["a b c d e f"]', headers: [['X-Back', 'a b c d e f']] },
    },
    {
      query: { q: '[masked]' },
      headers: { 'x-note': '[masked]!' },
      body: { note: 'it was [masked]' },
      response: { headers: { 'x-back': '[masked]' }, body: ['[masked]'] },
    },
  ],
  [
    'a long member of a request in the wrong media type',
    {
      request: { text: '{"nick":"abcdefghij"}', headers: [['Content-Type', 'a/b']] },
      reply: { text: '["abcdefghij"]' },
    },
    { body: { nick: '[masked]' }, response: { body: ['[masked]'] } },
  ],
  [
    'a member by the schema of its media type alone',
    { request: { text: '{"nick":"ab"}', headers: [['Content-Type', 'text/plain']] } },
    { body: { nick: 'ab' } },
  ],
  [
    'each value of a map, wherever it is repeated',
    { request: { text: '{"map":{"a":"ab","b":"abcdefghij"}}' }, reply: { text: '["ab","abcdefghij"]' } },
    { body: { map: { a: '[masked]', b: '[masked]' } }, response: { body: ['ab', '[masked]'] } },
  ],
  [
    'a member by its name at another place, wherever it is repeated',
    { request: { text: '{"other":{"nick":"abcdefghij"}}' }, reply: { text: '["abcdefghij"]' } },
    { body: { other: { nick: '[masked]' } }, response: { body: ['[masked]'] } },
  ],
  [
    'a part of a form wherever it is repeated',
    {
      request: { text: 'nick=abcdefghij', headers: [['Content-Type', 'application/x-www-form-urlencoded']] },
      reply: { text: '["abcdefghij"]' },
    },
    { body: 'nick=[masked]', response: { body: ['[masked]'] } },
  ],
  [
    'credentials of another operation',
    { request: { path: '/things?k=ab', headers: [['X-House', 'ab']] } },
    { query: { k: '[masked]' }, headers: { 'x-house': '[masked]' } },
  ],
  [
    'a parameter by its name wherever it is repeated',
    { request: { method: 'GET', path: '/things/abcdefgh?token=abcdefgh' } },
    { path: '/things/[masked]', query: { token: '[masked]' } },
  ],
  [
    'no parameter that is no secret',
    { request: { method: 'GET', path: '/things/abcdefgh?open=abcdefgh' } },
    { path: '/things/abcdefgh', query: { open: 'abcdefgh' } },
  ],
  [
    'the hundredth secret of a body',
    {
      request: {
        text: JSON.stringify(
          Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`token${n}`, `value number ${n}.`])),
        ),
      },
      reply: { text: '["value number 0.","value number 99."]' },
    },
    { response: { body: ['[masked]', '[masked]'] } },
  ],
  [
    'a member of a response by its status',
    { request: {}, reply: { status: 404, text: '{"sign":"ab","mark":"ab"}' } },
    { response: { body: { sign: '[masked]', mark: 'ab' } } },
  ],
  [
    'parameters by their schemas, here alone',
    {
      request: { method: 'GET', path: '/things/x?part=12&open=y', headers: [['x-code', 'ab']] },
      reply: {
        status: 200,
        text: '{"part":12}',
        headers: [
          ['X-Code', 'cd'],
          ['Link', '</things?part=3&open=4>'],
        ],
      },
    },
    {
      query: { part: '[masked]', open: 'y' },
      headers: { 'x-code': '[masked]' },
      response: { body: { part: 12 }, headers: { 'x-code': '[masked]' } },
    },
  ],
  [
    'a long number of a parameter wherever it is repeated',
    {
      request: { method: 'GET', path: '/things/1234567890?part=1234567890' },
      reply: { status: 200, text: '{"id":"1234567890"}' },
    },
    { path: '/things/[masked]', response: { body: { id: '[masked]' } } },
  ],
  [
    'a long header of a parameter wherever it is repeated',
    {
      request: { method: 'GET', path: '/things/abcdefgh', headers: [['X-Code', 'abcdefgh']] },
      reply: { status: 200, text: 'abcdefgh', headers: [] },
    },
    { path: '/things/[masked]', response: { body: '[masked]' } },
  ],
  [
    'a credential of a path that nothing documents',
    { request: { method: 'GET', path: '/no/abcdefgh', headers: [['Authorization', 'Bearer abcdefgh']] } },
    { path: '/no/[masked]', headers: { authorization: 'Bearer [masked]' } },
  ],
  [
    'a secret of a path that nothing documents',
    { request: { path: '/no', text: '{"password":"abcdefgh"}' }, reply: { status: 404, text: '["abcdefgh"]' } },
    { body: { password: '[masked]' }, response: { body: ['[masked]'] } },
  ],
])('masks %s', (_, given, shown) => expect(describe(given)).toMatchObject(shown));
