import type { HeaderField, Json, Response } from '../model.ts';
import { isJsonType, parseMediaType } from '../contract/media-type.ts';

const encoder = new TextEncoder();
export const NOTHING = new Uint8Array();

/** A response with its Content-Length (RFC 9110 §8.6); a status that allows no content has neither (§15.3.5, §15.4.5). */
export function respond(status: number, headers: HeaderField[], body?: Uint8Array): Response {
  if (status === 204 || status === 304 || status < 200) return { status, headers, body: NOTHING };
  return { status, headers: [...headers, ['Content-Length', String(body?.length ?? 0)]], body: body ?? NOTHING };
}

/** A body as bytes: JSON, unless the media type is another and the value is text. */
export function serialise(type: string, value: Json): Uint8Array {
  const isText = typeof value === 'string' && !isJsonType(parseMediaType(type)?.type ?? '');
  return encoder.encode(isText ? value : JSON.stringify(value));
}

/** A header's value without what would end it (RFC 9110 §5.5) or what Node refuses to send. */
export function headerValue(value: Json): string {
  return String(value).replace(/[^\t\x20-\x7e\x80-\xff]/g, (character) => encodeURIComponent(character.toWellFormed()));
}
