import type { Json, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, lastToken, pointerTokens } from '../../json/pointer.ts';

/** A state stands near the top of a thing. An answer may be nested as deep as its sender likes. */
const DEEPEST = 16;

/**
 * Where a thing says after its deletion that it was deleted: `status` is `expired`, `deletedAt` has a time. A server that keeps things so
 * did delete, in its own way; one that forgot to delete shows what it showed before.
 */
export function markedDeleted(before: Json, after: Json): Pointer | undefined {
  const look = (old: Json | undefined, now: Json, at: Pointer, depth = 0): Pointer | undefined => {
    if (depth > DEEPEST) return undefined;
    if (isObject(now)) {
      if (old !== undefined && old !== null && !isObject(old)) return undefined;
      for (const [name, value] of Object.entries(now)) {
        const found = look(isObject(old) ? old[name] : undefined, value, joinPointer(at, name), depth + 1);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    return isMark(old, now, at) ? at : undefined;
  };
  return look(before, after, '#');
}

/** Words of what is not there for its users any more. */
const SAYS = /delet|remov|archiv|expir|cancel|inactiv|disabl|trash|clos|revok|terminat|retir|withdrawn|\bgone\b/i;
const IS_THERE = /^(is)?_?(active|enabled|available|visible)$/i;

/** Whether a value says now that the thing is deleted, by its own words or by the name that it stands under. */
function isMark(old: Json | undefined, now: Json, at: Pointer): boolean {
  if (now === old || now === null || now === '' || now === 0 || Array.isArray(now)) return false;
  const isNew = old === undefined || old === null || old === false || old === 0 || old === '';
  if (now === false) return old === true && IS_THERE.test(lastToken(at));
  if (isNew && pointerTokens(at).some((name) => SAYS.test(name))) return true;
  return typeof now === 'string' && SAYS.test(now);
}
