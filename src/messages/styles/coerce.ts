import type { Json, JsonObject } from '../../model/json.ts';
import { readJson } from '../../json/parse-json.ts';
import type { Shape } from '../../schema/shape.ts';
import { isInexact, keepDigits } from '../../json/exact-integers.ts';

/** How a text is read as each type; undefined if it cannot be. */
const READINGS: Record<string, (text: string) => Json | undefined> = {
  null: (text) => (text === '' || text === 'null' ? null : undefined),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  integer: (text) => {
    const value = readNumber(text);
    return Number.isInteger(value) ? value : undefined;
  },
  number: readNumber,
  string: (text) => text,
};

const STRUCTURED: Record<string, (text: string) => Json | undefined> = {
  array: (text) => structured(text, '['),
  object: (text) => structured(text, '{'),
};

/**
 * Converts a text to the type of a schema: of several possible values, the first valid one.
 * A text that fits none of the types stays a string, so that validation can report it.
 * @param json whether arrays and objects may be written as JSON, as in a form (OpenAPI 3.1 §4.8.15)
 */
export function coerce(shape: Shape, text: string, json = false): Json {
  // Most parameters are texts and nothing else.
  if (shape.types?.size === 1 && shape.types.has('string')) return text;
  const known = json ? { ...READINGS, ...STRUCTURED } : READINGS;
  // If the schema names no type, a string is tried first.
  const names = shape.types
    ? Object.keys(known).filter((name) => shape.types?.has(name))
    : ['string', ...Object.keys(known).filter((name) => name !== 'string')];
  const readings = names.map((name) => known[name]?.(text)).filter((value) => value !== undefined);
  const [first = text] = readings;
  return readings.length > 1 ? (readings.find(shape.accepts) ?? first) : first;
}

/** The items of a list from their texts, with the digits of large integers. */
export function coerceItems(shape: Shape, texts: readonly string[], json = false): Json[] {
  const items = texts.map((text) => coerce(shape, text, json));
  for (const [index, text] of texts.entries()) if (isInexact(items[index])) keepDigits(items, index, text);
  return items;
}

/** The members of an object from their texts, with the digits of large integers. */
export function coerceMembers(shape: Shape, texts: readonly (readonly [string, string])[], json = false): JsonObject {
  const members = Object.fromEntries(texts.map(([name, text]) => [name, coerce(shape.member(name), text, json)]));
  for (const [name, text] of texts) if (isInexact(members[name])) keepDigits(members, name, text);
  return members;
}

function readNumber(text: string): number | undefined {
  if (!/^-?\d{1,400}(\.\d{1,400})?(e[+-]?\d{1,3})?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function structured(text: string, opening: string): Json | undefined {
  const read = text.trimStart().startsWith(opening) ? readJson(text) : undefined;
  return read && 'value' in read ? read.value : undefined;
}
