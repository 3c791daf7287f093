import { describe, expect, test } from '@jest/globals';
import type { MediaType } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { readSent } from '../../../test/support/sent-request.ts';
import { shapeOf } from '../../schema/shape.ts';
import { concreteType } from './concrete-type.ts';
import { encodeBody, isEncodable } from './encode.ts';
import { decodeText } from './format.ts';
import { BODY_FORMATS, formatOf } from './index.ts';

const ints = { type: 'array', items: { type: 'integer' } };
const color = { type: 'object', properties: { R: { type: 'integer' }, G: { type: 'integer' } } };
const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

async function operationOf(type: string, media: object) {
  const contract = await contractOf({ paths: { '/x': { post: { requestBody: { content: { [type]: media } } } } } });
  return { contract, media: contract.operations[0]?.body?.media[0] as MediaType };
}
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n');

describe('an encoded body that is decoded again', () => {
  type Row = [type: string, media: object, value: Json, text: string];
  const part = (name: string, content: string, more = '', field = '') =>
    `--B\nContent-Disposition: form-data; name="${name}"${more}\n${field}\n${content}\n`;
  test.each<Row>([
    ['application/json', {}, { a: [null] }, '{"a":[null]}'],
    ['application/problem+json', {}, 'x', '"x"'],
    ['text/plain', { schema: { type: 'string' } }, 'a b', 'a b'],
    ['application/xml', {}, '<a/>', '<a/>'],
    ['image/png', {}, '\u00ff\u0000', '\u00ff\u0000'],
    [FORM, { schema: { properties: { a: ints } } }, { a: [1, 2], 'b c': 'd&e' }, 'a=1&a=2&b%20c=d%26e'],
    [FORM, { schema: { properties: { a: ints } }, encoding: { a: { explode: false } } }, { a: [1, 2] }, 'a=1,2'],
    [
      FORM,
      { schema: { properties: { a: color } }, encoding: { a: { style: 'deepObject', explode: true } } },
      { a: { R: 1, G: 2 } },
      'a%5BR%5D=1&a%5BG%5D=2',
    ],
    [
      FORM,
      { schema: { properties: { a: color, z: {} } }, encoding: { a: { style: 'form', explode: true } } },
      { a: { R: 1, G: 2 }, z: 'x' },
      'R=1&G=2&z=x',
    ],
    [
      FORM,
      { schema: { properties: { a: ints } }, encoding: { a: { contentType: 'application/json' } } },
      { a: [1, 2] },
      'a=1&a=2',
    ],
    [
      FORM,
      { schema: { properties: { a: {} } }, encoding: { a: { contentType: 'application/json' } } },
      { a: { b: 'c' } },
      'a=%7B%22b%22%3A%22c%22%7D',
    ],
    [FORM, { 'x-encoded-as': 'application/json' }, { a: 1 }, '{"a":1}'],
    [
      MULTIPART,
      { schema: { properties: { a: ints, t: { type: 'string' } } } },
      { a: [1, 2], t: 'x' },
      `${part('a', '1')}${part('a', '2')}${part('t', 'x')}--B--\n`,
    ],
    [
      MULTIPART,
      { schema: { properties: { o: { type: 'object' } } } },
      { o: { a: 1 } },
      `${part('o', '{"a":1}', '', 'Content-Type: application/json\n')}--B--\n`,
    ],
    [
      MULTIPART,
      { schema: { properties: { f: { type: 'string', format: 'binary' } } } },
      { f: '\u00ff' },
      `${part('f', '\u00ff', '; filename="f"', 'Content-Type: application/octet-stream\n')}--B--\n`,
    ],
    [
      MULTIPART,
      { schema: { properties: { f: { type: 'string' } } }, encoding: { f: { contentType: 'image/png, image/gif' } } },
      { f: 'x' },
      `${part('f', 'x', '; filename="f"', 'Content-Type: image/png\n')}--B--\n`,
    ],
    [
      MULTIPART,
      { schema: { properties: { a: ints } }, encoding: { a: { style: 'form', explode: false } } },
      { a: [1, 2] },
      `${part('a', '1,2')}--B--\n`,
    ],
    [
      MULTIPART,
      { schema: { properties: { a: color, z: {} } }, encoding: { a: { style: 'deepObject', explode: true } } },
      { a: { R: 1, G: 2 } },
      `${part('a[R]', '1')}${part('a[G]', '2')}--B--\n`,
    ],
    [MULTIPART, {}, { 'a"b\r\n': 'x' }, `${part('a%22b%0D%0A', 'x')}--B--\n`],
    [MULTIPART, {}, {}, '--B--\n'],
  ])('%s with %j writes and reads %j', async (type, described, value, text) => {
    const { contract, media } = await operationOf(type, described);
    const { type: label, bytes } = encodeBody(media, type, value);
    const boundary = /boundary=(\S+)$/.exec(label)?.[1];
    expect(textOf(bytes).replaceAll(`--${boundary ?? ' '}`, '--B')).toBe(text);
    expect(label.split(';', 1)[0]).toBe(type);
    const { inputs, errors } = readSent(contract, '/x', [['Content-Type', label]], bytes);
    expect(errors).toEqual([]);
    expect(inputs.body).toEqual(value);
    expect(inputs.mediaType).toBe(type);
  });

  test('the required headers of a part have a documented value', async () => {
    const header = (more: object) => ({ required: true, ...more });
    const headers = {
      'X-Example': header({ example: 'a', schema: { const: 'b' } }),
      'X-Const': header({ schema: { const: 'b', enum: ['c'] } }),
      'X-Enum': header({ schema: { enum: ['c'], default: 'd' } }),
      'X-Examples': header({ schema: { examples: ['e'], default: 'd' } }),
      'X-Default': header({ schema: { default: 'd' } }),
      'X-Any': header({}),
      'X-Optional': { schema: { const: 'b' } },
      'Content-Type': header({ example: 'a/b' }),
    };
    const { media } = await operationOf(MULTIPART, { encoding: { a: { headers } } });
    expect(
      textOf(encodeBody(media, MULTIPART, { a: 'x' }).bytes)
        .split('\n')
        .slice(2, -4),
    ).toEqual(['X-Example: a', 'X-Const: b', 'X-Enum: c', 'X-Examples: e', 'X-Default: d', 'X-Any: 1']);
  });

  test.each<[type: string, text: string]>([
    ['text/plain', '{"a":1}'],
    ['image/png', '{"a":1}'],
  ])('%s writes a value that is no text as JSON', (type, text) => {
    expect(textOf(encodeBody(undefined, type, { a: 1 }).bytes)).toBe(text);
  });

  test('characters beyond single bytes are written as UTF-8', () => {
    expect([...encodeBody(undefined, 'image/png', '\u0100').bytes]).toEqual([0xc4, 0x80]);
    expect([...encodeBody(undefined, 'image/png', '\u00ff').bytes]).toEqual([0xff]);
    expect([...encodeBody(undefined, 'text/plain', '\u00ff').bytes]).toEqual([0xc3, 0xbf]);
  });
});

