import { exactInteger } from './exact-integers.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';

/** Escapes one reference token (RFC 6901 §3). */
function escapeToken(token: string): string {
  if (!token.includes('~') && !token.includes('/')) return token;
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** `joinPointer('#/a', 'b/c', 0)` is `#/a/b~1c/0`. */
export function joinPointer(base: Pointer, ...tokens: (string | number)[]): Pointer {
  let pointer = base;
  for (const token of tokens) pointer += `/${escapeToken(String(token))}`;
  return pointer;
}

/** The same pointers come often. The cache is bounded, because a target can cause any number of pointers. */
const KNOWN_LIMIT = 10_000;
const known = new Map<Pointer, readonly string[]>();

/** The reference tokens of a pointer, unescaped; `#` and the empty string have none. */
export function pointerTokens(pointer: Pointer): readonly string[] {
  let tokens = known.get(pointer);
  if (!tokens) {
    tokens = splitPointer(pointer);
    if (known.size < KNOWN_LIMIT) known.set(pointer, tokens);
  }
  return tokens;
}

function splitPointer(pointer: Pointer): string[] {
  const path = pointer.startsWith('#') ? pointer.slice(1) : pointer;
  if (path === '') return [];
  return path
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The parent of a pointer; the parent of the root is the root. */
export function parentPointer(pointer: Pointer): Pointer {
  const slash = pointer.lastIndexOf('/');
  return slash < 0 ? '#' : pointer.slice(0, slash);
}

/** The last reference token, unescaped; for the root the empty string. */
export function lastToken(pointer: Pointer): string {
  return pointerTokens(pointer).at(-1) ?? '';
}

/** Whether `inner` is `outer` or below it. */
export function isWithin(inner: Pointer, outer: Pointer): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** The value at a pointer (RFC 6901 §4), or undefined if there is none. Only own members count. */
export function valueAt(root: Json | undefined, pointer: Pointer): Json | undefined {
  let value = root;
  for (const token of pointerTokens(pointer)) {
    if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
    else if (isObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
}

/** The digits of the integer at a place below a member, where it is one that no number holds. */
export function digitsAt(holder: object, member: string, at: Pointer): bigint | undefined {
  const tokens = pointerTokens(at);
  const key = tokens.at(-1);
  if (key === undefined) return exactInteger(holder, member);
  return exactInteger(valueAt((holder as JsonObject)[member], joinPointer('#', ...tokens.slice(0, -1))), key);
}

/**
 * The text or number at a pointer that names something: an integer that no number holds as the text of its digits, where they are known.
 */
export function nameAt(root: Json | undefined, at: Pointer): string | number | undefined {
  const value = valueAt(root, at);
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return undefined;
  return exactInteger(valueAt(root, parentPointer(at)), lastToken(at))?.toString() ?? value;
}

/** A member of an object, and none that every object has, such as `constructor`. */
export function ownMember<T>(object: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Sets a member, also one that is named as an object's prototype is. */
export function setMember<T>(object: { [name: string]: T }, name: string, value: T): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}

/** Whether a value is a JSON object, so neither null nor an array. */
export function isObject(value: unknown): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy of a value with several places replaced. The places exist, and none contains another. */
export function replaceEach(root: Json, replacements: ReadonlyMap<Pointer, Json>): Json {
  const copies = new Set<Json>();
  const copyOf = (value: Json): Json => {
    if (copies.has(value)) return value;
    const copy: Json = Array.isArray(value) ? [...value] : { ...(value as JsonObject) };
    copies.add(copy);
    return copy;
  };
  let whole = root;
  for (const [at, by] of replacements) {
    if (pointerTokens(at).length === 0) return by;
    whole = copyOf(whole);
    let parent = whole;
    const tokens = pointerTokens(at);
    for (const [depth, token] of tokens.entries()) {
      const value = depth === tokens.length - 1 ? by : copyOf(valueAt(parent, joinPointer('#', token)) ?? null);
      if (Array.isArray(parent)) parent[Number(token)] = value;
      else Object.defineProperty(parent, token, { value, enumerable: true, configurable: true, writable: true });
      parent = value;
    }
  }
  return whole;
}

/** A copy of a value with one place replaced; `undefined` removes the place. */
export function replaceAt(root: Json, at: Pointer, by: Json | undefined): Json {
  const [token, ...rest] = pointerTokens(at);
  if (token === undefined) return by ?? null;
  const copy = Array.isArray(root) ? [...root] : { ...(root as JsonObject) };
  const child = valueAt(root, joinPointer('#', token)) ?? null;
  const next = rest.length > 0 ? replaceAt(child, joinPointer('#', ...rest), by) : by;
  if (Array.isArray(copy)) {
    if (next === undefined) copy.splice(Number(token), 1);
    else copy[Number(token)] = next;
  } else if (next === undefined) delete copy[token];
  else Object.defineProperty(copy, token, { value: next, enumerable: true, configurable: true, writable: true });
  return copy;
}
