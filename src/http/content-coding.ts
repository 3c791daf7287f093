import * as zlib from 'node:zlib';

type Decoder = (data: Buffer, options: { maxOutputLength: number }) => Buffer;

/** Node has it from 22.15 on. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: Decoder };

/** Content codings by their registered names (RFC 9110 §8.4.1). Some servers send `deflate` without its zlib wrapper. */
const DECODERS: Record<string, Decoder> = {
  gzip: zlib.gunzipSync,
  'x-gzip': zlib.gunzipSync,
  deflate: (data, options) => {
    try {
      return zlib.inflateSync(data, options);
    } catch (error) {
      if (isTooLong(error)) throw error;
      return zlib.inflateRawSync(data, options);
    }
  },
  br: zlib.brotliDecompressSync,
  ...(zstdDecompressSync && { zstd: zstdDecompressSync }),
  identity: (data) => data,
};

/** The codings that are decoded here, for Accept-Encoding. */
export const KNOWN_CODINGS = ['gzip', 'deflate', 'br'];

function isTooLong(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
}

/** Registered codings (HTTP Content Coding Registry) that are not decoded here. */
const REGISTERED = new Set(['aes128gcm', 'compress', 'x-compress', 'dcb', 'dcz', 'exi', 'pack200-gzip', 'zstd']);

/** The decoded content, or the part that could be decoded and the problem. */
export interface Decoded {
  body: Buffer;
  problem?: string;
  /** Set if it is longer than allowed. */
  tooLong?: true;
  /** The registered coding in which it still is. */
  undecoded?: string;
}

/**
 * Decodes the codings of `Content-Encoding`, the last applied first. Never throws.
 * @param maxBytes the largest decoded size: a small body can decode to gigabytes
 */
export function decodeContent(body: Buffer, contentEncoding: string | undefined, maxBytes: number): Decoded {
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
    const decode = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
    if (!decode && REGISTERED.has(coding)) return { body: decoded, undecoded: coding };
    if (!decode) return { body: decoded, problem: `the body's content coding ${coding} is not known` };
    try {
      decoded = decode(decoded, { maxOutputLength: maxBytes });
    } catch (error) {
      return isTooLong(error)
        ? { body: Buffer.alloc(0), problem: `the body is longer than ${maxBytes} bytes once decoded`, tooLong: true }
        : { body: Buffer.alloc(0), problem: `the body is not ${coding}, which its Content-Encoding says` };
    }
  }
  return { body: decoded };
}
