import type { Check } from '../../../judgement.ts';
import { resting } from '../../../behaviour/relation.ts';
import { isNotFound } from '../../../../http/status.ts';

/** What a creation answered with is there: a read finds it, at once or at the second time of asking. */
export const createdReadable: Check = {
  id: 'created-readable',
  title: 'What was created can be read.',
  relates: (relation) =>
    relation.kind !== 'own thing read' || !isNotFound(relation.status)
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
