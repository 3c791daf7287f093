import type { Contract, MediaType } from '../model/contract.ts';
import type { Response } from '../model/exchange.ts';
import type { Json, Pointer } from '../model/json.ts';
import { readFields } from '../http/header-fields.ts';
import { readJsonBody, TOO_DEEP } from '../json/parse-json.ts';
import { repeatedMembers } from '../json/repeated-members.ts';
import { isJsonType, parseMediaType, type Label } from '../http/media-type.ts';
import { shapeOf } from '../schema/shape.ts';
import { isStructured } from './body/example-value.ts';
import { decodeText } from './body/format.ts';
import { formatOf } from './body/index.ts';
import { unconditional } from '../schema/subschemas.ts';
import { copyDigits } from '../json/exact-integers.ts';

/** A decoded response for the checks. */
export interface DecodedResponse {
  status: number;
  /** By lower-case name; repeated fields are joined with commas (RFC 9110 §5.3). */
  headers: Map<string, string>;
  /** Type and subtype of Content-Type, lower-case; absent if it is missing or malformed. */
  mediaType?: string;
  /** Bytes of the body. */
  size: number;
  json?: Json;
  /** Set if the JSON begins with a byte order mark. */
  hasMark?: true;
  /** The first repeated members of the JSON. */
  repeated?: Pointer[];
  /** Why there is no `json`. */
  problem?: string;
  /** Why there is none though nothing may be wrong with it. */
  unread?: string;
}

/** The most repeated members that are listed. */
const MAX_REPEATED = 5;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes a response: headers by name, media type, and a JSON body. Never throws. */
export function decodeResponse(response: Response): DecodedResponse {
  const headers = readFields(response.headers);
  const mediaType = parseMediaType(headers.get('content-type') ?? '')?.type;
  const body = readBody(response);
  return { status: response.status, headers, ...(mediaType && { mediaType }), size: response.body.byteLength, ...body };
}

/**
 * The response with its body as the documented media type has it: XML and sequences are read by their schema, as JSON is without
 * one. Other bodies stay as they are.
 */
export function readByMedia(
  contract: Contract,
  media: MediaType,
  response: DecodedResponse,
  { body, headers, incomplete, unended }: Response,
): DecodedResponse {
  const label = parseMediaType(readFields(headers).get('content-type') ?? '');
  if (!label || incomplete || unended || response.size === 0) return response;
  const { json, hasMark: _, repeated: __, problem: ___, unread: ____, ...plain } = response;
  if (!isStructured(contract, media)) {
    const held = heldText(contract, media, label, body);
    if (held !== undefined) return { ...plain, json: held };
    // A text that happens to be JSON, such as `12`, is still a text.
    const isText = !isJsonType(label.type) && !isJsonType(media.encodedAs) && json !== undefined;
    return isText && shapeOf(contract, media.schema).types?.has('string') ? plain : response;
  }
  const format = formatOf(media.encodedAs, label.type);
  const { value, problem } = format.decode(body, { contract, media, label, shape: shapeOf(contract, media.schema) });
  return value === undefined ? { ...plain, problem: `the body ${problem}` } : { ...plain, json: value };
}

/** What of a string's schema says more than that it is one. */
const RESTRICTING = ['pattern', 'enum', 'const', 'minLength', 'maxLength', 'format'];

/**
 * A body of text whose schema says more than that it is a string, as that string; undefined where it is not to be held to its schema.
 * A line break at its end belongs to the text only if the schema says so, and an example that breaks the schema shows that nobody
 * meant it of the text.
 */
function heldText(contract: Contract, media: MediaType, label: Label, bytes: Uint8Array): string | undefined {
  const { schema, encodedAs, examples } = media;
  if (schema === undefined || formatOf(encodedAs, label.type).name !== 'text' || contract.unusable(schema))
    return undefined;
  const { types } = shapeOf(contract, schema);
  if (types?.size !== 1 || !types.has('string')) return undefined;
  if (!unconditional(contract, [schema]).some((one) => RESTRICTING.some((name) => one.schema[name] !== undefined)))
    return undefined;
  if (![...examples.values()].every(({ value }) => contract.accepts(schema, value))) return undefined;
  const { value } = decodeText(bytes, label, (text) => ({ value: text }));
  if (typeof value !== 'string') return undefined;
  const ended = value.replace(/\r?\n$/, '');
  return contract.accepts(schema, value) || !contract.accepts(schema, ended) ? value : ended;
}

function readBody({
  body,
  incomplete,
  unended,
}: Response): Pick<DecodedResponse, 'json' | 'hasMark' | 'repeated' | 'problem' | 'unread'> {
  if (incomplete) return { problem: incomplete };
  if (unended) return {};
  let text: string;
  try {
    text = UTF8.decode(body);
  } catch {
    return { problem: 'the body is not UTF-8' };
  }
  if (text.trim() === '') return { problem: 'the body is empty' };
  const read = readJsonBody(body, text);
  if ('problem' in read && read.problem === TOO_DEEP && isJson(text)) return { unread: `the body ${TOO_DEEP}` };
  if ('problem' in read) return { problem: `the body ${read.problem}` };
  const repeated = repeatedMembers(text, read.value, MAX_REPEATED);
  const found = {
    json: read.value,
    // The decoder drops it.
    ...(body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf && { hasMark: true as const }),
    ...(repeated.length > 0 && { repeated }),
  };
  copyDigits(read, 'value', found, 'json');
  return found;
}

/** However deep it is nested: V8's parser is not recursive. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    return !(error instanceof SyntaxError);
  }
}
