import type { Json, JsonObject } from '../../model/json.ts';
import { isObject } from '../../json/pointer.ts';

/** How two values of one keyword become one that both allow; of keywords that are not here, the first counts. */
const MERGERS: Record<string, (a: Json, b: Json) => Json> = {
  type: (a, b) => both([a].flat().map(String), [b].flat().map(String)),
  required: (a, b) => [...new Set([a, b].flat())],
  enum: (a, b) =>
    Array.isArray(a) && Array.isArray(b)
      ? a.filter((value) => b.some((other) => JSON.stringify(other) === JSON.stringify(value)))
      : a,
  properties: mergeMembers,
  patternProperties: mergeMembers,
  items: conjoin,
  additionalProperties: (a, b) => (a === false || b === false ? false : conjoin(a, b)),
  writeOnly: (a, b) => a === true || b === true,
  uniqueItems: (a, b) => a === true || b === true,
  ...Object.fromEntries(
    ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'].map((name) => [name, larger]),
  ),
  ...Object.fromEntries(
    ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'].map((name) => [name, smaller]),
  ),
};

/** Two schemas without `$ref`, `allOf` and choices as one; what stands below them is put together with `allOf`. */
export function mergeSchemas(a: JsonObject, b: JsonObject): JsonObject {
  const merged: JsonObject = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const own = Object.hasOwn(merged, name) ? merged[name] : undefined;
    merged[name] = own === undefined ? value : (MERGERS[name]?.(own, value) ?? own);
  }
  return merged;
}

function both(a: string[], b: string[]): string[] {
  const wide = (types: string[]) => (types.includes('number') ? [...types, 'integer'] : types);
  const narrow = a.includes('number') ? b : a;
  const common = narrow.filter((type) => wide(a).includes(type) && wide(b).includes(type));
  return common.length > 0 ? common : a;
}

function mergeMembers(a: Json, b: Json): Json {
  if (!isObject(a) || !isObject(b)) return a;
  const merged = new Map(Object.entries(a));
  for (const [name, schema] of Object.entries(b))
    merged.set(name, merged.has(name) ? conjoin(merged.get(name) as Json, schema) : schema);
  return Object.fromEntries(merged);
}

function conjoin(a: Json, b: Json): Json {
  return JSON.stringify(a) === JSON.stringify(b) ? a : { allOf: [a, b] };
}

function larger(a: Json, b: Json): Json {
  return typeof a === 'number' && typeof b === 'number' ? Math.max(a, b) : a;
}

function smaller(a: Json, b: Json): Json {
  return typeof a === 'number' && typeof b === 'number' ? Math.min(a, b) : a;
}
