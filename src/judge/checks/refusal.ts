import { isAdmitted } from '../admitted-requests.ts';
import { isIgnoredInWords } from '../ignored-members.ts';
import { formatStatus, isAcceptance, type Check } from '../judgement.ts';
import { isError } from '../../http/status.ts';

/** What other checks are about. */
const OF_OTHERS = new Set(['credentials', 'wrong credentials']);

/** A request that violates the contract is refused with a 4xx (RFC 9110 §15.5). */
export const refusal: Check = {
  id: 'refusal',
  title: 'A request that breaks the contract is refused.',
  each: ({ contract, expect, operation, response, title }) =>
    expect.kind !== 'refused' ||
    OF_OTHERS.has(expect.at) ||
    isError(response.status) ||
    isIgnoredInWords(contract, operation, expect.at, expect.clause) ||
    isAdmitted(contract, operation, expect.at, expect.clause)
      ? []
      : [
          {
            clause: expect.clause,
            at: expect.at,
            message: `${isAcceptance(operation, response.status) ? 'accepts' : 'redirects and does not refuse'} ${title}`,
            expected: 'a refusal (4xx)',
            actual: formatStatus(response),
          },
        ],
};
