import { differences } from '../../../behaviour/differences.ts';
import type { Check } from '../../../judgement.ts';

/** A partial change leaves the rest as it is (RFC 5789 §2, RFC 7396), and every change leaves other things as they are. */
export const updatePartial: Check = {
  id: 'update-partial',
  title: 'A change leaves everything else as it was.',
  relates: (relation) =>
    relation.kind !== 'untouched'
      ? []
      : differences(
          relation.comparison,
          (name) =>
            `reads another ${name.replace(/^an? /, '')} of ${relation.whose}, which ${relation.by} did not send`,
        ),
};
