import { applyPatch, type Patch } from 'rfc6902';
import type { Json, JsonObject } from '../../model/json.ts';
import { isObject } from '../../json/pointer.ts';
import { parseMediaType } from '../../http/media-type.ts';

/** A state with a change in it, or why the change cannot be made. */
export type Patched = { value: JsonObject } | { conflict: string };

/**
 * Makes the change that a body of such a media type describes: JSON Patch (RFC 6902) by its own, all other bodies as
 * JSON Merge Patch (RFC 7396).
 */
export function patch(value: JsonObject, change: Json, mediaType: string | undefined): Patched {
  if (mediaType !== undefined && parseMediaType(mediaType)?.type === 'application/json-patch+json')
    return Array.isArray(change) ? jsonPatch(value, change) : { conflict: 'a JSON Patch is a list of operations' };
  return { value: isObject(change) ? mergePatch(value, change) : value };
}

/** RFC 7396 §2: null removes a member, an object is merged, everything else is put in place of what was there. */
function mergePatch(target: JsonObject, change: JsonObject): JsonObject {
  const merged = new Map(Object.entries(target));
  for (const [name, value] of Object.entries(change)) {
    const before = merged.get(name);
    if (value === null) merged.delete(name);
    else merged.set(name, isObject(value) ? mergePatch(isObject(before) ? before : {}, value) : value);
  }
  return Object.fromEntries(merged);
}

/** RFC 6902 §5: all operations or none. */
function jsonPatch(value: JsonObject, operations: Json[]): Patched {
  const target = structuredClone(value);
  const [failed] = applyPatch(target, operations as unknown as Patch).filter((error) => error !== null);
  return failed ? { conflict: failed.message } : { value: target };
}
