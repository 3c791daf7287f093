import type { HeaderField, Inputs, Json, MediaType, Operation, Parameter, Request, SecurityScheme } from '../model.ts';
import { requestMedia } from '../contract/media-type.ts';
import { isObject } from '../contract/pointer.ts';

/** What every request of a run carries besides what its case says. */
export interface Given {
  /** Header fields of the user, which replace those of the same name. */
  headers: HeaderField[];
  /** Values for parameters by name, which replace the documented ones. */
  set: Record<string, string>;
}

export const NOTHING_GIVEN: Given = { headers: [], set: {} };

/** Stands for a credential where the user gave none. */
const PLACEHOLDER = 'assay';

/**
 * A request as it goes over the wire.
 * @param credentials whether to satisfy the operation's first security alternative; without it, no header of a scheme is sent
 */
export function encodeRequest(operation: Operation, inputs: Inputs, given: Given, credentials = true): Request {
  const of = (where: Parameter['in']) => operation.parameters.filter((parameter) => parameter.in === where && inputs[where][parameter.name] !== undefined);
  const schemes = operation.security[0] ?? [];
  const media = requestMedia(operation, inputs);
  const body = inputs.body === undefined ? undefined : encodeBody(media, inputs.mediaType ?? 'application/json', inputs.body);

  const query = of('query').flatMap((parameter) => encodeQuery(parameter, inputs.query[parameter.name] as Json));
  const secretQuery = credentials
    ? schemes.filter((scheme) => scheme.in === 'query').map((scheme) => `${encodeURIComponent(scheme.name ?? '')}=${PLACEHOLDER}`)
    : [];
  const search = [...query, ...secretQuery].join('&');
  const cookies = of('cookie').map((parameter) => `${parameter.name}=${encodeURIComponent(delimited(inputs.cookie[parameter.name] as Json, ',', false))}`);

  const own: HeaderField[] = [
    ['Accept', accepted(operation)],
    ...(body ? [['Content-Type', body.type] as const] : []),
    // A header with nothing in it is left out, as curl does.
    ...of('header').flatMap((parameter): HeaderField[] => {
      const text = delimited(inputs.header[parameter.name] as Json, ',', parameter.explode);
      return text === '' ? [] : [[parameter.name, text]];
    }),
    ...(cookies.length > 0 ? [['Cookie', cookies.join('; ')] as const] : []),
    ...(credentials ? schemes.flatMap(credentialHeader) : []),
  ];
  const secretNames = new Set(operation.security.flat().flatMap((scheme) => credentialHeader(scheme).map(([name]) => name.toLowerCase())));
  const headers = overlay(own, given.headers).filter(([name]) => credentials || !secretNames.has(name.toLowerCase()));
  return {
    method: operation.method,
    path: encodePath(operation, inputs) + (search && `?${search}`),
    headers,
    ...(body && { body: body.bytes }),
  };
}

/** Documented values replaced by what the user set for parameters of that name. */
export function withGiven(operation: Operation, inputs: Inputs, { set }: Given): Inputs {
  const changed = { ...inputs };
  for (const { name, in: where } of operation.parameters) {
    const value = set[name];
    if (value !== undefined) changed[where] = { ...changed[where], [name]: value };
  }
  return changed;
}

/** Header fields, those of the same name replaced by what was given. */
export function overlay(own: HeaderField[], given: HeaderField[]): HeaderField[] {
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  return [...own.filter(([name]) => !names.has(name.toLowerCase())), ...given];
}

function encodePath(operation: Operation, inputs: Inputs): string {
  return operation.path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
    const value = inputs.path[name] ?? '';
    const text = delimited(value, parameter?.style === 'label' && parameter.explode ? '.' : ',', parameter?.explode ?? false, encodeURIComponent);
    if (parameter?.style === 'label') return `.${text}`;
    if (parameter?.style === 'matrix') return parameter.explode && typeof value === 'object' ? matrix(name, value) : `;${name}=${text}`;
    return text;
  });
}

function matrix(name: string, value: Json): string {
  const pairs = Array.isArray(value) ? value.map((item) => [name, item] as const) : Object.entries(isObject(value) ? value : {});
  return pairs.map(([key, item]) => `;${key}=${encodeURIComponent(scalar(item))}`).join('');
}

