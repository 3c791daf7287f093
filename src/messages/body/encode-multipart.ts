import type { Json, JsonObject } from '../../model/json.ts';
import { isTextType } from '../../http/media-type.ts';
import { isObject } from '../../json/pointer.ts';
import { encodingOf, isJsonLabel, isStyled, styleOf } from '../styles/form-encoding.ts';
import { styleIn } from '../styles/index.ts';
import { itemsOf, scalar, withDigits } from '../styles/style.ts';
import { concreteType } from './concrete-type.ts';
import { octets, utf8 } from './format.ts';
import { writeJson } from '../../json/exact-integers.ts';
import { percentEncode } from '../../http/percent-encoding.ts';
import { splitOnce } from '../../http/split-once.ts';

/** The boundary of each form. */
export const BOUNDARY = 'assay-d1f5c1a0b7';

/**
 * RFC 7578: each item of a list is a separate part (§4.3).
 * @param types the media types of members by their schemas
 */
export function encodeMultipart(value: Json, encoding: JsonObject, types: Record<string, string>): Uint8Array {
  const members = isObject(value) ? value : {};
  const parts = Object.entries(members).flatMap(([name, item]): Uint8Array[] => {
    const own = encodingOf(encoding, name);
    const styled = { name, ...styleOf(own), allowReserved: false };
    if (isStyled(own))
      return styleIn('query', styled.style)
        .encode(styled, withDigits(members, name, item))
        .map(styledPart);
    return itemsOf(members, name, item).map(({ one, digits }) => part(name, one, digits, own, types[name]));
  });
  return Buffer.concat([...parts, utf8(`--${BOUNDARY}--\r\n`)]);
}

/** The part for a `name=value` pair; in a multipart form nothing is percent-encoded. */
function styledPart(pair: string): Uint8Array {
  const [name, value = ''] = splitOnce(pair, '=');
  return utf8(`${head(decodeURIComponent(name))}\r\n\r\n${decodeURIComponent(value)}\r\n`);
}

function part(
  name: string,
  value: Json,
  digits: string | undefined,
  encoding: JsonObject,
  bySchema: string | undefined,
): Uint8Array {
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
  const content = digits ?? (isJson ? writeJson(value) : scalar(value));
  const lines = [`${head(name)}${isFile ? `; filename="${quoted(name)}"` : ''}`, ...fields].join('\r\n');
  return Buffer.concat([utf8(`${lines}\r\n\r\n`), isFile ? octets(content) : utf8(content), utf8('\r\n')]);
}

function head(name: string): string {
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${quoted(name)}"`;
}

/** Escapes quotes and line breaks as browsers do (HTML, multipart form data). */
function quoted(name: string): string {
  return name.replace(/["\r\n]/g, (character) => percentEncode(character));
}

/** The headers of a part that its Encoding Object requires, each with a documented value. */
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
