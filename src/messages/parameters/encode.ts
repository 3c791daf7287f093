import type { RequestValues, Operation, Parameter } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { isJsonType } from '../../http/media-type.ts';
import { isObject } from '../../json/pointer.ts';

type Encode = (text: string) => string;

/** A value that is no list as text; what is nested deeper than a style can say is JSON. */
export function scalar(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

/** The path of an operation with its parameters in it, each by its style (OpenAPI 3.1 §4.8.12.3). */
export function encodePath({ path, parameters }: Operation, inputs: RequestValues): string {
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const parameter = parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
    const value = inputs.path[name] ?? '';
    if (parameter?.mediaType !== undefined) return encodeURIComponent(contentText(parameter.mediaType, value));
    return (
      PATH_STYLES[parameter?.style ?? 'simple']?.(name, value, parameter?.explode ?? false) ??
      delimited(value, ',', false, encodeURIComponent)
    );
  });
}

const PATH_STYLES: Record<string, (name: string, value: Json, explode: boolean) => string> = {
  simple: (_, value, explode) => delimited(value, ',', explode, encodeURIComponent),
  label: (_, value, explode) => `.${delimited(value, explode ? '.' : ',', explode, encodeDots)}`,
  matrix: (name, value, explode) => {
    if (explode && typeof value === 'object' && value !== null)
      return named(name, value, encodeURIComponent)
        .map(([key, text]) => `;${key}${text && `=${text}`}`)
        .join('');
    const text = delimited(value, ',', explode, encodeURIComponent);
    return `;${encodeURIComponent(name)}${text && `=${text}`}`;
  },
};

/** Of an exploded label, a dot would end an item. */
function encodeDots(text: string): string {
  return encodeURIComponent(text).replaceAll('.', '%2E');
}

/** One query parameter by its style and explode, as `name=value` pairs (OpenAPI 3.1 §4.8.12.3). */
export function encodeQuery(parameter: Parameter, value: Json): string[] {
  const { name, mediaType } = parameter;
  if (parameter.style === 'querystring' && mediaType !== undefined) return encodeWhole(parameter, mediaType, value);
  if (mediaType !== undefined)
    return [`${encodeURIComponent(name)}=${encodeURIComponent(contentText(mediaType, value))}`];
  return encodeStyled(parameter, value);
}

/** The whole query, as a form or as what else its media type says (OpenAPI 3.2, Parameter Object, in: querystring). */
function encodeWhole(parameter: Parameter, mediaType: string, value: Json): string[] {
  if (mediaType === 'application/x-www-form-urlencoded')
    return encodeStyled({ ...parameter, style: 'form', explode: true }, value);
  return [encodeURIComponent(contentText(mediaType, value))];
}

/** What delimits the items in a query, percent-encoded where a URI may not hold it (RFC 3986 §3.4). */
const QUERY_DELIMITERS: Record<string, string> = { spaceDelimited: '%20', pipeDelimited: '%7C' };

/** A value by a style of the query, which forms have as well (OpenAPI 3.1 §4.8.15). */
export function encodeStyled(
  { name, style, explode, allowReserved }: Pick<Parameter, 'name' | 'style' | 'explode' | 'allowReserved'>,
  value: Json,
): string[] {
  const key = encodeURIComponent(name);
  const pairs = (entries: [string, string][]) => entries.map((pair) => pair.join('='));
  if (typeof value !== 'object' || value === null)
    return [`${key}=${(allowReserved ? encodeUnreserved : encodeURIComponent)(scalar(value))}`];
  const encode = allowReserved ? encodeItem : encodeURIComponent;
  if (style === 'deepObject' && isObject(value)) return pairs(deep(key, value, encode));
  if (explode && (style === 'form' || Array.isArray(value))) return pairs(named(name, value, encode));
  return [`${key}=${delimited(value, QUERY_DELIMITERS[style] ?? ',', false, encode)}`];
}

/** Percent-encoded but for the reserved characters that do not part a query or a form (OpenAPI 3.1 §4.8.12, allowReserved). */
function encodeUnreserved(text: string): string {
  return encodeURIComponent(text).replace(/%(3A|2F|3F|40|24|2C|3B)/g, decodeURIComponent);
}

/** The same for an item of a list, which a comma would end. */
function encodeItem(text: string): string {
  return encodeUnreserved(text).replaceAll(',', '%2C');
}

/** `a[b][c]=1`; of an array, each item under the same name. The brackets are percent-encoded (RFC 3986 §3.4). */
function deep(key: string, value: Json, encode: Encode): [string, string][] {
  if (Array.isArray(value))
    return value.flatMap((item) => (isObject(item) ? [[key, encode(scalar(item))]] : deep(key, item, encode)));
  if (!isObject(value)) return [[key, encode(scalar(value))]];
  return Object.entries(value).flatMap(([name, item]) => deep(`${key}%5B${encodeURIComponent(name)}%5D`, item, encode));
}

/** Each item under the name of its list, and each member under its own. */
function named(name: string, value: Json, encode: Encode): [string, string][] {
  if (Array.isArray(value))
    return value.map((item): [string, string] => [encodeURIComponent(name), encode(scalar(item))]);
  return Object.entries(isObject(value) ? value : {}).flatMap(([member, item]): [string, string][] =>
    Array.isArray(item) ? named(member, item, encode) : [[encodeURIComponent(member), encode(scalar(item))]],
  );
}

/** A header's value (style `simple`); nothing in it is percent-encoded. */
export function encodeHeader({ explode, mediaType }: Parameter, value: Json): string {
  return mediaType === undefined ? delimited(value, ',', explode, (text) => text) : contentText(mediaType, value);
}

/** A cookie parameter as what stands between the semicolons of the field (styles `form`, and `cookie` of OpenAPI 3.2). */
export function encodeCookie(parameter: Parameter, value: Json): string[] {
  const { name, style, explode, mediaType } = parameter;
  if (mediaType !== undefined) return [`${name}=${encodeURIComponent(contentText(mediaType, value))}`];
  if (style !== 'cookie')
    return [encodeStyled({ ...parameter, style: 'form' }, value).join('&')].filter((text) => text !== '');
  // Of this style, nothing is percent-encoded.
  if (explode && typeof value === 'object' && value !== null)
    return (Array.isArray(value) ? value.map((item) => [name, item] as const) : Object.entries(value)).map(
      ([key, item]) => `${key}=${scalar(item)}`,
    );
  return [`${name}=${delimited(value, ',', false, (text) => text)}`];
}

/** The text of a parameter that is described by `content`. */
function contentText(mediaType: string, value: Json): string {
  return isJsonType(mediaType) ? JSON.stringify(value) : scalar(value);
}

/** Style `simple` (OpenAPI 3.1 §4.8.12.2), and others but for what stands before it. */
function delimited(value: Json, delimiter: string, explode: boolean, encode: Encode): string {
  if (Array.isArray(value)) return value.map((item) => encode(scalar(item))).join(delimiter);
  if (!isObject(value)) return encode(scalar(value));
  const pairs = Object.entries(value).map(([name, item]) => [encode(name), encode(scalar(item))]);
  return explode ? pairs.map((pair) => pair.join('=')).join(delimiter) : pairs.flat().join(delimiter);
}
