import { plural } from '../../../../text/wording.ts';
import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

/** The pages of a list together hold all of it, where nobody changed it meanwhile. */
export const pagesComplete: Check = {
  id: 'pages-complete',
  title: 'The pages of a list leave nothing out.',
  relates: (relation) => {
    if (relation.kind !== 'pages') return [];
    const shown = new Set(relation.pages.flat());
    const missing = relation.all.filter((id) => !shown.has(id)).length;
    return missing === 0
      ? []
      : [
          {
            ...resting(relation.basis),
            at: 'body',
            message: `leaves out what is in the list (${relation.by})`,
            expected: `${plural(relation.all.length, 'thing')} on all pages together`,
            actual: `${relation.all.length - missing}`,
          },
        ];
  },
};
