import type { Contract, SchemaError } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { isEqual } from '../../json/equal.ts';
import { isObject, isWithin, joinPointer, lastToken, parentPointer, replaceAt, valueAt } from '../../json/pointer.ts';
import { responseErrors } from '../../schema/read-write-only.ts';
import { sample } from '../../schema/sample.ts';

/** So many times, what the schema says of an answer is looked at. */
const MAX_ROUNDS = 24;

/** What only says that other errors are there. */
const SUMMARIES = new Set(['oneOf', 'anyOf', 'if']);

/** What has no place in an object. */
const NOT_ALLOWED = new Set(['additionalProperties', 'unevaluatedProperties', 'false schema']);

/**
 * An answer with what its schema refuses put right, and nothing else: each such place gets what the documented answer has
 * there, or what the schema shows, or is left out, or what is around it is as documented. Undefined where that does not help; what the
 * documented answer itself has wrong may stay.
 * @param inDocument the place in the documented answer that is the same as one in the answer
 */
export function corrected(
  contract: Contract,
  schema: Pointer,
  answer: Json,
  document: Json,
  inDocument: (at: Pointer) => Pointer = (at) => at,
): Json | undefined {
  const documented = (at: Pointer) => valueAt(document, inDocument(at));
  const tried = new Map<Pointer, number>();
  let value = answer;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const errors = responseErrors(contract, schema, value);
    if (errors.length === 0) return value;
    const own = errors.filter(({ keyword }) => !SUMMARIES.has(keyword));
    const done: Pointer[] = [];
    for (const error of own.length > 0 ? own : errors) {
      if (done.some((at) => isWithin(error.at, at) || isWithin(at, error.at))) continue;
      const next = correct({ contract, value, documented, tried }, error);
      if (!next) continue;
      value = next.value;
      done.push(next.at);
    }
    if (done.length > 0) continue;
    const known = new Set(responseErrors(contract, schema, document).map(keyOf));
    return errors.every((error) => known.has(keyOf({ ...error, at: inDocument(error.at) }))) ? value : undefined;
  }
  return undefined;
}

function keyOf({ at, pointer }: SchemaError): string {
  return `${at} ${pointer}`;
}

interface Attempt {
  contract: Contract;
  value: Json;
  documented(at: Pointer): Json | undefined;
  /** How many ways were tried at each place. */
  tried: Map<Pointer, number>;
}

/** Tries the next way to put an error right, at its place or around it; undefined where there is none left. */
function correct(
  { contract, value, documented, tried }: Attempt,
  error: SchemaError,
): { at: Pointer; value: Json } | undefined {
  for (let { at } = error; at !== '#'; at = parentPointer(at)) {
    const ways = at === error.at ? waysAt(contract, error, documented(at)) : [documented(at)];
    for (let nth = tried.get(at) ?? 0; nth < ways.length; nth += 1) {
      tried.set(at, nth + 1);
      const way = ways[nth];
      const isItem = way === undefined && Array.isArray(valueAt(value, parentPointer(at)));
      if (!isItem && !isSame(way, valueAt(value, at))) return { at, value: replaceAt(value, at, way) };
    }
  }
  return undefined;
}

/** What may stand in a place instead; undefined for nothing. */
function waysAt(contract: Contract, error: SchemaError, documented: Json | undefined): (Json | undefined)[] {
  if (NOT_ALLOWED.has(error.keyword)) return [undefined];
  const clause = clauseOf(contract, error);
  if (clause === undefined) return [documented, undefined];
  return [documented, sample(contract, clause), contract.accepts(clause, null) ? null : undefined, undefined];
}

/** The schema of what is wrong or missing; undefined for a missing member that nothing describes there. */
function clauseOf(contract: Contract, { keyword, pointer, at }: SchemaError): Pointer | undefined {
  const own = parentPointer(pointer);
  if (keyword !== 'required') return own;
  const { value } = contract.resolve(own);
  const members = isObject(value) ? value['properties'] : undefined;
  const name = lastToken(at);
  return isObject(members) && Object.hasOwn(members, name) ? joinPointer(own, 'properties', name) : undefined;
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return one === undefined || other === undefined ? one === other : isEqual(one, other);
}
