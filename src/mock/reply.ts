import type { HeaderField, Response } from '../model/exchange.ts';
import type { MediaType } from '../model/contract.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonType, parseMediaType } from '../http/media-type.ts';
import { encodeBody, isAlwaysEncodable, isEncodable, isStructuredType } from '../messages/body/encode.ts';
import { writeJson } from '../json/exact-integers.ts';
import { percentEncode } from '../http/percent-encoding.ts';

const encoder = new TextEncoder();
export const NOTHING = new Uint8Array();

/** A response before it is sent; a text body is sent with the headers in one write. */
export interface Reply {
  status: number;
  headers: HeaderField[];
  body: string | Uint8Array;
  /** Why the mock finds no value for the documented body, if it finds none. The reply is then a substitute. */
  noValue?: string;
  /** The problem document that the body is. The contract documents no body for such a reply. */
  problem?: JsonObject;
  /** Milliseconds to wait before it is sent. */
  delay?: number;
}

/** Does something with a reply, at once where it is there already. */
export function whenMade<T>(made: Reply | Promise<Reply>, then: (reply: Reply) => T | Promise<T>): T | Promise<T> {
  return made instanceof Promise ? made.then(then) : then(made);
}

/** A response with its Content-Length (RFC 9110 §8.6); a status that allows no content has neither (§15.3.5, §15.4.5). */
export function respond(status: number, headers: HeaderField[], body: string | Uint8Array = NOTHING): Reply {
  if (status === 204 || status === 304 || status < 200) return { status, headers, body: NOTHING };
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  return { status, headers: [...headers, ['Content-Length', String(length)]], body };
}

/** A reply in the form for everything except the mock's own server. */
export function toResponse({ status, headers, body }: Reply): Response {
  return { status, headers, body: typeof body === 'string' ? encoder.encode(body) : body };
}

/** Whether every value of a media type is written as JSON is. */
export function isPlainJson(type: string, media?: MediaType): boolean {
  const label = parseMediaType(type)?.type ?? '';
  return isJsonType(label) && (!media || (!isStructuredType(media, type) && isAlwaysEncodable(media, type)));
}

/** A body as text: JSON, or as its media type is written; a string stands for itself where the media type is not JSON. */
export function textOf(type: string, value: Json, media?: MediaType): string {
  if (typeof value !== 'string' && media && isStructuredType(media, type) && isEncodable(media, type, value))
    return new TextDecoder().decode(encodeBody(media, type, value).bytes);
  return typeof value === 'string' && !isJsonType(parseMediaType(type)?.type ?? '') ? value : writeJson(value);
}

const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/;

/** A header's value without line breaks (RFC 9110 §5.5) and characters that Node refuses to send. */
export function headerValue(value: Json): string {
  const text = String(value);
  return UNSENDABLE.test(text)
    ? text.replaceAll(new RegExp(UNSENDABLE, 'gu'), (character) => percentEncode(character))
    : text;
}
