import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { BOUNDARY, encodeMultipart } from './encode-multipart.ts';

/** A part: what stands behind its name, its fields, and its content. */
const part = (name: string, content: string, ...fields: string[]) =>
  [`--${BOUNDARY}`, `Content-Disposition: form-data; name=${name}`, ...fields, '', content, ''].join('\r\n');
const END = `--${BOUNDARY}--\r\n`;

test.each<[what: string, value: Json, encoding: JsonObject, types: Record<string, string>, parts: string[]]>([
  ['nothing where there is no member', {}, {}, {}, []],
  ['nothing of what is no object', 'text', {}, {}, []],
  [
    'texts and numbers as they are',
    { a: 'é', b: 1.5, c: true, d: null },
    {},
    {},
    [part('"a"', 'é'), part('"b"', '1.5'), part('"c"', 'true'), part('"d"', '')],
  ],
  [
    'an object as JSON, and each item of a list',
    { a: { b: 1 }, c: [1, { d: 2 }] },
    {},
    {},
    [
      part('"a"', '{"b":1}', 'Content-Type: application/json'),
      part('"c"', '1'),
      part('"c"', '{"d":2}', 'Content-Type: application/json'),
    ],
  ],
  ['a name with its quotes and line breaks escaped', { 'a"\r\n%b': 'x' }, {}, {}, [part('"a%22%0D%0A%b"', 'x')]],
  [
    'a file by the type of its schema',
    { 'f"': 'x' },
    {},
    { 'f"': 'application/octet-stream' },
    [part('"f%22"; filename="f%22"', 'x', 'Content-Type: application/octet-stream')],
  ],
  [
    'a text by the first type that is declared',
    { a: 'x' },
    { a: { contentType: ' text/csv , text/plain' } },
    {},
    [part('"a"', 'x', 'Content-Type: text/csv')],
  ],
  [
    'a text as JSON where that is declared',
    { a: 'x' },
    { a: { contentType: 'application/json' } },
    {},
    [part('"a"', '"x"', 'Content-Type: application/json')],
  ],
  [
    'a member with a style, not percent-encoded',
    { 'a b': ['é&', '='] },
    { 'a b': { style: 'form', explode: true } },
    {},
    [part('"a b"', 'é&'), part('"a b"', '=')],
  ],
  [
    'the fields that a part has to have, with a documented value',
    { a: 'x' },
    {
      a: {
        headers: {
          'X-Shown': { required: true, example: 'e', schema: { const: 'c' } },
          'X-Const': { required: true, schema: { const: 'c', enum: ['n'] } },
          'X-Listed': { required: true, schema: { enum: ['n'], example: 's' } },
          'X-Of-Schema': { required: true, schema: { example: ['s', 1] } },
          'X-Second': { required: true, schema: { examples: [2], default: 3 } },
          'X-Default': { required: true, schema: { default: 3 } },
          'X-Any': { required: true },
          'X-Optional': { example: 'e' },
          'Content-TYPE': { required: true },
          'X-None': 'none',
        },
      },
    },
    {},
    [
      part(
        '"a"',
        'x',
        ...[
          'X-Shown: e',
          'X-Const: c',
          'X-Listed: n',
          'X-Of-Schema: ["s",1]',
          'X-Second: 2',
          'X-Default: 3',
          'X-Any: 1',
        ],
      ),
    ],
  ],
  ['no fields where none are described', { a: 'x' }, { a: { headers: ['X'] } }, {}, [part('"a"', 'x')]],
])('a multipart form has %s', (_, value, encoding, types, parts) =>
  expect(Buffer.from(encodeMultipart(value, encoding, types)).toString()).toBe(parts.join('') + END),
);

test('a file has one byte for each character', () => {
  const bytes = Buffer.from(encodeMultipart({ f: '\u00ff' }, {}, { f: 'image/png' }));
  expect(bytes.indexOf(0xff)).toBeGreaterThan(0);
});
