import type { Check } from '../judgement.ts';

/** A request that breaks the contract is refused with a 4xx (RFC 9110 §15.5). */
export const refusal: Check = {
  id: 'refusal',
  title: 'A request that breaks the contract is refused.',
  each: ({ expect, response, title }) =>
    expect.kind !== 'refused' || expect.at === 'credentials' || response.status >= 400
      ? []
      : [
          {
            clause: expect.clause,
            at: expect.at,
            message: `accepts ${title}`,
            expected: 'a refusal (4xx)',
            actual: String(response.status),
          },
        ],
};
