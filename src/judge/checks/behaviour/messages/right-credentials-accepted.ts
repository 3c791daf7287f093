import { noted, resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

/** Any one alternative is enough (OpenAPI 3.1 §4.8.10, `security`). A note, as the given credentials may be wrong. */
export const rightCredentialsAccepted: Check = {
  id: 'right-credentials-accepted',
  title: 'The given credentials of each alternative are enough.',
  relates: (relation) =>
    relation.kind !== 'right credentials' || relation.status !== 401
      ? []
      : [
          {
            ...resting(noted(relation.basis)),
            evidence: { kind: 'standard', because: 'OpenAPI 3.1, by which any one alternative is enough' },
            at: 'credentials',
            message: `refuses the given credentials of ${relation.schemes} alone, or they are wrong`,
            expected: 'the answer that the other credentials get',
            actual: String(relation.status),
          },
        ],
};
