import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';
import { isSuccessful } from '../../../../http/status.ts';

/** A documented media type comes where it is preferred (RFC 9110 §12.5.1). */
export const negotiation: Check = {
  id: 'negotiation',
  title: 'A documented media type comes to whoever prefers it.',
  relates: (relation) =>
    relation.kind !== 'negotiated' || relation.got === relation.wanted
      ? []
      : [
          {
            ...resting(relation.basis),
            at: 'header Content-Type',
            message: `does not answer with ${relation.wanted}, which is documented and was asked for`,
            expected: relation.wanted,
            actual: isSuccessful(relation.status) ? relation.got || 'no media type' : String(relation.status),
          },
        ],
};
