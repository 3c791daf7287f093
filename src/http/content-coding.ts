import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

const { brotliDecompress, gunzip, inflate, inflateRaw } = zlib;
/** Node has it from 22.15 on. */
const zstdDecompress = (zlib as { zstdDecompress?: typeof gunzip }).zstdDecompress;

type Decoder = (data: zlib.InputType, options: { maxOutputLength: number }) => Promise<Buffer>;

const gunzipAsync = promisify(gunzip) as Decoder;
const inflateAsync = promisify(inflate) as Decoder;
const inflateRawAsync = promisify(inflateRaw) as Decoder;

/** Content codings by their registered names (RFC 9110 §8.4.1). Some servers send `deflate` without its zlib wrapper. */
const DECODERS: Record<string, Decoder> = {
  gzip: gunzipAsync,
  'x-gzip': gunzipAsync,
  deflate: (data, options) => inflateAsync(data, options).catch(() => inflateRawAsync(data, options)),
  br: promisify(brotliDecompress),
  ...(zstdDecompress && { zstd: promisify(zstdDecompress) }),
  identity: async (data) => data as Buffer,
};

/** Registered codings (HTTP Content Coding Registry) that are not decoded here. */
const REGISTERED = new Set(['aes128gcm', 'compress', 'x-compress', 'dcb', 'dcz', 'exi', 'pack200-gzip', 'zstd']);

/** The decoded content, or the part that could be decoded and the problem. */
export interface Decoded {
  body: Buffer;
  problem?: string;
  /** The registered coding in which it still is. */
  undecoded?: string;
}

/**
 * Decodes the codings of `Content-Encoding`, the last applied first. Never throws.
 * @param maxBytes the largest decoded size: a small body can decode to gigabytes
 */
export async function decodeContent(
  body: Buffer,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Decoded> {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter(Boolean)
    .reverse();
  if (body.byteLength === 0) return { body };
  if (codings.length > 5) return { body, problem: `the body has ${codings.length} content codings` };
  let decoded = body;
  for (const coding of codings) {
    const decode = DECODERS[coding];
    if (!decode && REGISTERED.has(coding)) return { body: decoded, undecoded: coding };
    if (!decode) return { body: decoded, problem: `the body's content coding ${coding} is not known` };
    try {
      decoded = await decode(decoded, { maxOutputLength: maxBytes });
    } catch (error) {
      const tooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      return {
        body: Buffer.alloc(0),
        problem: tooLong
          ? `the body is longer than ${maxBytes} bytes once decoded`
          : `the body is not ${coding}, which its Content-Encoding says`,
      };
    }
  }
  return { body: decoded };
}
