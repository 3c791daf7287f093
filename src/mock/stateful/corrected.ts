import type { Contract, SchemaError } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { isEqual } from '../../json/equal.ts';
import { isWithin, joinPointer, lastToken, parentPointer, replaceAt, valueAt } from '../../json/pointer.ts';
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
 * there, or what the schema shows, or is left out, or what is around it is as documented. Undefined where that does not help.
 * @param documented what the documented answer has at a place
 */
export function corrected(
  contract: Contract,
  schema: Pointer,
  answer: Json,
  documented: (at: Pointer) => Json | undefined,
): Json | undefined {
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
    if (done.length === 0) return undefined;
  }
  return undefined;
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
  const own = parentPointer(error.pointer);
  const clause = error.keyword === 'required' ? joinPointer(own, 'properties', lastToken(error.at)) : own;
  const shown = contract.resolve(clause).value === undefined ? undefined : sample(contract, clause);
  return [documented, shown, undefined];
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return one === undefined || other === undefined ? one === other : isEqual(one, other);
}
