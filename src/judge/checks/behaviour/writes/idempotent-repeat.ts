import { differences } from '../../../behaviour/differences.ts';
import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';
import { isServerError } from '../../../../http/status.ts';

/** A PUT or DELETE that is sent twice has the effect of one (RFC 9110 §9.2.2). That it does not fail, `server-error` says too. */
export const idempotentRepeat: Check = {
  id: 'idempotent-repeat',
  title: 'The same PUT or DELETE once more does no more than the first.',
  relates: (relation) => {
    if (relation.kind === 'copied' && relation.copies > 0)
      return [
        {
          ...resting(relation.basis),
          at: 'body',
          message: `lists more than one thing with the values that ${relation.by} gave to one`,
          expected: '1 thing',
          actual: `${relation.copies + 1} things`,
        },
      ];
    if (relation.kind !== 'repeated') return [];
    const { by, status, comparison, basis } = relation;
    if (isServerError(status))
      return [
        {
          ...resting(basis),
          at: 'status',
          message: `fails when ${by} is sent once more`,
          expected: 'an answer below 500',
          actual: String(status),
        },
      ];
    return comparison ? differences(comparison, (name) => `reads ${name} otherwise once ${by} was sent twice`) : [];
  },
};
