import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';
import { isSuccessful } from '../../../../http/status.ts';

/** Whoever has the present entity tag is told so (RFC 9110 §13.1.2), and whoever has an old one is sent the thing. */
export const notModified: Check = {
  id: 'not-modified',
  title: 'If-None-Match is answered with 304 where the entity tag is the present one, and only then.',
  relates: (relation) => {
    if (relation.kind !== 'condition' || relation.field !== 'If-None-Match') return [];
    const { isCurrent, status, basis } = relation;
    if (isCurrent ? !isSuccessful(status) : status !== 304) return [];
    return [
      {
        ...resting(basis),
        at: 'request header If-None-Match',
        message: isCurrent
          ? 'sends again what the client has, by its entity tag'
          : 'says that nothing changed, by an entity tag that is out of date',
        expected: isCurrent ? '304' : 'the thing as it is now',
        actual: String(status),
      },
    ];
  },
};
