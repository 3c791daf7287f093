import { expect, test } from '@jest/globals';
import * as zlib from 'node:zlib';
import { decodeContent } from './content-coding.ts';

const TEXT = Buffer.from('assay assay assay');

test.each<[coding: string | undefined, body: Buffer]>([
  [undefined, TEXT],
  ['', TEXT],
  ['identity', TEXT],
  ['gzip', zlib.gzipSync(TEXT)],
  ['x-gzip', zlib.gzipSync(TEXT)],
  ['GZIP', zlib.gzipSync(TEXT)],
  ['br', zlib.brotliCompressSync(TEXT)],
  ['deflate', zlib.deflateSync(TEXT)],
  ['deflate', zlib.deflateRawSync(TEXT)],
  [' br , gzip ', zlib.gzipSync(zlib.brotliCompressSync(TEXT))],
  ['gzip,,', zlib.gzipSync(TEXT)],
  ['identity, identity, identity, identity, gzip', zlib.gzipSync(TEXT)],
])('removes the coding %j', (coding, body) => {
  expect(decodeContent(body, coding, 1000)).toStrictEqual({ body: TEXT });
});

test('does not change an empty body in any coding', () =>
  expect(decodeContent(Buffer.alloc(0), 'unknown', 1000)).toStrictEqual({ body: Buffer.alloc(0) }));

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
    zlib.gzipSync(TEXT),
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
  expect(decodeContent(body, coding, 1000)).toStrictEqual({ body: left, problem });
});

test.each([
  ['compress', TEXT],
  ['compress, gzip', zlib.gzipSync(TEXT)],
])('leaves a registered coding that nothing here decodes: %s', (coding, body) => {
  expect(decodeContent(body, coding, 1000)).toStrictEqual({ body: TEXT, undecoded: 'compress' });
});

test('decodes zstd where Node can, from 22.15 on, and leaves it elsewhere', () => {
  const compress = (zlib as { zstdCompressSync?: (data: Buffer) => Buffer }).zstdCompressSync;
  const sent = compress?.(TEXT) ?? TEXT;
  expect(decodeContent(sent, 'zstd', 1000)).toStrictEqual(
    compress ? { body: TEXT } : { body: TEXT, undecoded: 'zstd' },
  );
});

test('decodes only up to the limit', () => {
  expect(decodeContent(zlib.gzipSync(TEXT), 'gzip', TEXT.length)).toStrictEqual({ body: TEXT });
  expect(decodeContent(zlib.gzipSync(TEXT), 'gzip', TEXT.length - 1)).toStrictEqual({
    body: Buffer.alloc(0),
    problem: `the body is longer than ${TEXT.length - 1} bytes once decoded`,
    tooLong: true,
  });
});
