import { differences } from '../../../behaviour/differences.ts';
import type { Check } from '../../../judgement.ts';

/** What a write answers with is what a read then shows. */
export const answerIsState: Check = {
  id: 'answer-is-state',
  title: 'What a write answers with is what a read shows.',
  relates: (relation) =>
    relation.kind !== 'answered and read'
      ? []
      : differences(relation.comparison, (name) => `reads ${name} other than the one that ${relation.by} answered`),
};
