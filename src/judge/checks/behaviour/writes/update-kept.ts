import type { Check } from '../../../judgement.ts';
import { show } from '../../../../text/wording.ts';
import { differences } from '../../../behaviour/differences.ts';
import { resting } from '../../../behaviour/relation.ts';

/** What a change was sent with is what a read then shows. */
export const updateKept: Check = {
  id: 'update-kept',
  title: 'What was changed is read with its new values.',
  relates: (relation) => {
    if (relation.kind === 'left out')
      return relation.kept.map(({ at, value, basis }) => ({
        ...resting(basis),
        at,
        message: `still has what ${relation.by} left out`,
        expected: 'its default, or nothing',
        actual: show(value),
      }));
    return relation.kind !== 'sent and read' || relation.after !== 'change'
      ? []
      : differences(relation.comparison, (name) => `reads ${name} other than the one that ${relation.by} sent`);
  },
};
