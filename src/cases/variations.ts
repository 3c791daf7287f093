import type { Contract } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { applicable, applicableBelow, type Subschema } from '../schema/subschemas.ts';
import { isObject, joinPointer, pointerTokens, replaceAt, valueAt } from '../json/pointer.ts';
import { sample, differentValue } from '../schema/sample.ts';

/** A value that differs from a valid one in one thing, and the clause that the difference is about. */
export interface Variation {
  /** The changed place in the value: `#/data/image`. */
  at: Pointer;
  value: Json;
  clause: Pointer;
  /** After "a request": `without data.image`. */
  title: string;
  /** Whether the value at that place was left out. */
  removed?: boolean;
  /** Whether a server may refuse it for reasons that are not in the contract. */
  mayRefuse?: true;
}

/** One level of the walk: a value, its place and its schemas. */
export interface Level {
  contract: Contract;
  root: Json;
  at: Pointer;
  value: Json;
  schemas: Subschema[];
  /** Whether the value may be left out. */
  optional: boolean;
  /** The object or array around it. */
  parent?: Level;
}

/** Longer texts and arrays are not sent, whatever the contract allows. */
export const MAX_LENGTH = 10_000;
export const MAX_ITEMS = 200;
/** Deeper members are not varied. */
const MAX_DEPTH = 12;

/** The variations that the makers find at all levels of a valid value. */
export function walk<T>(contract: Contract, schema: Pointer, root: Json, makers: ((level: Level) => T[])[]): T[] {
  const found: T[] = [];
  const visit = (level: Level): void => {
    for (const make of makers) found.push(...make(level));
    const { value, at, schemas } = level;
    if (typeof value !== 'object' || value === null || pointerTokens(at).length >= MAX_DEPTH) return;
    const required = requiredOf(schemas);
    // Only the first item of an array is varied.
    for (const name of Array.isArray(value) ? Object.keys(value).slice(0, 1) : Object.keys(value)) {
      const child = valueAt(value, joinPointer('#', name)) as Json;
      visit({
        ...level,
        at: joinPointer(at, name),
        value: child,
        schemas: applicableBelow(contract, schemas, value, name),
        optional: !Array.isArray(value) && !required.has(name),
        parent: level,
      });
    }
  };
  visit({ contract, root, at: '#', value: root, schemas: applicable(contract, schema, root), optional: false });
  return found;
}

/** The required members of the schemas, each with its clause. */
export function requiredOf(schemas: Subschema[]): Map<string, Pointer> {
  const entries = schemas.flatMap(({ pointer, schema }) =>
    Array.isArray(schema['required'])
      ? schema['required'].map((name) => [String(name), joinPointer(pointer, 'required')] as const)
      : [],
  );
  // The clause of an inner condition is more exact than the object's own list.
  return new Map(entries);
}

/** The clause of a keyword among the schemas of a level. */
export function clauseOf(schemas: Subschema[], name: string): Pointer | undefined {
  const owner = schemas.find(({ schema }) => schema[name] !== undefined);
  return owner && joinPointer(owner.pointer, name);
}

/** `#/data/image` in words: `data.image`; `#/0/name`, in a body that is an array: `name of item 0 of its body`. */
export function formatMember(at: Pointer): string {
  const [first = '', ...below] = pointerTokens(at);
  if (!/^\d+$/.test(first)) return [first, ...below].join('.') || 'its body';
  return [...(below.length > 0 ? [below.join('.')] : []), `item ${first}`, 'its body'].join(' of ');
}

/** The variation with another value at a level. None without a clause. */
export function variation(level: Level, value: Json, clause: Pointer | undefined, title: string): Variation[] {
  return clause === undefined ? [] : [{ at: level.at, value: replaceAt(level.root, level.at, value), clause, title }];
}

/** Cuts or extends a text to a length. */
export function resize(text: string, length: number): string {
  return text.slice(0, length).padEnd(length, 'a');
}

/** Cuts an array, or extends it with similar items, to a length. */
export function resizeArray({ contract, schemas }: Level, items: Json[], length: number): Json[] {
  const pointer = schemas.find(({ schema }) => isObject(schema['items']));
  const item = items[0] ?? (pointer && sample(contract, joinPointer(pointer.pointer, 'items'))) ?? 'item';
  // The numbers continue after the existing items, so that all items differ.
  const others = Array.from({ length: length - items.length }, (_, index) =>
    differentValue(item, Math.max(1, items.length) + index),
  );
  return [...items, ...others].slice(0, length);
}
