import { resting } from '../behaviour/relation.ts';
import type { Check } from '../judgement.ts';

/** The Location of a 201 names what was created (RFC 9110 §15.3.2). */
export const locationLeads: Check = {
  id: 'location-leads',
  title: 'A Location leads to what was created.',
  relates: (relation) =>
    relation.kind !== 'led' || !relation.at.startsWith('header') || relation.leads === 'to the thing'
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
