import type { Contract, Inputs, Json, JsonObject, MediaType, RequestBody } from '../model.ts';
import { decodeForm, readPairs, type Fields } from './fields.ts';
import { readJson } from './json.ts';
import { findMediaType, isJsonType, parseMediaType, type Label } from './media-type.ts';
import { readMultipart } from './multipart.ts';
import { isObject, joinPointer } from './pointer.ts';
import { schemaErrors, type RequestError } from './request-error.ts';
import { shapeOf, type Shape } from './shape.ts';
import { readStyled, type Reading } from './styles.ts';

/** A part of {@link Inputs}: the body and its label. */
type Body = Pick<Inputs, 'mediaType' | 'body'>;

const PLACE = 'request body';

/** The body of a request, decoded by its media type, and what it does wrong (OpenAPI 3.1 §4.8.13). */
export function readBody(
  contract: Contract,
  declared: RequestBody | undefined,
  fields: Fields,
  bytes: Uint8Array | undefined,
): { body: Body; errors: RequestError[] } {
  // What an undocumented body means is nowhere said, so that it is left out of account (RFC 9110 §9.3.1).
  if (!declared) return { body: {}, errors: [] };
  const wrong = (kind: RequestError['kind'], clause: string, at: string, message: string, expected?: Json): { body: Body; errors: RequestError[] } => ({
    body: {},
    errors: [{ kind, clause, at, message, ...(expected === undefined ? { malformed: true } : { expected }) }],
  });
  if (!bytes || bytes.length === 0)
    return declared.required ? wrong('body', joinPointer(declared.pointer, 'required'), PLACE, 'is required', true) : { body: {}, errors: [] };

  // Without a label the bytes may be taken for anything, so for nothing in particular (RFC 9110 §8.3).
  const field = fields.get('content-type');
  const label = parseMediaType(field ?? 'application/octet-stream');
  const media = label && findMediaType(declared.media, label.type);
  const types = declared.media.map(({ type }) => type);
  if (!label || !media) {
    const message = field
      ? `is none of the documented media types: ${types.join(', ')}`
      : 'is missing, and the body is none of the documented media types without it';
    return wrong('media type', joinPointer(declared.pointer, 'content'), 'header Content-Type', message, types);
  }
  const coding = fields.get('content-encoding') ?? 'identity';
  if (coding.toLowerCase() !== 'identity')
    return wrong('media type', media.pointer, 'header Content-Encoding', `names the coding ${coding}, which cannot be undone here`, 'identity');

  const shape = shapeOf(contract, ...(media.schema ? [media.schema] : []));
  const { value, problem } = decodeBody(media, label, shape, bytes);
  if (problem !== undefined || value === undefined) return wrong('body', media.pointer, PLACE, problem ?? 'cannot be read');
  // What could not be taken apart is text here, which says nothing of an object that it may stand for.
  const opaque = typeof value === 'string' && !isJsonType(media.encodedAs) && shape.types && !shape.types.has('string');
  const errors = media.schema && !opaque ? schemaErrors(contract, 'body', PLACE, media.schema, value) : [];
  return { body: { mediaType: label.type, body: value }, errors };
}

type Decode = (bytes: Uint8Array, media: MediaType, label: Label, shape: Shape) => Reading;

/** One row a family of media types; the first that fits. */
const DECODERS: [fits: (type: string) => boolean, decode: Decode][] = [
  [isJsonType, (bytes, _, label) => asText(bytes, label, readJson)],
  [(type) => type === 'application/x-www-form-urlencoded', (bytes, media, label, shape) => asText(bytes, label, (text) => readForm(text, media, shape))],
  [(type) => type === 'multipart/form-data', (bytes, media, label, shape) => readMultipart(bytes, label.parameters.get('boundary'), shape, media.encoding)],
  [(type) => type.startsWith('text/') || /[/+]xml$/.test(type), (bytes, _, label) => asText(bytes, label, (value) => ({ value }))],
  [() => true, (bytes) => ({ value: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') })],
];

function decodeBody(media: MediaType, label: Label, shape: Shape, bytes: Uint8Array): Reading {
  // A range says nothing of the encoding, so that the label has to.
  const encodedAs = media.encodedAs.includes('*') ? label.type : media.encodedAs;
  return DECODERS.find(([fits]) => fits(encodedAs))?.[1](bytes, media, label, shape) ?? {};
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function asText(bytes: Uint8Array, label: Label, read: (text: string) => Reading): Reading {
  const charset = label.parameters.get('charset')?.toLowerCase() ?? 'utf-8';
  try {
    return read((charset === 'utf-8' ? UTF_8 : new TextDecoder(charset, { fatal: true })).decode(bytes));
  } catch {
    return { problem: `is not text in ${/^[\w.:-]{1,40}$/.test(charset) ? charset : 'a known charset'}` };
  }
}

/** More members than any honest form has; each costs a hundred times what it weighs on the wire. */
const MEMBERS_LIMIT = 10_000;

/** A form as an object, its members coerced by the schema; an `encoding` may say how one is written (OpenAPI 3.1 §4.8.15). */
function readForm(text: string, { encoding }: MediaType, shape: Shape): Reading {
  if (holdsMore(text, '&', MEMBERS_LIMIT)) return { problem: `has more than ${MEMBERS_LIMIT} members` };
  const sent = new Map<string, string[]>();
  for (const [name, value] of readPairs(text)) {
    const before = sent.get(name);
    if (before) before.push(value);
    else sent.set(name, [value]);
  }
  const members: [string, Json][] = [];
  for (const [name, texts] of sent) {
    const { value, problem } = readStyled({ name, ...styleOf(encoding, name), json: true }, shape.member(name), texts, decodeForm);
    if (problem !== undefined) return { problem: `has a member ${JSON.stringify(name.slice(0, 80))} that ${problem}` };
    if (value !== undefined) members.push([name, value]);
  }
  return { value: Object.fromEntries(members) };
}

/** Whether a character stands in a text more often than `limit`. */
function holdsMore(text: string, character: string, limit: number): boolean {
  let at = -1;
  for (let count = 0; count <= limit; count += 1) {
    at = text.indexOf(character, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function styleOf(encoding: JsonObject, name: string): { style: string; explode: boolean } {
  const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
  const { style, explode } = isObject(own) ? own : {};
  const named = typeof style === 'string' ? style : 'form';
  return { style: named, explode: typeof explode === 'boolean' ? explode : named === 'form' };
}
