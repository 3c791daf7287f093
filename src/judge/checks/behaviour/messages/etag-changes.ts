import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';
import { isSuccessful } from '../../../../http/status.ts';

/** An entity tag is another one after each change (RFC 9110 §8.8.1), and If-Match goes by it (§13.1.1). */
export const etagChanges: Check = {
  id: 'etag-changes',
  title: 'An entity tag changes with the thing, and If-Match goes by it.',
  relates: (relation) => {
    if (relation.kind === 'tagged')
      return relation.before !== relation.after
        ? []
        : [
            {
              ...resting(relation.basis),
              at: 'header ETag',
              message: `has the same entity tag as before ${relation.by} changed it`,
              expected: 'another entity tag',
              actual: relation.after,
            },
          ];
    if (relation.kind !== 'condition' || relation.field !== 'If-Match') return [];
    const { isCurrent, status, basis } = relation;
    if (isCurrent ? status !== 412 : !isSuccessful(status)) return [];
    return [
      {
        ...resting(basis),
        at: 'request header If-Match',
        message: isCurrent
          ? 'refuses the present entity tag as out of date'
          : 'makes a change on the condition of an entity tag that is out of date',
        expected: isCurrent ? 'a success (2xx)' : '412',
        actual: String(status),
      },
    ];
  },
};