describe('formatOf', () => {
  test.each<[encodedAs: string | undefined, label: string, name: string]>([
    ['application/json', FORM, 'json'],
    [undefined, 'text/json', 'json'],
    ['*/*', FORM, 'form'],
    ['text/*', 'text/html', 'text'],
    [undefined, MULTIPART, 'multipart'],
    [undefined, 'multipart/mixed', 'bytes'],
    [undefined, 'application/soap+xml', 'xml'],
    [undefined, 'application/octet-stream', 'bytes'],
    [undefined, 'application/jsonl', 'sequence'],
    [undefined, 'text/event-stream', 'sequence'],
  ])('takes a body that is encoded as %s, under the label %s, for %s', (encodedAs, label, name) => {
    expect(formatOf(encodedAs, label).name).toBe(name);
  });

  test('the last format of the list is for every other type', () => {
    expect(BODY_FORMATS.at(-1)?.isFor('x/y')).toBe(true);
    expect(BODY_FORMATS.filter(({ isFor }) => isFor('x/y'))).toHaveLength(1);
  });
});

describe('a value', () => {
  const object = { type: 'object', properties: { a: { type: 'string' } } };
  test.each<[type: string, schema: object | undefined, value: Json, can: boolean]>([
    ['application/json', undefined, { a: 1 }, true],
    ['text/plain', undefined, 'a', true],
    ['text/plain', undefined, 7, false],
    ['image/png', undefined, 'a', true],
    ['image/png', undefined, 7, false],
    ['application/jsonl', undefined, [7], true],
    ['application/jsonl', undefined, 'a', true],
    ['application/jsonl', undefined, 7, false],
    ['text/xml', object, { a: 'b' }, true],
    ['text/xml', object, '<a/>', true],
    ['text/xml', undefined, { a: 'b' }, false],
    ['text/xml', object, { 'no name': 'b' }, false],
  ])('in %s by %j: whether %j can be written there is %s', async (type, schema, value, can) => {
    const { media } = await operationOf(type, schema ? { schema } : {});
    expect(isEncodable(media, type, value)).toBe(can);
  });

  test.each<[type: string, schema: object, is: boolean]>([
    ['text/xml', { type: 'object' }, true],
    ['text/xml', { type: 'array' }, true],
    ['text/xml', { type: 'string' }, false],
    ['text/xml', { properties: { a: {} } }, true],
    ['text/xml', {}, false],
    ['application/jsonl', { type: 'array' }, true],
    ['application/jsonl', { type: ['array', 'string'] }, false],
    ['application/jsonl', {}, false],
  ])('in %s by %j is held to it: %s', async (type, schema, is) => {
    const { contract, media } = await operationOf(type, { schema });
    expect(formatOf(undefined, type).isStructured?.(shapeOf(contract, media.schema))).toBe(is);
  });
});

