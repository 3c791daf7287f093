import { plural } from '../../../../text/wording.ts';
import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

/** No thing stands on two pages of a list that nobody changed meanwhile. */
export const pagesDisjoint: Check = {
  id: 'pages-disjoint',
  title: 'No thing is on two pages of a list.',
  relates: (relation) => {
    if (relation.kind !== 'pages') return [];
    const all = relation.pages.flat();
    const repeated = all.length - new Set(all).size;
    return repeated === 0
      ? []
      : [
          {
            ...resting(relation.basis),
            at: 'body',
            message: `repeats on one page what was on another (${relation.by})`,
            expected: 'each thing on one page',
            actual: `${plural(repeated, 'thing')} on more than one`,
          },
        ];
  },
};
