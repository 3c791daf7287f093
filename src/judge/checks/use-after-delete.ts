import type { Check } from '../judgement.ts';

/** A deleted resource is gone (RFC 9110 §9.3.5): a later request does not get it. */
export const useAfterDelete: Check = {
  id: 'use-after-delete',
  title: 'What was deleted is not there any more.',
  rests: { kind: 'standard', because: 'RFC 9110 §9.3.5' },
  each: ({ expect, response: { status } }) =>
    expect.kind !== 'gone' || status < 200 || status > 299
      ? []
      : [
          {
            clause: expect.clause,
            at: expect.at,
            message: 'still answers with what was deleted',
            expected: '404 or 410',
            actual: String(status),
          },
        ],
};
