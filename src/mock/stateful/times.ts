import type { JsonObject } from '../../model/json.ts';

const CREATED = /^(created|creation|inserted|added)(_?(at|on|time|date|datetime|timestamp))?$/i;
const CHANGED =
  /^(updated|changed|modified|last_?(updated|changed|modified|update))(_?(at|on|time|date|datetime|timestamp))?$/i;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

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
