import type { Check } from '../../../judgement.ts';
import { resting } from '../../../behaviour/relation.ts';

/** What was created stands in the list of its collection, on one of its pages. */
export const createdListed: Check = {
  id: 'created-listed',
  title: 'What was created is in the list of its collection.',
  relates: (relation) =>
    relation.kind !== 'own thing listed' || relation.isListed
      ? []
      : [
          {
            ...resting(relation.basis),
            at: 'body',
            message: `does not list what ${relation.by} created, on any page`,
            expected: 'what was created',
            actual: 'a list without it',
          },
        ],
};
