import type { Json, Pointer } from '../../model/json.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';

/**
 * Where a thing says after its deletion that it was deleted: `status` is `expired`, `deletedAt` has a time. A server that keeps things so
 * did delete, in its own way; one that forgot to delete shows what it showed before.
 */
export function markedDeleted(before: Json, after: Json): Pointer | undefined {
  const look = (old: Json | undefined, now: Json, at: Pointer): Pointer | undefined => {
    if (isObject(now)) {
      if (old !== undefined && old !== null && !isObject(old)) return undefined;
      for (const [name, value] of Object.entries(now)) {
        const found = look(isObject(old) ? old[name] : undefined, value, joinPointer(at, name));
        if (found !== undefined) return found;
      }
      return undefined;
    }
    return isMark(old, now) ? at : undefined;
  };
  return look(before, after, '#');
}

/** Whether a value came where none was, or a state became another one. Of a time that moves on, nobody knows why. */
function isMark(old: Json | undefined, now: Json): boolean {
  if (Array.isArray(now) || now === null || now === old) return false;
  if (old === undefined || old === null) return now !== false && now !== '';
  if (typeof now === 'boolean') return typeof old === 'boolean';
  return typeof now === 'string' && typeof old === 'string' && !isTime(now);
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d[T ]/.test(text);
}
