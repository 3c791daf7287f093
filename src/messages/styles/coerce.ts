import type { Json } from '../../model/json.ts';
import { readJson } from '../../json/parse-json.ts';
import type { Shape } from '../../schema/shape.ts';

/** How a text may be read as each type; undefined where it may not. */
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
 * A text as the value that a schema wants: of several readings, the first that the schema holds for.
 * A text that can be read in none of its types stays text, so that validation can say what is wrong with it.
 * @param json whether arrays and objects may be written as JSON in it, as in a form (OpenAPI 3.1 §4.8.15)
 */
export function coerce(shape: Shape, text: string, json = false): Json {
  const known = json ? { ...READINGS, ...STRUCTURED } : READINGS;
  // Where the schema names no type, text is the first guess.
  const names = shape.types
    ? Object.keys(known).filter((name) => shape.types?.has(name))
    : ['string', ...Object.keys(known).filter((name) => name !== 'string')];
  const readings = names.map((name) => known[name]?.(text)).filter((value) => value !== undefined);
  const [first = text] = readings;
  return readings.length > 1 ? (readings.find(shape.accepts) ?? first) : first;
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
