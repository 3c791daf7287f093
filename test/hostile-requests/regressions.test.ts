/** Requests that other mocks answer wrongly, or that make them hang or crash, each over a separate connection. */
import { afterEach, expect, test } from '@jest/globals';
import { contractOf } from '../support/contracts.ts';
import { startMock, type StartedMock } from '../../src/mock/server/server.ts';
import { converse, readAnswers, type WireAnswer } from './raw-connection.ts';

let mock: StartedMock | undefined;
afterEach(async () => {
  await mock?.close();
  mock = undefined;
});

/** The Path Item Object of `/x`, and the request to it. */
interface Given {
  item: object;
  /** The request line without its version, and the fields; Host and Content-Length are added. */
  head: string[];
  body?: string;
  /** Further members of the document. */
  more?: object;
}

interface Want {
  status: number;
  headers?: Record<string, unknown>;
  body?: unknown;
}

const ok = (more: object = {}) => ({
  responses: { 200: { description: '', content: { 'application/json': { example: { ok: true } } }, ...more } },
});
const reading = (content: object) => ({ post: { requestBody: { required: true, content }, ...ok() } });
const json = (schema: object) => reading({ 'application/json': { schema } });
const POST_JSON = ['POST /x', 'Content-Type: application/json'];
const OK: Want = { status: 200, body: { ok: true } };
const refused = (status: number, detail: unknown = expect.any(String)): Want => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: expect.objectContaining({ status, detail }),
});

