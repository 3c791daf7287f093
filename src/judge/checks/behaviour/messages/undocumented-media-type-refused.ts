import { resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';
import { isSuccessful } from '../../../../http/status.ts';

/** A body of a media type that the contract does not list is not taken, where 415 is documented (RFC 9110 §15.5.16). */
export const undocumentedMediaTypeRefused: Check = {
  id: 'undocumented-media-type-refused',
  title: 'A body of an undocumented media type is refused.',
  relates: (relation) =>
    relation.kind !== 'foreign media type' || !isSuccessful(relation.status)
      ? []
      : [
          {
            ...resting(relation.basis),
            at: 'request header Content-Type',
            message: `takes a body of the media type ${relation.type}, which is not documented`,
            expected: 'a refusal (415)',
            actual: String(relation.status),
          },
        ],
};
