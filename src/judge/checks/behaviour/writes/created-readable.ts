import type { Check } from '../../../judgement.ts';
import { resting } from '../../../behaviour/relation.ts';

/** What a creation answered with is there: a read finds it, at once or at the second time of asking. */
export const createdReadable: Check = {
  id: 'created-readable',
  title: 'What was created can be read.',
  relates: (relation) =>
    relation.kind !== 'own thing read' || (relation.status !== 404 && relation.status !== 410)
      ? []
      : [
          {
            ...resting(relation.basis),
            at: 'status',
            message: `does not find what ${relation.by} created`,
            expected: 'what was created',
            actual: String(relation.status),
          },
        ],
};
