import type { Json, JsonObject } from '../model/json.ts';
import { isObject } from './pointer.ts';

/** The objects of a value, itself among them, at any depth: a loop, because answers may be nested deeper than the stack. */
export function objectsIn(value: Json | undefined): JsonObject[] {
  const found: JsonObject[] = [];
  const left: (Json | undefined)[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (isObject(next)) found.push(next);
    for (const child of Array.isArray(next) ? next : Object.values(next))
      if (typeof child === 'object' && child !== null) left.push(child);
  }
  return found;
}
