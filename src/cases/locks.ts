import type { Json, Pointer } from '../model/json.ts';
import { normalise } from '../contract/resources/names.ts';
import { isObject, joinPointer, replaceAt, valueAt } from '../json/pointer.ts';

/** Members that keep a thing from being deleted, or changed, while they are true: `immutable`, `deletion_protection`. */
const LOCKS = new Set([
  ...['immutable', 'protected', 'locked', 'undeletable'].flatMap((word) => [word, `is${word}`]),
  ...['deletionprotection', 'deletionprotectionenabled', 'deletionprotected', 'deleteprotection', 'deleteprotected'],
  ...['terminationprotection', 'disableapitermination', 'preventdestroy', 'preventdeletion', 'preventdelete'],
  'securityprotectiondelete',
]);

/** What lies further down is about something else than the thing. */
const MAX_DEPTH = 4;

/** The places in a body that lock what it makes or changes, so that the run could not take it away again. */
export function locksIn(body: Json | undefined, at: Pointer = '#', depth = 1): Pointer[] {
  if (!isObject(body) || depth > MAX_DEPTH) return [];
  return Object.entries(body).flatMap(([name, value]) => {
    const place = joinPointer(at, name);
    return LOCKS.has(normalise(name)) && (value === true || value === 'true')
      ? [place]
      : locksIn(value, place, depth + 1);
  });
}

/** The body with its locks open. */
export function withoutLocks(body: Json): Json {
  return locksIn(body).reduce(
    (root, place) => replaceAt(root, place, valueAt(root, place) === 'true' ? 'false' : false),
    body,
  );
}
