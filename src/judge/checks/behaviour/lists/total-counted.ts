import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

/** What a list says of the number of its things is how many there are on all pages. */
export const totalCounted: Check = {
  id: 'total-counted',
  title: 'The total of a list is the number of its things.',
  relates: (relation) =>
    relation.kind !== 'counted' || relation.total === relation.count
      ? []
      : [
          {
            ...resting(relation.basis),
            at: relation.at,
            message: 'says another number of things than there are on all pages',
            expected: String(relation.count),
            actual: String(relation.total),
          },
        ],
};
