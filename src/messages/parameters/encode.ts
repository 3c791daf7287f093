import type { RequestValues, Operation, Parameter } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonType } from '../../http/media-type.ts';
import { styleIn } from '../styles/index.ts';
import { withoutQuery } from '../path-template.ts';
import { scalar, withDigits, type Styled } from '../styles/style.ts';
import { ownMember } from '../../json/pointer.ts';
import { writeJson } from '../../json/exact-integers.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

/** The path of an operation with its parameters, each in its style (OpenAPI 3.1 §4.8.12.3). */
export function encodePath({ path: template, parameters }: Operation, inputs: RequestValues): string {
  const { path, query } = withoutQuery(template);
  const written = encodeTemplate(path, parameters, inputs);
  return query === undefined ? written : `${written}?${encodeTemplate(query, parameters, inputs)}`;
}

function encodeTemplate(template: string, parameters: Parameter[], inputs: RequestValues): string {
  return template.replace(/\{([^{}]+)\}|[^{}]+|[{}]/g, (text, name: string | undefined) => {
    if (name === undefined) return text.replace(UNSAFE_IN_PATH, (character) => percentEncode(character));
    const parameter = parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
    const value = (parameter ? writable(inputs.path, parameter) : ownMember(inputs.path, name)) ?? '';
    if (parameter?.mediaType !== undefined) return percentEncode(contentText(parameter.mediaType, value));
    const styled: Styled = parameter ?? { name, style: 'simple', explode: false };
    return styleIn('path', styled.style).encode(styled, value).join('');
  });
}

/** Characters to escape in a path: `#` and `?` would end it (RFC 3986 §3.3). Percent-encoded characters stay as they are. */
const UNSAFE_IN_PATH = /[^\w.~!$&'()*+,;=:@/%-]|%(?![0-9a-f]{2})/giu;

/** One query parameter by its style and explode, as `name=value` pairs (OpenAPI 3.1 §4.8.12.3). */
export function encodeQuery(parameter: Parameter, value: Json): string[] {
  const { name, style, mediaType } = parameter;
  if (style === 'querystring' && mediaType !== undefined) return encodeWhole(parameter, mediaType, value);
  if (mediaType !== undefined) return [`${percentEncode(name)}=${percentEncode(contentText(mediaType, value))}`];
  return styleIn('query', style).encode(parameter, value);
}

/** The whole query, as a form or by its media type (OpenAPI 3.2, Parameter Object, in: querystring). */
function encodeWhole(parameter: Parameter, mediaType: string, value: Json): string[] {
  if (mediaType === 'application/x-www-form-urlencoded')
    return styleIn('query', 'form').encode({ ...parameter, style: 'form', explode: true }, value);
  return [percentEncode(contentText(mediaType, value))];
}

/** A header's value, without percent-encoding. */
export function encodeHeader(parameter: Parameter, value: Json): string {
  const { style, mediaType } = parameter;
  return mediaType === undefined
    ? styleIn('header', style)
        .encode(parameter, value, (text) => text)
        .join('')
    : contentText(mediaType, value);
}

/** The members of the Cookie field for a parameter. */
export function encodeCookie(parameter: Parameter, value: Json): string[] {
  const { name, mediaType } = parameter;
  if (mediaType !== undefined) return [`${name}=${percentEncode(contentText(mediaType, value))}`];
  const style = styleIn('cookie', parameter.style);
  const pairs = style.encode(parameter, value);
  // Only style `cookie` (OpenAPI 3.2) makes a separate cookie of each pair.
  return style.name === 'cookie' ? pairs : [pairs.join('&')].filter((text) => text !== '');
}

/** A parameter's value as it is written: with the digits of its integers. */
export function writable(values: JsonObject, { name, mediaType }: Parameter): Json | undefined {
  const value = ownMember(values, name);
  // JSON has its own digits.
  return value === undefined || (mediaType !== undefined && isJsonType(mediaType))
    ? value
    : withDigits(values, name, value);
}

/** The text of a parameter with `content`. */
function contentText(mediaType: string, value: Json): string {
  return isJsonType(mediaType) ? writeJson(value) : scalar(value);
}
