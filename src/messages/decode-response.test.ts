import { expect, test } from '@jest/globals';
import type { HeaderField } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { decodeResponse, readByMedia, type DecodedResponse } from './decode-response.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const JSON_TYPE: HeaderField = ['Content-Type', 'application/json'];
const decode = (body: Uint8Array, headers: HeaderField[] = [], incomplete?: string): DecodedResponse =>
  decodeResponse({ status: 200, headers, body, ...(incomplete !== undefined && { incomplete }) });

test.each<[what: string, body: Uint8Array, want: Partial<DecodedResponse>]>([
  ['JSON', bytes('{"a":[1]}'), { json: { a: [1] } }],
  ['a number with blanks around it', bytes(' 5\n'), { json: 5 }],
  ['nothing', bytes(''), { problem: 'the body is empty' }],
  ['blanks', bytes(' \n\t'), { problem: 'the body is empty' }],
  ['other text', bytes('<html>'), { problem: expect.stringMatching(/^the body /) as unknown as string }],
  ['no UTF-8', Uint8Array.from([0x22, 0xff, 0x22]), { problem: 'the body is not UTF-8' }],
  ['a byte order mark', bytes('\ufeff{}'), { json: {}, hasMark: true }],
  ['half a byte order mark', Uint8Array.from([0xef, 0xbb, 0x7b, 0x7d]), { problem: 'the body is not UTF-8' }],
  ['a member twice', bytes('{"a":1,"b":{"a":1,"a":2}}'), { json: { a: 1, b: { a: 2 } }, repeated: ['#/b/a'] }],
  [
    'members twice, of which five are told',
    bytes(`{${[1, 2, 3, 4, 5, 6].map((nth) => `"m${nth}":1,"m${nth}":2`).join()}}`),
    {
      json: { m1: 2, m2: 2, m3: 2, m4: 2, m5: 2, m6: 2 },
      repeated: ['#/m1', '#/m2', '#/m3', '#/m4', '#/m5'],
    },
  ],
])('a body of %s is read', (_, body, want) =>
  expect(decode(body, [JSON_TYPE])).toStrictEqual({
    ...{ status: 200, headers: new Map([['content-type', 'application/json']]), mediaType: 'application/json' },
    ...{ size: body.byteLength, ...want },
  }),
);

test('a body that breaks off is not read', () =>
  expect(decode(bytes('{}'), [], 'the connection ended')).toStrictEqual({
    ...{ status: 200, headers: new Map(), size: 2, problem: 'the connection ended' },
  }));

test('JSON that is nested too deep is no fault of the server; text that is nested as deep is none', () => {
  const deep = '['.repeat(200_000);
  expect(decode(bytes(deep + ']'.repeat(200_000)))).toMatchObject({
    unread: expect.stringContaining('the body '),
  });
  expect(decode(bytes(deep))).toHaveProperty('problem');
});

test('header fields are joined by their names in small letters, and the label is read without its parameters', () => {
  const { headers, mediaType } = decode(bytes(''), [
    ['X-A', '1'],
    ['x-a', '2'],
    ['Content-Type', 'Text/HTML; charset=utf-8'],
  ]);
  expect([...headers]).toStrictEqual([
    ['x-a', '1, 2'],
    ['content-type', 'Text/HTML; charset=utf-8'],
  ]);
  expect(mediaType).toBe('text/html');
  expect(decode(bytes(''), [['Content-Type', 'json']])).not.toHaveProperty('mediaType');
});

const STRING = { type: 'string' };
test.each<[what: string, schema: object, text: string, json: Json | undefined, example?: Json]>([
  ['its pattern', { ...STRING, pattern: '^[a-z]+$' }, 'ab', 'ab'],
  ['its listed values', { ...STRING, enum: ['12'] }, '12', '12'],
  ['its one value', { ...STRING, const: 'a' }, 'b', 'b'],
  ['its least length', { ...STRING, minLength: 9 }, 'ab', 'ab'],
  ['its greatest length', { ...STRING, maxLength: 1 }, 'ab', 'ab'],
  ['its format', { ...STRING, format: 'date' }, 'ab', 'ab'],
  ['its pattern, without a line break at its end', { ...STRING, pattern: '^[a-z]+$' }, 'ab\r\n', 'ab'],
  ['its pattern, with a line break that this asks for', { ...STRING, pattern: '^[a-z]+\n$' }, 'ab\n', 'ab\n'],
  ['its pattern, with the line break where it breaks that either way', { ...STRING, pattern: '^x' }, 'ab\n', 'ab\n'],
  ['its pattern, which its example keeps', { ...STRING, pattern: '^[a-z]+$' }, '12', '12', 'ab'],
  ['nothing where its example breaks the schema', { ...STRING, pattern: '^[a-z]+$' }, 'ab', undefined, '12'],
  ['nothing where it may be any text', STRING, '12', undefined],
  ['nothing where it may be null too', { type: ['string', 'null'], minLength: 1 }, 'ab', undefined],
  ['a number where it is one', { type: 'integer', minimum: 1 }, '12', 12],
  ['a number where the schema says nothing', {}, '12', 12],
])('a body of text is held to %s', async (_, schema, text, json, example: Json | undefined = undefined) => {
  const content = { 'text/plain': { schema, ...(example !== undefined && { example }) } };
  const contract = await contractOf({ paths: { '/a': { get: { responses: { 200: { description: '', content } } } } } });
  const media = contract.operations[0]?.responses[0]?.media[0];
  if (!media) throw new Error('no media type');
  const response = { status: 200, headers: [['Content-Type', 'text/plain'] as const], body: bytes(text) };
  expect(readByMedia(contract, media, decodeResponse(response), response).json).toStrictEqual(json);
});
