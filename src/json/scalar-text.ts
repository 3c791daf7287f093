import type { Json } from '../model/json.ts';

/**
 * A value as it stands in a path: a scalar as itself, anything else as JSON. `String` throws for an object with a member
 * `toString` that is no function, and such objects come from outside.
 */
export function scalarText(value: Json | undefined): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
