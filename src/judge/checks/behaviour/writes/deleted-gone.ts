import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

const SAYINGS = {
  list: { message: 'lists what was deleted', expected: 'a list without it' },
  again: { message: 'deletes once more what was deleted', expected: 'the documented answer for what is not there' },
  others: { message: 'does not find any more what nobody deleted', expected: 'what was created' },
};

/** What was deleted is in no list any more, and nothing else goes with it. That it cannot be read any more, `use-after-delete` says. */
export const deletedGone: Check = {
  id: 'deleted-gone',
  title: 'What was deleted is gone, and nothing else.',
  relates: (relation) =>
    relation.kind !== 'deleted' || relation.isRight
      ? []
      : [
          {
            ...resting(relation.basis),
            at: relation.where === 'list' ? 'body' : 'status',
            ...SAYINGS[relation.where],
            actual: relation.actual,
          },
        ],
};