const bearer = {
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  security: [{ token: [] }],
};
const form = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, file: { type: 'string', contentMediaType: 'application/octet-stream' } },
};
const urlencoded = reading({ 'application/x-www-form-urlencoded': { schema: form } });
const multipart = reading({ 'multipart/form-data': { schema: form } });
const POST_FORM = ['POST /x', 'Content-Type: application/x-www-form-urlencoded'];
const POST_PARTS = ['POST /x', 'Content-Type: multipart/form-data; boundary=b'];
const part = (disposition: string, content: string) =>
  `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
const header = (field: object) => ({ get: ok({ headers: { 'X-Field': field } }) });
const list = { type: 'array', items: { type: 'integer' } };

const TABLE: [name: string, { given: Given; want: Want }][] = [
  [
    'the bearer scheme in small letters',
    { given: { item: { get: ok() }, head: ['GET /x', 'Authorization: bearer t'], more: bearer }, want: OK },
  ],
  [
    'the bearer scheme in capitals',
    { given: { item: { get: ok() }, head: ['GET /x', 'Authorization: BEARER t'], more: bearer }, want: OK },
  ],
  [
    'another scheme',
    { given: { item: { get: ok() }, head: ['GET /x', 'Authorization: Basic t'], more: bearer }, want: refused(401) },
  ],
  ...['garbage', 'json', '*', '', ',', ';q=1', '*/*;q=x'].map((accept): (typeof TABLE)[number] => [
    `Accept: ${accept}`,
    { given: { item: { get: ok() }, head: ['GET /x', `Accept: ${accept}`] }, want: OK },
  ]),
  [
    'Accept of something else',
    { given: { item: { get: ok() }, head: ['GET /x', 'Accept: image/png'] }, want: refused(406) },
  ],
  [
    'a path that is badly percent-encoded',
    { given: { item: { get: ok() }, head: ['GET /%zz'] }, want: refused(400, 'the path is not well percent-encoded') },
  ],
  [
    'a path that is no UTF-8',
    { given: { item: { get: ok() }, head: ['GET /%ff'] }, want: refused(400, 'the path is not well percent-encoded') },
  ],
  [
    'a form with a name that is badly percent-encoded',
    { given: { item: urlencoded, head: POST_FORM, body: '%zz=1&name=a' }, want: OK },
  ],
  [
    'a form with a value that is badly percent-encoded',
    { given: { item: urlencoded, head: POST_FORM, body: 'name=%zz' }, want: refused(400) },
  ],
  [
    'a file in a multipart form without a Content-Type',
    {
      given: {
        item: multipart,
        head: POST_PARTS,
        body: `${part('name="name"', 'a')}${part('name="file"; filename="f"', '\x00\xff')}--b--\r\n`,
      },
      want: OK,
    },
  ],
  [
    'a multipart form without its end',
    { given: { item: multipart, head: POST_PARTS, body: part('name="name"', 'a') }, want: refused(400) },
  ],
  [
    'texts for one slow pattern in many parameters, which share one budget of time',
    {
      given: {
        item: {
          get: {
            parameters: Array.from({ length: 15 }, (_, index) => ({
              ...{ name: `q${index}`, in: 'query', schema: { type: 'string', pattern: '^(?=(a+)+$).*$' } },
            })),
            ...ok(),
          },
        },
        head: [`GET /x?${Array.from({ length: 15 }, (_, index) => `q${index}=${'a'.repeat(60)}!`).join('&')}`],
      },
      want: {
        status: 400,
        body: expect.objectContaining({
          errors: expect.arrayContaining([
            expect.objectContaining({ at: 'query q14', message: expect.stringContaining('could not be tried') }),
          ]),
        }),
      },
    },
  ],
  [
    'null, where it may be',
    { given: { item: json({ type: ['object', 'null'] }), head: POST_JSON, body: 'null' }, want: OK },
  ],
  [
    'null, where it may not be',
    {
      given: { item: json({ type: 'object' }), head: POST_JSON, body: 'null' },
      want: refused(422, 'request body must be object'),
    },
  ],
  ['false, where it may be', { given: { item: json({ type: 'boolean' }), head: POST_JSON, body: 'false' }, want: OK }],
  [
    'false, where it may not be',
    {
      given: { item: json({ type: 'object' }), head: POST_JSON, body: 'false' },
      want: refused(422, 'request body must be object'),
    },
  ],
  ['zero, and an empty text', { given: { item: json({ enum: [0, ''] }), head: POST_JSON, body: '""' }, want: OK }],
  ['JSON that is none', { given: { item: json({}), head: POST_JSON, body: '{"a":' }, want: refused(400) }],
  [
    'nothing, where something is required',
    { given: { item: json({}), head: POST_JSON, body: '' }, want: refused(400, 'request body is required') },
  ],
  [
    '9 MB of bad items, in an answer that is small',
    {
      given: {
        item: json({ type: 'array', items: { type: 'object' } }),
        head: POST_JSON,
        body: `[${'0,'.repeat(4_500_000)}0]`,
      },
      want: { ...refused(422), headers: { 'content-length': expect.stringMatching(/^\d{1,5}$/) } },
    },
  ],
  [
    'a header that is a list',
    {
      given: { item: header({ schema: list, example: [1, 2] }), head: ['GET /x'] },
      want: { ...OK, headers: { 'x-field': '1,2' } },
    },
  ],
  [
    'a header that is an object',
    {
      given: { item: header({ schema: { type: 'object' }, example: { a: 1, b: 2 } }), head: ['GET /x'] },
      want: { ...OK, headers: { 'x-field': 'a,1,b,2' } },
    },
  ],
  [
    'a header that is an object, exploded',
    {
      given: { item: header({ explode: true, schema: { type: 'object' }, example: { a: 1, b: 2 } }), head: ['GET /x'] },
      want: { ...OK, headers: { 'x-field': 'a=1,b=2' } },
    },
  ],
  [
    'a required header that is a list, and has no example',
    {
      given: { item: header({ required: true, schema: { ...list, minItems: 1 } }), head: ['GET /x'] },
      want: { ...OK, headers: { 'x-field': expect.stringMatching(/^-?\d+(,-?\d+)*$/) } },
    },
  ],
  [
    'a method that is not documented',
    {
      given: { item: { get: ok() }, head: ['DELETE /x'] },
      want: { ...refused(405), headers: { allow: 'GET, HEAD, OPTIONS' } },
    },
  ],
  [
    'HEAD, where GET is documented',
    {
      given: { item: { get: ok() }, head: ['HEAD /x'] },
      want: { status: 200, headers: { 'content-type': 'application/json', 'content-length': '11' }, body: '' },
    },
  ],
];

test.each(TABLE)('%s', async (_, { given: { item, head, body, more = {} }, want }) => {
  mock = await startMock({
    contracts: [await contractOf({ paths: { '/x': item }, ...more })],
    port: 0,
    mode: 'static',
  });
  const [line, ...fields] = head;
  const lines = [
    `${line} HTTP/1.1`,
    'Host: h',
    ...fields,
    ...(body === undefined ? [] : [`Content-Length: ${body.length}`]),
  ];
  const answers = readAnswers(
    await converse(mock.port, [`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`]),
    line?.startsWith('HEAD'),
  );
  expect(answers.map(told)).toEqual([
    { status: want.status, headers: expect.objectContaining(want.headers ?? {}), body: want.body },
  ]);
});

function told({ status, headers, body }: WireAnswer): { status: number; headers: object; body: unknown } {
  return { status, headers: Object.fromEntries(headers), body: body === '' ? '' : JSON.parse(body) };
}
