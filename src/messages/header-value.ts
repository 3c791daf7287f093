import type { Contract, ResponseHeader } from '../model/contract.ts';
import type { Json } from '../model/json.ts';
import { readJson } from '../json/parse-json.ts';
import { isJsonType } from '../http/media-type.ts';
import { shapeOf } from '../schema/shape.ts';
import { decodeStyled } from './styles/index.ts';
import { writeJson } from '../json/exact-integers.ts';

/** The value of a response header as text (style `simple`, OpenAPI 3.1 §4.8.12.3, §4.8.21). */
export function headerText(
  { explode = false, mediaType }: Pick<ResponseHeader, 'explode' | 'mediaType'>,
  value: Json,
): string {
  if (mediaType !== undefined && isJsonType(mediaType)) return writeJson(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(scalar).join(',');
  return Object.entries(value)
    .map(([name, member]) => `${name}${explode ? '=' : ','}${scalar(member)}`)
    .join(',');
}

/** Nested values have no style (OpenAPI 3.1 §4.8.12.2). */
function scalar(value: Json): string {
  return typeof value === 'object' ? writeJson(value) : String(value);
}

/** Decodes a header's text by its schema; a string if the schema allows one. */
export function headerValueOf(
  contract: Contract,
  { name, schema, mediaType, explode = false }: ResponseHeader,
  text: string,
): Json {
  if (mediaType !== undefined && isJsonType(mediaType)) {
    const read = readJson(text);
    return 'value' in read ? read.value : text;
  }
  const shape = shapeOf(contract, schema ?? []);
  if (!shape.types || shape.types.has('string')) return text;
  const { value } = decodeStyled('header', { name, style: 'simple', explode }, shape, [text], (part) => part.trim());
  return value === undefined ? text : value;
}
