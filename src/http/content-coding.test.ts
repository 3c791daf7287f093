import { expect, test } from '@jest/globals';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { decodeContent } from './content-coding.ts';

const TEXT = Buffer.from('assay assay assay');

test.each<[coding: string | undefined, body: Buffer]>([
  [undefined, TEXT],
  ['', TEXT],
  ['identity', TEXT],
  ['gzip', gzipSync(TEXT)],
  ['x-gzip', gzipSync(TEXT)],
  ['GZIP', gzipSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
  [' br , gzip ', gzipSync(brotliCompressSync(TEXT))],
  ['gzip,,', gzipSync(TEXT)],
  ['identity, identity, identity, identity, gzip', gzipSync(TEXT)],
])('removes the coding %j', (coding, body) => {
  expect(decodeContent(body, coding, 1000)).toEqual({ body: TEXT });
});

test('does not change an empty body in any coding', () =>
  expect(decodeContent(Buffer.alloc(0), 'unknown', 1000)).toEqual({ body: Buffer.alloc(0) }));

test.each<[name: string, coding: string, body: Buffer, left: Buffer, problem: string]>([
  [
    'a coding that is named as what every object has',
    'constructor',
    TEXT,
    TEXT,
    "the body's content coding constructor is not known",
  ],
  ['an unknown coding', 'snappy', TEXT, TEXT, "the body's content coding snappy is not known"],
  [
    'an unknown coding below a known one',
    'snappy, gzip',
    gzipSync(TEXT),
    TEXT,
    "the body's content coding snappy is not known",
  ],
  [
    'a body that is not what it says',
    'gzip',
    TEXT,
    Buffer.alloc(0),
    'the body is not gzip, which its Content-Encoding says',
  ],
  ['six codings', 'gzip,gzip,gzip,gzip,gzip,gzip', TEXT, TEXT, 'the body has 6 content codings'],
])('reports %s', (_, coding, body, left, problem) => {
  expect(decodeContent(body, coding, 1000)).toEqual({ body: left, problem });
});

test.each([
  ['zstd', TEXT],
  ['zstd, gzip', gzipSync(TEXT)],
])('leaves a registered coding that nothing here decodes: %s', (coding, body) => {
  expect(decodeContent(body, coding, 1000)).toEqual({ body: TEXT, undecoded: 'zstd' });
});

test('decodes only up to the limit', () => {
  expect(decodeContent(gzipSync(TEXT), 'gzip', TEXT.length)).toEqual({ body: TEXT });
  expect(decodeContent(gzipSync(TEXT), 'gzip', TEXT.length - 1)).toEqual({
    body: Buffer.alloc(0),
    problem: `the body is longer than ${TEXT.length - 1} bytes once decoded`,
    tooLong: true,
  });
});
