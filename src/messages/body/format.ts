import type { Contract, MediaType } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import type { Label } from '../../http/media-type.ts';
import type { Shape } from '../../schema/shape.ts';
import type { Decoded } from '../styles/style.ts';

/** What the decoding of a body depends on. */
export interface DecodeContext {
  /** Only multipart forms need it. */
  contract?: Contract;
  media: MediaType;
  label: Label;
  shape: Shape;
}

/** What the encoding of a body depends on. */
export type EncodeContext = Pick<MediaType, 'encoding' | 'parts' | 'xml'>;

/** A body format (OpenAPI 3.1 §4.8.14), for a family of media types. */
export interface BodyFormat {
  name: string;
  /** @param type the body's media type, lower-case, not a range */
  isFor(type: string): boolean;
  decode(bytes: Uint8Array, context: DecodeContext): Decoded;
  /** @param type the media type of the message, not a range */
  encode(value: Json, media: EncodeContext, type: string): Uint8Array;
  /** Whether a value can be encoded; absent if every value can. What cannot would be JSON, which nobody expects there. */
  canEncode?(value: Json, media: EncodeContext): boolean;
  /** Whether what it decodes to, by a schema of this shape, is held to the schema in answers as well. */
  isStructured?(shape: Shape): boolean;
  /** A parameter of Content-Type: `boundary=…`. */
  label?: string;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes the bytes as text in the charset of Content-Type. */
export function decodeText(bytes: Uint8Array, label: Label, read: (text: string) => Decoded): Decoded {
  const charset = label.parameters.get('charset')?.toLowerCase() ?? 'utf-8';
  let text: string;
  try {
    text = (charset === 'utf-8' ? UTF_8 : new TextDecoder(charset, { fatal: true })).decode(bytes);
  } catch {
    return { problem: `is not text in ${/^[\w.:-]{1,40}$/.test(charset) ? charset : 'a known charset'}` };
  }
  return read(text);
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The bytes of a text with one character for each byte; a text with other characters as UTF-8. */
export function octets(text: string): Uint8Array {
  return /^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : utf8(text);
}
