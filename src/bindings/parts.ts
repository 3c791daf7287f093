import type { Origin } from '../model/binding.ts';
import type { Pointer } from '../model/json.ts';
import { joinPointer } from '../json/pointer.ts';

/** Whether an origin is a value in a parameter that is a list or an object. */
export function isPart(origin: Origin): boolean {
  return 'part' in origin && origin.part !== undefined;
}

/** Whether a place of the body is that of a value in a list or an object that is a parameter: `#/filter/ids/0` in `filter`. */
export function isSamePart(origin: Origin, at: Pointer | undefined): boolean {
  if (at === undefined || !('part' in origin) || origin.part === undefined) return false;
  return at.toLowerCase().endsWith(`${joinPointer('', origin.name)}${origin.part.slice(1)}`.toLowerCase());
}
