import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Operation } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { isObject } from '../../json/pointer.ts';
import { isSuccessful } from '../../http/status.ts';
import { KB } from '../../text/sizes.ts';

/** What a target answered about things of one kind, by the path of one of them. */
export interface Shown {
  learn(testCase: Case, exchange: Exchange): void;
  /** The newest first. */
  of(operation: Pick<Operation, 'path'>): Json[];
}

/** So many answers of one path are kept, none of them larger than this. */
const KEPT = 3;
const MAX_BYTES = 64 * KB;

const WRAPPERS = ['data', 'result', 'results', 'items', 'content', 'payload', 'value'];

export function createShown(): Shown {
  const known = new Map<string, Json[]>();
  return {
    learn: ({ operation }, { outcome }) => {
      if (operation.method !== 'GET' || !('response' in outcome)) return;
      const { status, body } = outcome.response;
      if (!isSuccessful(status) || body.byteLength > MAX_BYTES) return;
      const shown = jsonIn(body);
      if (shown === undefined) return;
      const path = collectionOf(operation.path);
      const things = thingsIn(shown, /\}\/?$/.test(operation.path)).slice(0, KEPT);
      if (things.length > 0) known.set(path, [...things, ...(known.get(path) ?? [])].slice(0, KEPT));
    },
    of: ({ path }) => known.get(collectionOf(path)) ?? [],
  };
}

/** `/pets` of `/pets` and of `/pets/{petId}`, also with a slash at their end. */
function collectionOf(path: string): string {
  return path.replace(/(\/\{[^/]*\})?\/?$/, '');
}

/**
 * The objects that an answer shows: itself, what it wraps, or the items of its list.
 * @param isOfOne whether it is about one thing, whose lists are its own
 */
function thingsIn(value: Json, isOfOne: boolean): Json[] {
  if (Array.isArray(value)) return value.filter(isObject);
  if (!isObject(value)) return [];
  const [only] = Object.values(value);
  const wrapped =
    WRAPPERS.map((name) => value[name]).find((inner) => typeof inner === 'object' && inner !== null) ??
    (Object.keys(value).length === 1 ? only : undefined) ??
    (isOfOne ? undefined : Object.values(value).find((inner) => Array.isArray(inner) && inner.some(isObject)));
  if (Array.isArray(wrapped)) return wrapped.filter(isObject);
  return isObject(wrapped) ? [wrapped, value] : [value];
}
