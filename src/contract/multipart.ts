import type { Json, JsonObject } from '../model.ts';
import { coerce } from './coerce.ts';
import { readJson } from './json.ts';
import { isJsonType, parseMediaType } from './media-type.ts';
import { isObject } from './pointer.ts';
import type { Shape } from './shape.ts';
import type { Reading } from './styles.ts';

/** More parts than any honest form has. */
const PARTS_LIMIT = 10_000;

interface Part {
  name: string;
  type: string | undefined;
  isFile: boolean;
  content: Buffer;
}

/**
 * A multipart form (RFC 7578) as an object: fields coerced by the schema, JSON parts read, files as text of their bytes.
 * Linear in the number of bytes.
 */
export function readMultipart(bytes: Uint8Array, boundary: string | undefined, shape: Shape, encoding: JsonObject): Reading {
  if (!boundary) return { problem: 'is a multipart form whose boundary Content-Type does not tell' };
  const parts = splitParts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), boundary);
  if (!parts) return { problem: 'is not a well-formed multipart form' };
  const members = new Map<string, Json[]>();
  for (const part of parts) {
    const of = shape.member(part.name);
    const value = partValue(part, of.types?.has('array') ? of.item() : of, encoding);
    if (value === undefined) return { problem: `has a part ${JSON.stringify(part.name.slice(0, 80))} that is not JSON` };
    const before = members.get(part.name);
    if (before) before.push(value);
    else members.set(part.name, [value]);
  }
  const entries = [...members].map(([name, values]): [string, Json] => {
    const [first = null] = values;
    const isList = shape.member(name).types?.has('array') && !(values.length === 1 && Array.isArray(first));
    return [name, isList ? values : first];
  });
  return { value: Object.fromEntries(entries) };
}

function partValue({ name, type, isFile, content }: Part, shape: Shape, encoding: JsonObject): Json | undefined {
  const declared = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
  const label = type ?? (isObject(declared) && typeof declared['contentType'] === 'string' ? declared['contentType'] : undefined);
  if (label !== undefined && isJsonType(parseMediaType(label)?.type ?? '')) {
    const read = readJson(content.toString('utf8'));
    return 'value' in read ? read.value : undefined;
  }
  return isFile || (type !== undefined && !type.startsWith('text/')) ? content.toString('latin1') : coerce(shape, content.toString('utf8'), true);
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
    const next = body.indexOf(following, Math.max(start, head));
    if (head < 0 || next < 0) return undefined;
    const part = readPart(body.toString('utf8', start, head), body.subarray(head + 4, Math.max(head + 4, next)));
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
  return { name: name.replaceAll('%22', '"'), type: field('content-type')?.trim().toLowerCase(), isFile: /;[ \t]*filename\*?=/i.test(disposition), content };
}