/** One query parameter by its style and explode (OpenAPI 3.1 §4.8.12.3). */
function encodeQuery({ name, style, explode, mediaType }: Parameter, value: Json): string[] {
  const key = encodeURIComponent(name);
  const delimiter = { spaceDelimited: '%20', pipeDelimited: '%7C' }[style] ?? ',';
  if (mediaType) return [`${key}=${encodeURIComponent(JSON.stringify(value))}`];
  if (Array.isArray(value)) {
    if (style === 'form' && explode) return value.map((item) => `${key}=${encodeURIComponent(scalar(item))}`);
    return [`${key}=${value.map((item) => encodeURIComponent(scalar(item))).join(delimiter)}`];
  }
  if (isObject(value)) {
    const entries = Object.entries(value);
    if (style === 'deepObject') return entries.map(([member, item]) => `${key}[${encodeURIComponent(member)}]=${encodeURIComponent(scalar(item))}`);
    if (explode && style === 'form') return entries.map(([member, item]) => `${encodeURIComponent(member)}=${encodeURIComponent(scalar(item))}`);
    return [
      `${key}=${entries
        .flat()
        .map((item) => encodeURIComponent(scalar(item)))
        .join(delimiter)}`,
    ];
  }
  return [`${key}=${encodeURIComponent(scalar(value))}`];
}

/** Style `simple` (OpenAPI 3.1 §4.8.12.2). */
function delimited(value: Json, delimiter: string, explode: boolean, encode: (text: string) => string = (text) => text): string {
  if (Array.isArray(value)) return value.map((item) => encode(scalar(item))).join(delimiter);
  if (!isObject(value)) return encode(scalar(value));
  const pairs = Object.entries(value).map(([name, item]) => [encode(name), encode(scalar(item))]);
  return explode ? pairs.map((pair) => pair.join('=')).join(delimiter) : pairs.flat().join(delimiter);
}

function scalar(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

function encodeBody(media: MediaType | undefined, label: string, value: Json): { type: string; bytes: Uint8Array } {
  const encodedAs = media?.encodedAs ?? label;
  if (encodedAs === 'application/x-www-form-urlencoded') return { type: label, bytes: bytes(formEncode(value)) };
  if (encodedAs === 'multipart/form-data') return { type: `${label}; boundary=${BOUNDARY}`, bytes: bytes(multipart(value)) };
  const isJson = encodedAs === 'application/json' || encodedAs.endsWith('+json') || encodedAs === '*/*';
  const text = isJson || typeof value !== 'string' ? JSON.stringify(value) : value;
  return { type: encodedAs === '*/*' ? 'application/json' : label, bytes: bytes(text) };
}

function formEncode(value: Json): string {
  const entries = isObject(value) ? Object.entries(value) : [];
  return entries
    .flatMap(([name, item]) => (Array.isArray(item) ? item : [item]).map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(scalar(one))}`))
    .join('&');
}

const BOUNDARY = 'assay-d1f5c1a0b7';

/** RFC 7578; a string is a field, anything else a part of JSON. */
function multipart(value: Json): string {
  const entries = isObject(value) ? Object.entries(value) : [];
  const parts = entries.map(([name, item]) => {
    const type = typeof item === 'object' ? '\r\nContent-Type: application/json' : '';
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name.replaceAll('"', '%22')}"${type}\r\n\r\n${scalar(item)}\r\n`;
  });
  return `${parts.join('')}--${BOUNDARY}--\r\n`;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The media types that the contract documents for success, and anything else with less weight. */
function accepted({ responses }: Operation): string {
  const types = new Set(responses.filter(({ status }) => status.startsWith('2')).flatMap(({ media }) => media.map(({ type }) => type)));
  types.delete('*/*');
  return [...types, types.size > 0 ? '*/*;q=0.1' : '*/*'].join(', ');
}

/** The header that carries a scheme's credential, a placeholder in it. */
function credentialHeader({ type, scheme, name, in: where }: SecurityScheme): HeaderField[] {
  if (type === 'apiKey') return where === 'header' && name ? [[name, PLACEHOLDER]] : where === 'cookie' && name ? [['Cookie', `${name}=${PLACEHOLDER}`]] : [];
  if (type === 'mutualTLS') return [];
  if (scheme === 'basic') return [['Authorization', `Basic ${Buffer.from(`${PLACEHOLDER}:${PLACEHOLDER}`).toString('base64')}`]];
  return [['Authorization', `${scheme ?? 'bearer'} ${PLACEHOLDER}`]];
}

/** A request with its body replaced by text as it is, for bodies that no encoder would write. */
export function withRawBody(request: Request, text: string): Request {
  return { ...request, body: bytes(text) };
}
