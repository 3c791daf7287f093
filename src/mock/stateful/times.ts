import type { Json, JsonObject } from '../../model/json.ts';

const CREATED = /^(created|creation|inserted|added)(_?(at|on|time|date|datetime|timestamp))?$/i;
const CHANGED =
  /^(updated|changed|modified|last_?(updated|changed|modified|update))(_?(at|on|time|date|datetime|timestamp))?$/i;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

/** Times of a thing that no answer to a write showed: what the first reader is told stays so. */
const told = new WeakMap<JsonObject, Map<string, string>>();

/** A time that is made up for a thing: the one that was told before, where one was. */
export function toldTime<T extends Json>(thing: JsonObject, name: string, madeUp: T): T | string {
  if (typeof madeUp !== 'string' || !DATE_TIME.test(madeUp)) return madeUp;
  const times = told.get(thing) ?? new Map<string, string>();
  told.set(thing, times);
  const time = times.get(name) ?? madeUp;
  times.set(name, time);
  return time;
}

/** Whoever changes a thing does not change when it was created. */
export function keepToldTimes(before: JsonObject, after: JsonObject): void {
  const times = [...(told.get(before) ?? [])].filter(([name]) => !CHANGED.test(name));
  told.set(after, new Map(times));
}

/** A thing with the times that the server keeps: when it was created and when it changed last. Times that were sent stay. */
export function stampTimes(thing: JsonObject, sent: JsonObject, now: Date, event: 'created' | 'changed'): JsonObject {
  const stamped = { ...thing };
  for (const [name, value] of Object.entries(thing)) {
    if (typeof value !== 'string' || sent[name] !== undefined || !DATE_TIME.test(value)) continue;
    if (CHANGED.test(name) || (event === 'created' && CREATED.test(name)))
      stamped[name] = value.includes('.') ? now.toISOString() : now.toISOString().replace(/\.\d+Z$/, 'Z');
  }
  return stamped;
}
