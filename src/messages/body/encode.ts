import type { MediaType } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { encodingOf, isJsonLabel, isStyled, styleOf } from '../styles/form-encoding.ts';
import { isJsonType, isTextType } from '../../http/media-type.ts';
import { findMediaType } from '../request-media.ts';
import { isObject } from '../../json/pointer.ts';
import { encodeStyled, scalar } from '../parameters/encode.ts';

/** A body as it is sent, with the label that tells what it is. */
export interface EncodedBody {
  type: string;
  bytes: Uint8Array;
}

/** What is sent where a contract names a range: the first that falls under no other key. */
const OF_RANGES: Record<string, string[]> = {
  text: ['text/plain', 'text/vnd.assay'],
  image: ['image/png', 'image/jpeg', 'image/vnd.assay'],
  audio: ['audio/mpeg', 'audio/vnd.assay'],
  video: ['video/mp4', 'video/vnd.assay'],
  font: ['font/woff2', 'font/vnd.assay'],
  multipart: ['multipart/form-data', 'multipart/vnd.assay'],
};
const OF_ANY = ['application/json', 'application/vnd.assay+json', 'text/plain', 'image/png'];

/** A media type for a label: itself, or of a range one that is read by the same key. */
export function concreteType(declared: MediaType[], label: string): string {
  if (!label.includes('*')) return label;
  const media = findMediaType(declared, label);
  const candidates = OF_RANGES[label.slice(0, label.indexOf('/'))] ?? OF_ANY;
  return candidates.find((type) => findMediaType(declared, type) === media) ?? candidates[0] ?? label;
}

/** A body by its media type (OpenAPI 3.1 §4.8.14). @param label the media type that the request bears, no range */
export function encodeBody(media: MediaType | undefined, label: string, value: Json): EncodedBody {
  const encodedAs = media && !media.encodedAs.includes('*') ? media.encodedAs : label;
  const encoding = media?.encoding ?? {};
  if (encodedAs === 'application/x-www-form-urlencoded')
    return { type: label, bytes: utf8(formEncode(value, encoding)) };
  if (encodedAs === 'multipart/form-data')
    return { type: `${label}; boundary=${BOUNDARY}`, bytes: multipart(value, encoding, media?.parts ?? {}) };
  if (isJsonType(encodedAs) || typeof value !== 'string') return { type: label, bytes: utf8(JSON.stringify(value)) };
  return { type: label, bytes: isTextType(encodedAs) ? utf8(value) : octets(value) };
}

/** A member with a style is written as a query parameter of its name; any other by its content type. */
function formEncode(value: Json, encoding: JsonObject): string {
  const entries = isObject(value) ? Object.entries(value) : [];
  return entries
    .flatMap(([name, item]) => {
      const own = encodingOf(encoding, name);
      if (isStyled(own)) return encodeStyled({ name, ...styleOf(own) }, item);
      const isJson = isJsonLabel(own['contentType']);
      return (Array.isArray(item) ? item : [item]).map(
        (one) => `${encodeURIComponent(name)}=${encodeURIComponent(isJson ? JSON.stringify(one) : scalar(one))}`,
      );
    })
    .join('&');
}

const BOUNDARY = 'assay-d1f5c1a0b7';

/**
 * RFC 7578: each item of a list is a part of its own (§4.3).
 * @param types the media types that members have by their schemas
 */
function multipart(value: Json, encoding: JsonObject, types: Record<string, string>): Uint8Array {
  const entries = isObject(value) ? Object.entries(value) : [];
  const parts = entries.flatMap(([name, item]): Uint8Array[] => {
    const own = encodingOf(encoding, name);
    if (isStyled(own)) return encodeStyled({ name, ...styleOf(own), allowReserved: false }, item).map(styledPart);
    return (Array.isArray(item) ? item : [item]).map((one) => part(name, one, own, types[name]));
  });
  return Buffer.concat([...parts, utf8(`--${BOUNDARY}--\r\n`)]);
}

/** A part of a `name=value` pair; a form that is no query has nothing percent-encoded. */
function styledPart(pair: string): Uint8Array {
  const equals = pair.indexOf('=');
  return utf8(
    `${head(decodeURIComponent(pair.slice(0, equals)))}\r\n\r\n${decodeURIComponent(pair.slice(equals + 1))}\r\n`,
  );
}

function part(name: string, value: Json, encoding: JsonObject, bySchema: string | undefined): Uint8Array {
  const declared =
    typeof encoding['contentType'] === 'string' ? encoding['contentType'].split(',')[0]?.trim() : undefined;
  const type = declared && concreteType([], declared);
  const label =
    type ??
    (typeof value === 'object' && value !== null
      ? 'application/json'
      : typeof value === 'string'
        ? bySchema
        : undefined);
  const isJson = isJsonLabel(label);
  const isFile = label !== undefined && !isJson && !isTextType(label);
  const fields = [...(label === undefined ? [] : [`Content-Type: ${label}`]), ...partHeaders(encoding)];
  const content = isJson ? JSON.stringify(value) : scalar(value);
  const lines = [`${head(name)}${isFile ? `; filename="${quoted(name)}"` : ''}`, ...fields].join('\r\n');
  return Buffer.concat([utf8(`${lines}\r\n\r\n`), isFile ? octets(content) : utf8(content), utf8('\r\n')]);
}

function head(name: string): string {
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${quoted(name)}"`;
}

/** What would end the quotes or the line, as browsers write it (HTML, multipart form data). */
function quoted(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}

/** The headers of a part that its Encoding Object asks for, each with a value that the document shows. */
function partHeaders({ headers }: JsonObject): string[] {
  return Object.entries(isObject(headers) ? headers : {}).flatMap(([name, header]) => {
    if (!isObject(header) || header['required'] !== true || /^content-type$/i.test(name)) return [];
    const schema = isObject(header['schema']) ? header['schema'] : {};
    const shown = [
      header['example'],
      schema['const'],
      listed(schema['enum']),
      schema['example'],
      listed(schema['examples']),
      schema['default'],
    ];
    return [`${name}: ${scalar(shown.find((value) => value !== undefined) ?? 1)}`];
  });
}

function listed(values: Json | undefined): Json | undefined {
  return Array.isArray(values) ? values[0] : undefined;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Bytes that were read as characters of their own; other text, which no bytes stand for, as UTF-8. */
function octets(text: string): Uint8Array {
  return /^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : utf8(text);
}
