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
    const wrong = keys.findIndex((key, index) => index > 0 && isOutOfOrder(keys[index - 1] ?? null, key, isDescending));
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

/** Ways to compare texts; a text is out of order only where all of them say so. */
const COLLATIONS: ((a: string, b: string) => number)[] = [
  (a, b) => (a < b ? -1 : Number(a > b)),
  (a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : Number(a.toLowerCase() > b.toLowerCase())),
  new Intl.Collator('en').compare,
  new Intl.Collator('en', { numeric: true, ignorePunctuation: true }).compare,
];

function isOutOfOrder(one: Json, next: Json, isDescending: boolean): boolean {
  const [a, b] = isDescending ? [next, one] : [one, next];
  if (typeof a === 'number' && typeof b === 'number') return a > b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return false;
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  return isTime(a) && isTime(b) ? Date.parse(a) > Date.parse(b) : COLLATIONS.every((compare) => compare(a, b) > 0);
}

function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text));
}
