import type { Case } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Undecided } from '../../model/finding.ts';
import { isClientError } from '../../http/status.ts';
import { nameSome } from '../../text/wording.ts';

/** An operation that refused so many valid requests, and accepted none, was not tested. */
const ENOUGH = 5;

/** How valid requests were answered. */
export interface Answers {
  add(testCase: Case, exchange: Exchange): void;
  /** The operations that refused every valid request with a 4xx: nothing of them was tested. */
  neverAccepted(contract: Contract): Undecided[];
}

export function createAnswers(): Answers {
  const answered = new Map<Operation, { count: number; statuses: Set<number> }>();
  return {
    add: ({ operation, expect }, { outcome }) => {
      if (expect.kind !== 'accepted' || !('response' in outcome)) return;
      const own = answered.get(operation) ?? { count: 0, statuses: new Set() };
      answered.set(operation, own);
      own.count += 1;
      own.statuses.add(outcome.response.status);
    },
    neverAccepted: ({ operations }) =>
      operations.flatMap((operation): Undecided[] => {
        const { count, statuses } = answered.get(operation) ?? { count: 0, statuses: new Set<number>() };
        // Any other status is a finding already.
        if (count < ENOUGH || [...statuses].some((status) => !isClientError(status))) return [];
        return [
          {
            operation: operation.id,
            reason: `none of ${count} generated requests that fit the contract was accepted (${nameSome([...statuses].map(String))})`,
            hint: 'Name what is there with --set, or give credentials that may do more.',
          },
        ];
      }),
  };
}
