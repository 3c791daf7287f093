import type { Json, JsonObject } from '../model/json.ts';
import { isObject, valueAt } from '../json/pointer.ts';
import { pointerOfRef } from '../schema/references.ts';

/**
 * Takes the names out of `required` that belong to a schema of the same `allOf` which may be null, or absent, as well. openapi-typescript writes
 * `WithRequired<Base, 'name'>` for them, and a type that may be null has no member that could be required.
 */
export function withoutNullableBases(document: JsonObject): JsonObject {
  const walk = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(walk);
    if (!isObject(node)) return node;
    const members = Object.entries(node).map(([name, child]): [string, Json] => [name, walk(child)]);
    const named = namesOfNullable(document, node['allOf']);
    if (!Array.isArray(node['required']) || named.size === 0) return Object.fromEntries(members);
    const left = node['required'].filter((name) => typeof name !== 'string' || !named.has(name));
    return Object.fromEntries(
      members.flatMap(([name, child]): [string, Json][] =>
        name !== 'required' ? [[name, child]] : left.length > 0 ? [[name, left]] : [],
      ),
    );
  };
  return walk(document) as JsonObject;
}

/** Whether a reference leads to a member of a schema, which may be absent there, and is then written as what may be undefined. */
function isMember(ref: Json | undefined): boolean {
  return typeof ref === 'string' && /\/properties\/[^/]+$/.test(ref);
}

/** The properties of the schemas in an `allOf` that are referred to and may be null or absent. */
function namesOfNullable(document: JsonObject, allOf: Json | undefined): Set<string> {
  if (!Array.isArray(allOf)) return new Set();
  return new Set(
    allOf.flatMap((item) => {
      const ref = isObject(item) ? item['$ref'] : undefined;
      const base = typeof ref === 'string' ? valueAt(document, pointerOfRef(ref)) : undefined;
      if (!isObject(base) || !isObject(base['properties'])) return [];
      const isNullable = Array.isArray(base['type']) && base['type'].includes('null');
      return isNullable || isMember(ref) ? Object.keys(base['properties']) : [];
    }),
  );
}
