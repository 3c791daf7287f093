import type { Contract, RequestValues, MediaType, RequestBody } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { type Fields } from '../../http/header-fields.ts';
import { decodeForm, readPairs } from '../../http/form-pairs.ts';
import { readJson } from '../../json/parse-json.ts';
import { isJsonType, isTextType, parseMediaType, type Label } from '../../http/media-type.ts';
import { findMediaType } from '../request-media.ts';
import { readMultipart } from './decode-multipart.ts';
import { joinPointer } from '../../json/pointer.ts';
import { schemaErrors, type RequestError } from '../request-error.ts';
import { shapeOf, type Shape } from '../../schema/shape.ts';
import { readStyled, type Decoded } from '../styles/decode.ts';
import { encodingOf, isJsonLabel, isStyled, partRule, readStyledMembers, styleOf } from '../styles/form-encoding.ts';

const PLACE = 'request body';

/** Reads the body of a request into `inputs`, decoded by its media type, and tells what it does wrong in `errors` (OpenAPI 3.1 §4.8.13). */
export function decodeBody(
  contract: Contract,
  declared: RequestBody,
  fields: Fields,
  bytes: Uint8Array | undefined,
  inputs: RequestValues,
  errors: RequestError[],
): void {
  const wrong = (kind: RequestError['kind'], clause: string, at: string, message: string, expected?: Json): void => {
    errors.push({ kind, clause, at, message, ...(expected === undefined ? { malformed: true } : { expected }) });
  };
  if (!bytes || bytes.length === 0) {
    if (declared.required) wrong('body', joinPointer(declared.pointer, 'required'), PLACE, 'is required', true);
    return;
  }

  // Without a label the bytes may be taken for anything, so for nothing in particular (RFC 9110 §8.3).
  const field = fields.get('content-type');
  const label = parseMediaType(field ?? 'application/octet-stream');
  const media = label && findMediaType(declared.media, label.type);
  if (!label || !media) {
    const types = declared.media.map(({ type }) => type);
    const message = field
      ? `is none of the documented media types: ${types.join(', ')}`
      : 'is missing, and the body is none of the documented media types without it';
    return wrong('media type', joinPointer(declared.pointer, 'content'), 'header Content-Type', message, types);
  }
  const coding = fields.get('content-encoding') ?? 'identity';
  if (coding.toLowerCase() !== 'identity')
    return wrong(
      'media type',
      media.pointer,
      'header Content-Encoding',
      `names the coding ${coding}, which cannot be undone here`,
      'identity',
    );

  const shape = shapeOf(contract, media.schema);
  const { value, problem } = decodeBytes(contract, media, label, shape, bytes);
  if (problem !== undefined || value === undefined)
    return wrong('body', media.pointer, PLACE, problem ?? 'cannot be read');
  // What could not be taken apart is text here, which says nothing of an object that it may stand for.
  const opaque = typeof value === 'string' && !isJsonType(media.encodedAs) && shape.types && !shape.types.has('string');
  if (media.schema && !opaque) errors.push(...schemaErrors(contract, 'body', PLACE, media.schema, value));
  inputs.mediaType = label.type;
  inputs.body = value;
}

type Decode = (bytes: Uint8Array, media: MediaType, label: Label, shape: Shape, contract: Contract) => Decoded;

/** One row a family of media types; the first that fits. */
const DECODERS: [fits: (type: string) => boolean, decode: Decode][] = [
  [isJsonType, (bytes, _, label) => asText(bytes, label, readJson)],
  [
    (type) => type === 'application/x-www-form-urlencoded',
    (bytes, media, label, shape) => asText(bytes, label, (text) => readForm(text, media, shape)),
  ],
  [
    (type) => type === 'multipart/form-data',
    (bytes, media, label, shape, contract) =>
      readMultipart(bytes, label.parameters.get('boundary'), shape, media.encoding, partRule(contract, media)),
  ],
  [isTextType, (bytes, _, label) => asText(bytes, label, (value) => ({ value }))],
  [
    () => true,
    (bytes) => ({ value: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') }),
  ],
];

function decodeBytes(contract: Contract, media: MediaType, label: Label, shape: Shape, bytes: Uint8Array): Decoded {
  // A range says nothing of the encoding, so that the label has to.
  const encodedAs = media.encodedAs.includes('*') ? label.type : media.encodedAs;
  return DECODERS.find(([fits]) => fits(encodedAs))?.[1](bytes, media, label, shape, contract) ?? {};
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function asText(bytes: Uint8Array, label: Label, read: (text: string) => Decoded): Decoded {
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
function readForm(text: string, { encoding }: MediaType, shape: Shape): Decoded {
  if (holdsMore(text, '&', MEMBERS_LIMIT)) return { problem: `has more than ${MEMBERS_LIMIT} members` };
  return readStyledMembers(readPairs(text), encoding, shape, (name, texts) =>
    readMember(encodingOf(encoding, name), name, shape.member(name), texts),
  );
}

function readMember(encoding: JsonObject, name: string, shape: Shape, texts: string[]): Decoded {
  if (!isStyled(encoding) && isJsonLabel(encoding['contentType'])) return readJsonMember(shape, texts);
  return readStyled({ name, ...styleOf(encoding), json: true }, shape, texts, decodeForm);
}

/** Each text as JSON; a list is one text, or a text for each of its items. */
function readJsonMember(shape: Shape, texts: string[]): Decoded {
  const values: Json[] = [];
  for (const text of texts) {
    const read = readJson(decodeForm(text) ?? '');
    if ('problem' in read) return read;
    values.push(read.value);
  }
  const [first = null] = values;
  return { value: shape.types?.has('array') && !(values.length === 1 && Array.isArray(first)) ? values : first };
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
