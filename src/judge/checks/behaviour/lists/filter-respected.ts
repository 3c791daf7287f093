import { plural, show } from '../../../../text/wording.ts';
import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

/** What a filter lets through has the value that was asked for, and nothing of the run's own that has it is missing. */
export const filterRespected: Check = {
  id: 'filter-respected',
  title: 'A filter lets through what fits it, and all of that.',
  relates: (relation) => {
    if (relation.kind !== 'filtered') return [];
    const { at, parameter, value, wrong, missing, basis } = relation;
    const [other] = wrong;
    if (other !== undefined)
      return [
        {
          ...resting(basis),
          at,
          message: `answers with what does not fit ${parameter}`,
          expected: show(value),
          actual: show(other),
        },
      ];
    return missing === 0
      ? []
      : [
          {
            ...resting(basis),
            at,
            message: `leaves out what fits ${parameter}`,
            expected: `all that fit ${show(value)}`,
            actual: `without ${plural(missing, 'thing')} that this run created`,
          },
        ];
  },
};
