import { endOfString, skipSpace } from '../json/scan-text.ts';

/** Where each child of a value starts: at its key, and at its value. */
type Children = Map<string, { start: number; value: number }>;

/** A cache: the children of each value that was read, by the value's offset. A large document is asked for thousands of places. */
export type Offsets = Map<number, Children>;

/**
 * Where the value at a path starts in a JSON text; for a member of an object, where its key starts. If the path does not
 * exist, its nearest ancestor counts. If a key is repeated, the last one counts, as for JSON.parse.
 * @param text a text that JSON.parse accepts
 * @param known a cache, which the call fills
 */
export function offsetInJson(text: string, tokens: readonly string[], known: Offsets = new Map()): number {
  let at = skipSpace(text, 0);
  let found = at;
  for (const token of tokens) {
    const children = known.get(at) ?? childrenOf(text, at);
    known.set(at, children);
    const child = children.get(token);
    if (!child) break;
    found = child.start;
    at = child.value;
  }
  return found;
}

/** The offset of the first repeated key, or undefined. */
export function repeatedKey(text: string): number | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '{') open.push(new Set());
    else if (letter === '[') open.push(undefined);
    else if (letter === '}' || letter === ']') open.pop();
    else if (letter === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys && text[skipSpace(text, end)] === ':') {
        const key = text.slice(at, end);
        if (keys.has(key)) return at;
        keys.add(key);
      }
      at = end - 1;
    }
  }
  return undefined;
}

/** The members or items of the value at an offset, by key or index; for a repeated key, the last. */
function childrenOf(text: string, from: number): Children {
  const children: Children = new Map();
  const isList = text[from] === '[';
  if (!isList && text[from] !== '{') return children;
  let index = 0;
  for (let at = skipSpace(text, from + 1); at < text.length && text[at] !== '}' && text[at] !== ']'; index += 1) {
    const start = at;
    let key = String(index);
    if (!isList) {
      const end = endOfString(text, at);
      key = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    children.set(key, { start, value: at });
    at = skipSpace(text, endOfValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return children;
}

function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '"') {
      at = endOfString(text, at) - 1;
      if (depth === 0) return at + 1;
    } else if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') {
      if (depth <= 1) return depth === 1 ? at + 1 : at;
      depth -= 1;
    } else if (letter === ',' && depth === 0) return at;
  }
  return text.length;
}