describe('a text', () => {
  const SHOWN = 'x'.repeat(40);
  test.each<[bytes: number[], charset: string | undefined, want: object]>([
    [[0xc3, 0xa9], undefined, { value: 'é' }],
    [[0xc3, 0xa9], 'UTF-8', { value: 'é' }],
    [[0xe9], 'ISO-8859-1', { value: 'é' }],
    [[0xe9], undefined, { problem: 'is not text in utf-8' }],
    [[0xff], 'Shift_JIS', { problem: 'is not text in shift_jis' }],
    [[0x61], SHOWN, { problem: `is not text in ${SHOWN}` }],
    [[0x61], `${SHOWN}x`, { problem: 'is not text in a known charset' }],
    [[0x61], '<b>', { problem: 'is not text in a known charset' }],
    [[0x61], '<b', { problem: 'is not text in a known charset' }],
    [[0x61], 'b>', { problem: 'is not text in a known charset' }],
  ])('is read from the bytes %j in the charset %s: %j', (bytes, charset, want) => {
    const label = { type: 'text/plain', parameters: new Map(charset === undefined ? [] : [['charset', charset]]) };
    expect(decodeText(Uint8Array.from(bytes), label, (text) => ({ value: text }))).toEqual(want);
  });
});

test.each<[members: number, member: string, problem: string | undefined]>([
  [10_001, 'a=1', undefined],
  [10_002, 'a=1', 'has more than 10000 members'],
  [10_001, '', undefined],
  [10_002, '', 'has more than 10000 members'],
])('a form of %d times %j has the problem: %s', async (members, member, problem) => {
  const { contract, media } = await operationOf(FORM, {});
  const label = { type: FORM, parameters: new Map<string, string>() };
  const text = Buffer.from(Array(members).fill(member).join('&'));
  expect(formatOf(undefined, FORM).decode(text, { media, label, shape: shapeOf(contract, undefined) }).problem).toBe(
    problem,
  );
});

const JSON_TYPE = { contentType: 'application/json' };
test.each<[schema: object, text: string, value: Json, encoding?: object]>([
  [{ type: 'array', items: { type: 'integer' } }, 'a=[1,2]', [1, 2], {}],
  [{ type: 'array' }, 'a=x', ['x'], { contentType: 'application/json', style: 'form' }],
  [{ type: 'array' }, 'a=[1,2]', [1, 2]],
  [{ type: 'array' }, 'a=1&a=2', [1, 2]],
  [{ type: 'array' }, 'a=[1]&a=[2]', [[1], [2]]],
  [{ type: 'array' }, 'a=1', [1]],
  [{ type: 'integer' }, 'a=1&a=2', 1],
])('a member of JSON with the schema %j is read from %s as %j', async (member, text, value, own = JSON_TYPE) => {
  const schema = { type: 'object', properties: { a: member } };
  const { contract, media } = await operationOf(FORM, { schema, encoding: { a: own } });
  const label = { type: FORM, parameters: new Map<string, string>() };
  const decoded = formatOf(undefined, FORM).decode(Buffer.from(text), {
    ...{ contract, media, label, shape: shapeOf(contract, media.schema) },
  });
  expect(decoded).toEqual({ value: { a: value } });
});

describe('concreteType', () => {
  const declared = (...types: string[]) => types.map((type) => ({ type }) as MediaType);
  test.each<[types: string[], label: string, type: string]>([
    [['text/*'], 'text/*', 'text/plain'],
    [['text/*', 'text/plain'], 'text/*', 'text/vnd.assay'],
    [['image/*'], 'image/*', 'image/png'],
    [['image/*', 'image/png'], 'image/*', 'image/jpeg'],
    [['audio/*'], 'audio/*', 'audio/mpeg'],
    [['video/*'], 'video/*', 'video/mp4'],
    [['font/*'], 'font/*', 'font/woff2'],
    [['multipart/*'], 'multipart/*', 'multipart/form-data'],
    [['*/*'], '*/*', 'application/json'],
    [['*/*', 'application/json'], '*/*', 'application/vnd.assay+json'],
    [['*/*', 'application/*'], '*/*', 'text/plain'],
    [['*/*', 'application/*', 'text/*'], '*/*', 'image/png'],
    [['application/*'], 'application/*', 'application/json'],
    [['a/b'], 'a/b', 'a/b'],
  ])('where the keys are %j, the label %s stands for %s', (types, label, type) => {
    expect(concreteType(declared(...types), label)).toBe(type);
  });
});
