import type { Json, Pointer } from '../../model/json.ts';
import { isObject } from '../../json/pointer.ts';
import { replaceChildSchemas } from '../dialects/dialects.ts';
import { refOfPointer } from '../references.ts';

/** The depth of schemas in one function: AJV and V8 process nested code recursively. */
const DEPTH_LIMIT = 12;

/**
 * Replaces the schemas below {@link DEPTH_LIMIT} by references to their places; returns the same schema if there are none.
 * @param origins receives the original place of each new schema
 */
export function limitDepth(schema: Json, pointer: Pointer, origins: Map<object, Pointer>): Json {
  const visit = (node: Json, at: Pointer, depth: number): Json => {
    if (!isObject(node)) return node;
    const made =
      depth === DEPTH_LIMIT
        ? { $ref: refOfPointer(at) }
        : replaceChildSchemas(node, at, (child, inner) => visit(child, inner, depth + 1));
    if (made !== node) origins.set(made, origins.get(node) ?? at);
    return made;
  };
  return nestsDeeper(schema, DEPTH_LIMIT) ? visit(schema, pointer, 0) : schema;
}

/** Whether objects and arrays are nested deeper than `limit`, so that schemas may be too. */
function nestsDeeper(value: Json, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((child) => nestsDeeper(child, limit - 1));
}
