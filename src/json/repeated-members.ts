import type { Json, Pointer } from '../model/json.ts';
import { joinPointer } from './pointer.ts';
import { endOfString, skipSpace } from './scan-text.ts';

/** An object or array that is not closed yet. */
interface Open {
  pointer: Pointer;
  /** The names of an object so far; undefined for an array. */
  names: Set<string> | undefined;
  /** The current name or index in it. */
  at: string | number;
}

/**
 * The repeated members of a JSON text, each once, in the order of the text. JSON.parse takes the last of them; other parsers take
 * the first, or refuse the text (RFC 8259 §4).
 * @param text a text that JSON.parse accepts
 * @param value what it gives for the text
 * @param most the most members to list
 */
export function repeatedMembers(text: string, value: Json, most: number): Pointer[] {
  const found = new Set<Pointer>();
  if (!text.includes('"') || hasAsManyNames(text, value) || isWrittenOf(value, text)) return [];
  const open: Open[] = [];
  const enter = (names: Open['names']) => {
    const parent = open.at(-1);
    open.push({ pointer: parent ? joinPointer(parent.pointer, parent.at) : '#', names, at: names ? '' : 0 });
  };
  for (let at = 0; at < text.length && found.size < most; at += 1) {
    const letter = text.charCodeAt(at);
    const inner = open.at(-1);
    if (letter === OPEN_OBJECT) enter(new Set());
    else if (letter === OPEN_ARRAY) enter(undefined);
    else if (letter === CLOSE_OBJECT || letter === CLOSE_ARRAY) open.pop();
    else if (letter === COMMA && typeof inner?.at === 'number') inner.at += 1;
    else if (letter === QUOTE) {
      const end = endOfString(text, at);
      if (inner?.names && isName(text, end)) {
        const name = JSON.parse(text.slice(at, end)) as string;
        if (inner.names.has(name)) found.add(joinPointer(inner.pointer, name));
        inner.names.add(name);
        inner.at = name;
      }
      at = end - 1;
    }
  }
  return [...found];
}

/**
 * Whether a text has no more names than the value that it gives: a quick look that most texts pass. A colon behind a quote is the end of
 * a name, or stands in a string, where it counts too much; where no colon stands behind a blank, none is overlooked.
 */
function hasAsManyNames(text: string, value: Json): boolean {
  let colons = 0;
  for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 2)) colons += 1;
  return colons === countMembers(value) && !/\s:/.test(text);
}

function countMembers(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) for (const item of value) count += countMembers(item);
  else {
    const names = Object.keys(value);
    count = names.length;
    for (const name of names) count += countMembers(value[name] ?? null);
  }
  return count;
}

/** Whether a text is as JSON.stringify writes it, without what it could repeat: most servers write so, and this is much faster to see. */
function isWrittenOf(value: Json, text: string): boolean {
  return !/^[[{]\s/.test(text) && JSON.stringify(value) === text;
}

const [QUOTE, COMMA, COLON] = [0x22, 0x2c, 0x3a];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Whether a colon comes next: only then is a string the name of a member. */
function isName(text: string, end: number): boolean {
  return text.charCodeAt(skipSpace(text, end)) === COLON;
}
