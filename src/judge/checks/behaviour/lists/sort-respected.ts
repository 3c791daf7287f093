import type { Json } from '../../../../model/json.ts';
import { show } from '../../../../text/wording.ts';
import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

/** A list has the order that was asked for: that of numbers, of times, and of texts in every usual collation. */
export const sortRespected: Check = {
  id: 'sort-respected',
  title: 'A list is in the order that was asked for.',
  relates: (relation) => {
    if (relation.kind !== 'sorted') return [];
    const { parameter, value, isDescending, basis, at = `request query ${parameter}` } = relation;
    const keys = relation.keys.filter((key) => key !== null);
    const wrong = keys.findIndex((key, index) => isOutOfOrder(keys[index - 1] ?? null, key, isDescending));
    if (wrong < 0) return [];
    return [
      {
        ...resting(basis),
        at,
        message: `does not order by ${parameter}`,
        expected: `the order of ${show(value)}`,
        actual: `${show(keys[wrong - 1])} before ${show(keys[wrong])}`,
      },
    ];
  },
};

const collated = new Intl.Collator('en');
const counted = new Intl.Collator('en', { numeric: true, ignorePunctuation: true });

/** Whether a text stands behind another one, in each usual order; it is out of order only where all of them say so. */
const ORDERS: ((a: string, b: string) => boolean)[] = [
  (a, b) => a > b,
  (a, b) => a.toLowerCase() > b.toLowerCase(),
  (a, b) => collated.compare(a, b) > 0,
  (a, b) => counted.compare(a, b) > 0,
];

/** Values of different types, and booleans, may stand in any order. */
function isOutOfOrder(one: Json, next: Json, isDescending: boolean): boolean {
  const [a, b] = isDescending ? [next, one] : [one, next];
  if (typeof a === 'number' && typeof b === 'number') return a > b;
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  return isTime(a) && isTime(b) ? Date.parse(a) > Date.parse(b) : ORDERS.every((isBehind) => isBehind(a, b));
}

function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text));
}
