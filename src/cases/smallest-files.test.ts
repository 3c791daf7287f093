import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import type { MediaType } from '../model/contract.ts';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { SMALLEST_FILES, withFileOf, withFiles } from './smallest-files.ts';
import { FORMATS } from '../schema/formats.ts';
import { NO_OVERRIDES } from '../messages/overrides.ts';
import { basesOf } from './valid-requests.ts';

const file = (type: string) => SMALLEST_FILES.get(type) ?? 'no such file';
const [PNG, GIF] = [file('image/png'), file('image/gif')];

test.each([
  ['image/png', 67, '\x89PNG\r\n\x1a\n', 'IEND\xaeB`\x82'],
  ['image/jpeg', 141, '\xff\xd8\xff', '\xff\xd9'],
  ['image/gif', 42, 'GIF89a', ';'],
  ['image/webp', 34, 'RIFF\x1a\0\0\0WEBPVP8L', '\x07\0'],
  ['image/svg+xml', 62, '<svg ', '/>'],
  ['application/pdf', 313, '%PDF-1.4\n', '\n%%EOF\n'],
  ['application/zip', 22, 'PK\x05\x06', '\0'],
  ['text/csv', 13, 'name\r\n', 'assay\r\n'],
])('the smallest file of %s has %d bytes and begins and ends as its format does', (type, length, first, last) => {
  expect(file(type)).toHaveLength(length);
  expect([file(type).startsWith(first), file(type).endsWith(last)]).toEqual([true, true]);
});

test('the smallest gzip file can be unpacked to nothing', () =>
  expect(gunzipSync(Buffer.from(file('application/gzip'), 'latin1'))).toHaveLength(0));

test('each place that the table of the PDF file tells begins an object or the table', () => {
  const pdf = file('application/pdf');
  const places = [...pdf.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place));
  expect(places.map((place) => pdf.slice(place, place + 7))).toEqual(['1 0 obj', '2 0 obj', '3 0 obj']);
  expect(pdf.slice(Number(/startxref\n(\d+)/.exec(pdf)?.[1])).slice(0, 5)).toBe('xref\n');
});

const FORM = 'multipart/form-data';
const encoded = (contentType: string) => ({ encoding: { f: { contentType } } });

test.each<[name: string, type: string, media: Partial<MediaType>, body: Json, filled: Json]>([
  ['the type of the Encoding Object', FORM, encoded('image/png'), { f: 'assay' }, { f: PNG }],
  ['the first of several types', FORM, encoded('Image/GIF , image/png'), { f: 'assay' }, { f: GIF }],
  ['a range of types', FORM, encoded('image/*'), { f: 'assay' }, { f: PNG }],
  ['the type of the schema', FORM, { parts: { f: 'image/gif' } }, { f: 'assay' }, { f: GIF }],
  [
    'the Encoding Object before the schema',
    FORM,
    { ...encoded('image/png'), parts: { f: 'image/gif' } },
    { f: 'assay' },
    { f: PNG },
  ],
  ['each item of a list', FORM, encoded('image/png'), { f: ['assay', 'b'], g: 'assay' }, { f: [PNG, 'b'], g: 'assay' }],
  ['no value of the contract', FORM, encoded('image/png'), { f: 'shown' }, { f: 'shown' }],
  ['no type without a file', FORM, encoded('video/mp4'), { f: 'assay' }, { f: 'assay' }],
  [
    'no part with a style',
    FORM,
    { encoding: { f: { contentType: 'image/png', style: 'form' } } },
    { f: 'assay' },
    { f: 'assay' },
  ],
  ['a whole body', 'image/png', {}, 'assay', PNG],
  ['no whole body of any bytes', 'application/octet-stream', {}, 'assay', 'assay'],
  ['no member of another form', 'application/json', encoded('image/png'), { f: 'assay' }, { f: 'assay' }],
])('fills with a file: %s', (_, type, media, body, filled) =>
  expect(withFiles({ type, encodedAs: type, encoding: {}, ...media } as MediaType, body)).toEqual(filled),
);

test.each<[name: string, limits: object, body: Json]>([
  ['a file of the type that the contract names', {}, { f: PNG }],
  ['any bytes where the file is longer than the contract allows', { maxLength: 20 }, { f: 'assay' }],
])('a made-up form has %s', async (_, limits, body) => {
  const schema = { type: 'object', required: ['f'], properties: { f: { type: 'string', ...limits } } };
  const content = { [FORM]: { schema, encoding: { f: { contentType: 'image/png' } } } };
  const contract = await contractOf({ paths: { '/x': { post: { requestBody: { required: true, content } } } } });
  const bases = contract.operations.flatMap((operation) => basesOf(contract, operation, NO_OVERRIDES));
  expect(bases.map(({ inputs }) => inputs.body)).toEqual([body]);
});

test('any bytes, alone, in a list and in a form, become a file of the first type that there is one of', () => {
  const bytes = FORMATS['binary']?.sample ?? '';
  expect(withFileOf(['image/bmp', 'image/png', 'image/gif'], bytes)).toBe(PNG);
  expect(withFileOf(['image/gif'], { file: bytes, more: [bytes, 'x'], name: 'x' })).toEqual({
    ...{ file: GIF, more: [GIF, 'x'], name: 'x' },
  });
  expect(withFileOf(['image/bmp'], { file: bytes })).toEqual({ file: bytes });
  expect(withFileOf([], bytes)).toBe(bytes);
});
