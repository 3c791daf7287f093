import { show } from '../../../../text/wording.ts';
import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

/** What names a thing names no other one. */
export const identifierUnique: Check = {
  id: 'identifier-unique',
  title: 'No two things that were created have the same identifier.',
  relates: (relation) => {
    if (relation.kind !== 'identifiers') return [];
    const last = relation.ids.at(-1);
    if (last === undefined || relation.ids.indexOf(last) === relation.ids.length - 1) return [];
    return [
      {
        ...resting(relation.basis),
        at: 'body',
        message: 'names what was created as something else that was created before',
        expected: 'an identifier of its own',
        actual: show(last),
      },
    ];
  },
};
