import type { Json, JsonObject } from '../../model/json.ts';
import { coerce } from '../styles/coerce.ts';
import {
  encodingOf,
  isStyled,
  readStyledMembers,
  styleOf,
  type PartHead,
  type PartRule,
} from '../styles/form-encoding.ts';
import { readJson } from '../../json/parse-json.ts';
import { isJsonType, isTextType, parseMediaType } from '../../http/media-type.ts';
import type { Shape } from '../../schema/shape.ts';
import { decodeStyled } from '../styles/index.ts';
import type { Decoded } from '../styles/style.ts';
import { percentEncode } from '../../http/percent-encoding.ts';
import { show } from '../../text/wording.ts';

/** More parts than any honest form has. */
const PARTS_LIMIT = 10_000;

interface Part extends PartHead {
  isFile: boolean;
  content: Buffer;
}

/**
 * Decodes a multipart form (RFC 7578) to an object: fields are coerced by the schema, JSON parts are parsed, files become a text
 * with one character for each byte. The cost is linear in the number of bytes.
 * @param rule the contract's rule for a single part
 */
export function decodeMultipart(
  bytes: Uint8Array,
  boundary: string | undefined,
  shape: Shape,
  encoding: JsonObject,
  rule: PartRule,
): Decoded {
  if (!boundary) return { problem: 'is a multipart form whose boundary Content-Type does not tell' };
  const parts = splitParts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), boundary);
  if (!parts) return { problem: 'is not a well-formed multipart form' };
  const members = new Map<string, Json[]>();
  const styled: [string, string][] = [];
  for (const part of parts) {
    const wrong = rule(part);
    if (wrong !== undefined) return { problem: `has a part ${show(part.name)} that ${wrong}` };
    if (isOfStyle(part.name, encoding, shape)) {
      styled.push([part.name, percentEncode(part.content.toString('utf8'))]);
      continue;
    }
    const of = shape.member(part.name);
    const value = partValue(part, of.types?.has('array') ? of.item() : of, encoding);
    if (value === undefined) return { problem: `has a part ${show(part.name)} that is not JSON` };
    const before = members.get(part.name);
    if (before) before.push(value);
    else members.set(part.name, [value]);
  }
  const entries = [...members].map(([name, values]): [string, Json] => {
    const [first = null] = values;
    const isList = shape.member(name).types?.has('array') && !(values.length === 1 && Array.isArray(first));
    return [name, isList ? values : first];
  });
  if (styled.length === 0) return { value: Object.fromEntries(entries) };
  const { value, problem } = readStyledMembers(styled, encoding, shape, (name, texts) =>
    // Parts are not percent-encoded, so a delimiter always delimits.
    decodeStyled(
      'query',
      { name, ...styleOf(encodingOf(encoding, name)), json: true },
      shape.member(name),
      texts.map(decodeURIComponent),
      (text) => text,
    ),
  );
  if (problem !== undefined) return { problem };
  const order = new Map<string, number>();
  for (const part of parts) {
    const [name = ''] = part.name.split('[');
    if (!order.has(name)) order.set(name, order.size);
  }
  const all = [...entries, ...Object.entries(value as JsonObject)].sort(
    ([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0),
  );
  return { value: Object.fromEntries(all) };
}

/** Whether a part belongs to a member with a style: under the member's name, or under one of several names. */
function isOfStyle(name: string, encoding: JsonObject, shape: Shape): boolean {
  if (isStyled(encodingOf(encoding, name))) return true;
  return (
    !shape.members.includes(name) &&
    Object.keys(encoding).some(
      (member) =>
        isStyled(encodingOf(encoding, member)) &&
        (name.startsWith(`${member}[`) || shape.member(member).members.includes(name)),
    )
  );
}

function partValue({ name, type, isFile, content }: Part, shape: Shape, encoding: JsonObject): Json | undefined {
  const declared = encodingOf(encoding, name)['contentType'];
  const label = type ?? (typeof declared === 'string' ? declared : undefined);
  if (label !== undefined && isJsonType(parseMediaType(label)?.type ?? '')) {
    const read = readJson(content.toString('utf8'));
    return 'value' in read ? read.value : undefined;
  }
  const isText = type === undefined ? !isFile : isTextType(type);
  // A file is not a number, even if its text looks like one.
  if (isFile || !isText) return content.toString(isText ? 'utf8' : 'latin1');
  return coerce(shape, content.toString('utf8'), true);
}

function splitParts(body: Buffer, boundary: string): Part[] | undefined {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  const following = Buffer.from(`\r\n--${boundary}`, 'latin1');
  const parts: Part[] = [];
  let at = body.indexOf(delimiter);
  while (at >= 0 && parts.length < PARTS_LIMIT) {
    const start = at + delimiter.length;
    if (body.toString('latin1', start, start + 2) === '--') return parts;
    const head = body.indexOf('\r\n\r\n', start);
    if (head < 0) return undefined;
    const next = body.indexOf(following, head);
    if (next < 0) return undefined;
    const part = readPart(body.toString('utf8', start, head), body.subarray(head + 4, next));
    if (!part) return undefined;
    parts.push(part);
    at = next + 2;
  }
  return undefined;
}

function readPart(head: string, content: Buffer): Part | undefined {
  const field = (name: string) => new RegExp(`\\r\\n${name}:[ \\t]*([^\\r\\n]*)`, 'i').exec(head)?.[1];
  const disposition = field('content-disposition') ?? '';
  const name = /;[ \t]*name="([^"]*)"/i.exec(disposition)?.[1] ?? /;[ \t]*name=([^;" ]+)/i.exec(disposition)?.[1];
  if (name === undefined) return undefined;
  return {
    name: name.replace(/%(22|0D|0A)/gi, decodeURIComponent),
    type: field('content-type')?.trim().toLowerCase(),
    field: (wanted) => field(wanted.replace(/[^\w-]/g, '\\$&'))?.trim(),
    isFile: /;[ \t]*filename\*?=/i.test(disposition),
    content,
  };
}
