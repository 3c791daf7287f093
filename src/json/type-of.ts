import type { Json } from '../model/json.ts';

/** The type of a value in the words of JSON Schema; an integer is a number here. */
export function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
