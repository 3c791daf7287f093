import type { Change, Thing } from './store.ts';

/** Which things are selected, and in which order. What is equal stands as in the list that was selected from. */
export interface Selection {
  isSelected(thing: Thing): boolean;
  /** Below 0 where the first comes first, above 0 where the second does. */
  compare(one: Thing, other: Thing): number;
}

/**
 * What is selected after some changes, without a look at all things.
 * @returns undefined where only the whole list tells: what was changed may stand anywhere among its equals
 */
export function followChanges(
  selected: readonly Thing[],
  changes: readonly Change[],
  { isSelected, compare }: Selection,
): Thing[] | undefined {
  const things = [...selected];
  for (const { before, after } of changes) {
    const next = after && isSelected(after) ? after : undefined;
    if (before && isSelected(before)) {
      const at = placeOf(things, before, compare);
      if (at === undefined) return undefined;
      if (next && compare(before, next) === 0) {
        things[at] = next;
        continue;
      }
      things.splice(at, 1);
    }
    if (!next) continue;
    const at = firstFrom(things, (one) => compare(one, next) > 0);
    const left = things[at - 1];
    if (before && left && compare(left, next) === 0) return undefined;
    things.splice(at, 0, next);
  }
  return things;
}

/** Where a thing stands in a list that is in order. */
function placeOf(things: readonly Thing[], wanted: Thing, compare: Selection['compare']): number | undefined {
  for (let at = firstFrom(things, (one) => compare(one, wanted) >= 0); at < things.length; at += 1) {
    const thing = things[at];
    if (thing === wanted) return at;
    if (!thing || compare(thing, wanted) !== 0) return undefined;
  }
  return undefined;
}

/** The number of the first thing of which something holds that holds of all behind it; the length where it holds of none. */
function firstFrom(things: readonly Thing[], holds: (thing: Thing) => boolean): number {
  let [low, high] = [0, things.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const thing = things[middle];
    if (thing && holds(thing)) high = middle;
    else low = middle + 1;
  }
  return low;
}
