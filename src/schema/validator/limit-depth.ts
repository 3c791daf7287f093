import type { Json, Pointer } from '../../model/json.ts';
import { isObject } from '../../json/pointer.ts';
import { replaceChildSchemas } from '../dialects/dialects.ts';
import { refOfPointer } from '../references.ts';

/** How many schemas deep one function goes: AJV and V8 go through nested code by recursion. */
const DEPTH_LIMIT = 12;

/**
 * A schema in which those that are nested deeper than {@link DEPTH_LIMIT} are references to where they stand; itself where
 * there are none.
 * @param origins is told where each schema stands that was made
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

/** Whether objects and arrays are nested deeper than `limit`, which schemas in them then may be. */
function nestsDeeper(value: Json, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((child) => nestsDeeper(child, limit - 1));
}
