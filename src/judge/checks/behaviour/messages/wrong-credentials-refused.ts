import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';
import { isSuccessful } from '../../../../http/status.ts';

/** Credentials that are wrong are no credentials (RFC 9110 §11.4). That none are refused as well, `credentials` says. */
export const wrongCredentialsRefused: Check = {
  id: 'wrong-credentials-refused',
  title: 'Wrong credentials are refused.',
  relates: (relation) =>
    relation.kind !== 'wrong credentials' || !isSuccessful(relation.status)
      ? []
      : [
          {
            ...resting(relation.basis),
            at: 'credentials',
            message: `accepts a request with wrong credentials (${relation.scheme})`,
            expected: 'a refusal (401)',
            actual: String(relation.status),
          },
        ],
};
