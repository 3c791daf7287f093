import type { Check } from '../judgement.ts';

/** A request that breaks the contract is refused with a 4xx (RFC 9110 §15.5). */
export const refusal: Check = {
  id: 'refusal',
  title: 'A request that breaks the contract is refused.',
  each: ({ expect, answer, title }) =>
    expect.kind !== 'refused' || expect.at === 'credentials' || answer.status >= 400
      ? []
      : [
          {
            clause: expect.clause,
            at: expect.at,
            message: `accepts ${title}`,
            expected: 'a refusal (4xx)',
            actual: String(answer.status),
          },
        ],
};
