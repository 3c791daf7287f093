import { digest } from './digest.ts';
import type { Thing } from './store.ts';

const tags = new WeakMap<Thing, string>();

/** The same for the same state, also after a restart (RFC 9110 §8.8.3). */
export function entityTag(thing: Thing): string {
  const known = tags.get(thing) ?? `"${digest(JSON.stringify(thing.value))}"`;
  tags.set(thing, known);
  return known;
}

/** Whether If-None-Match names the state that a thing is in (RFC 9110 §13.1.2). */
export function isCurrent(field: string | undefined, thing: Thing): boolean {
  return field !== undefined && (field.trim() === '*' || tagsIn(field).includes(entityTag(thing)));
}

/** Whether If-Match names another state (RFC 9110 §13.1.1). */
export function isOutOfDate(field: string | undefined, thing: Thing): boolean {
  return field !== undefined && !isCurrent(field, thing);
}

function tagsIn(field: string): string[] {
  return field.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}
