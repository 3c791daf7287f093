import { differences } from '../../../behaviour/differences.ts';
import type { Check } from '../../../judgement.ts';

/** What a server refuses, it does not do either. */
export const refusalChangesNothing: Check = {
  id: 'refusal-changes-nothing',
  title: 'A refused request changes nothing.',
  relates: (relation) =>
    relation.kind !== 'refused'
      ? []
      : differences(
          relation.comparison,
          (name) =>
            `reads another ${name.replace(/^an? /, '')} than before ${relation.by}, which was refused with ${relation.status}`,
        ),
};
