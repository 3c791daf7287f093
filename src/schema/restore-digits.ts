import { copyDigits, exactInteger, isInexact, type Place } from '../json/exact-integers.ts';
import type { JsonObject } from '../model/json.ts';

/**
 * Gives the large integers in what was made of a document's schemas the digits that they have there: a value that was taken from
 * an enumeration or a bound is a number alone. Where the document writes two integers with one number, none is known.
 * @param made is changed in place: only what is known of it, and none of its values
 */
export function restoreDigits(document: JsonObject, made: object): void {
  for (const place of largeIntegers(made)) {
    if (exactInteger(place.holder, place.key) !== undefined) continue;
    const shown = (integers.get(document) ?? readIntegers(document)).get(numberAt(place));
    if (shown) copyDigits(shown.holder, shown.key, place.holder, place.key);
  }
}

/** Whether a value has integers that numbers alone do not tell apart: what copies members and items only loses what is known of them. */
export function hasLargeIntegers(value: object): boolean {
  return largeIntegers(value).length > 0;
}

const integers = new WeakMap<JsonObject, Map<number, Place | undefined>>();

/** Where a document shows each large integer, by the nearest number. Read once. */
function readIntegers(document: JsonObject): Map<number, Place | undefined> {
  const found = new Map<number, Place | undefined>();
  for (const place of largeIntegers(document)) {
    const exact = exactInteger(place.holder, place.key);
    if (exact === undefined) continue;
    const number = numberAt(place);
    const before = found.get(number);
    const isOther = found.has(number) && (!before || exactInteger(before.holder, before.key) !== exact);
    found.set(number, isOther ? undefined : place);
  }
  integers.set(document, found);
  return found;
}

/** Iterative: a document is as deep as it likes. */
function largeIntegers(root: object): Place[] {
  const found: Place[] = [];
  const waiting = [root];
  for (let holder = waiting.pop(); holder; holder = waiting.pop())
    for (const [key, value] of Object.entries(holder)) {
      if (typeof value === 'object' && value !== null) waiting.push(value as object);
      else if (isInexact(value)) found.push({ holder, key });
    }
  return found;
}

function numberAt({ holder, key }: Place): number {
  return (holder as { [name: string]: number })[key] as number;
}
