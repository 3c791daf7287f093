import type { Json } from '../model/json.ts';
import { differInDigits, exactInteger } from './exact-integers.ts';
import { isObject } from './pointer.ts';

/**
 * Whether two JSON values are equal, in any order of members (JSON Schema 2020-12 Core §4.2.2). Integers beyond 2^53 in them are
 * compared by their digits, where these are known.
 */
export function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isEqual(item, b[index]) && isSame(a, b, index))
    );
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isEqual(a[name], b[name]) && isSame(a, b, name))
  );
}

function isSame(a: object, b: object, key: string | number): boolean {
  return !differInDigits(exactInteger(a, key), exactInteger(b, key));
}
