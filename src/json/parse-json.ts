import type { Json } from '../model/json.ts';
import { parseExactly } from './exact-integers.ts';

/** The deepest nesting of a body, because later steps are recursive. No honest document comes near. */
export const DEPTH_LIMIT = 1_000;

/** What is wrong with a text that this reader will not read, though others may (RFC 8259 §9). */
export const TOO_DEEP = `is nested deeper than ${DEPTH_LIMIT} levels`;

/** Parses JSON (RFC 8259), with the digits of large integers, or gives the problem as the end of a sentence. Never throws. */
export function readJson(text: string): { value: Json } | { problem: string } {
  if (nestsDeeper(text, DEPTH_LIMIT)) return { problem: TOO_DEEP };
  try {
    return parseExactly(text);
  } catch (error) {
    // V8's message quotes the text, which may contain a secret; only the position is shown.
    const at = /position (\d+)/.exec((error as Error).message)?.[1];
    return { problem: `is not JSON${at === undefined ? '' : ` (at character ${at})`}` };
  }
}

/** The body that was read last: what judges an answer and what learns from it read it one after the other, and it may have 10 MB. */
let last: { body: Uint8Array; read: ReturnType<typeof readJson> } | undefined;

/** Like `readJson`, of a body whose text is known. The value is not to be written into. */
export function readJsonBody(body: Uint8Array, text: string): ReturnType<typeof readJson> {
  if (last?.body !== body) last = { body, read: readJson(text) };
  return last.read;
}

/** The JSON of a body, not to be written into; undefined where it is none. */
export function jsonIn(body: Uint8Array | undefined): Json | undefined {
  if (!body) return undefined;
  const read = last?.body === body ? last.read : readJsonBody(body, new TextDecoder().decode(body));
  return 'value' in read ? read.value : undefined;
}

/** Whether brackets outside of strings are nested deeper than `limit`: one pass, before any recursion. */
function nestsDeeper(text: string, limit: number): boolean {
  if (!hasMoreThan(text, limit)) return false;
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
}

/** Whether a text has more opening brackets than that, wherever they stand: most have fewer, and are searched in no time. */
function hasMoreThan(text: string, limit: number): boolean {
  let count = 0;
  for (const bracket of '[{')
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1))
      if ((count += 1) > limit) return true;
  return false;
}
