import { resting } from '../behaviour/relation.ts';
import type { Check } from '../judgement.ts';

/** The address that an answer gives as that of a thing is the address of that thing. */
export const selfLeads: Check = {
  id: 'self-leads',
  title: 'What a thing says of its own address leads to it.',
  relates: (relation) =>
    relation.kind !== 'led' || !relation.at.startsWith('body') || relation.leads === 'to the thing'
      ? []
      : [
          {
            ...resting(relation.basis),
            at: relation.at,
            message:
              relation.leads === 'nowhere'
                ? `names an address in ${relation.name} at which nothing is`
                : `names the address of something else in ${relation.name}`,
            expected: 'the address of the thing',
            actual: relation.actual,
          },
        ],
};
