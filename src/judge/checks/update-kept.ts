import type { Check } from '../judgement.ts';
import { differences } from '../behaviour/differences.ts';

/** What a change was sent with is what a read then shows. */
export const updateKept: Check = {
  id: 'update-kept',
  title: 'What was changed is read with its new values.',
  relates: (relation) =>
    relation.kind !== 'sent and read' || relation.after !== 'change'
      ? []
      : differences(relation.comparison, (name) => `reads ${name} other than the one that ${relation.by} sent`),
};
