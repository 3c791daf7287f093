import type { Case } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Undecided } from '../../model/finding.ts';
import { formatCurl } from '../../judge/curl.ts';
import { plural } from '../../text/wording.ts';
import type { Ledger } from '../state/ledger.ts';
import { effectOf } from '../permissions/effect.ts';
import { onlyAsks } from '../permissions/held-back-words.ts';

/** Requests that may have created something, though no answer and no list says what. */
export interface UnprovedCreations {
  /** Notes an answer, after the ledger has learned from it. */
  see(testCase: Case, exchange: Exchange): void;
  /** One entry an operation, with the first request as a curl line. */
  leftovers(): Undecided[];
}

/** @param isUndone whether what an operation creates is undone in another way */
export function watchUnproved(
  contract: Contract,
  baseUrl: string,
  ledger: Ledger,
  isUndone: (operation: Operation) => boolean,
): UnprovedCreations {
  // Asked with each exchange, and found by looking through all operations.
  const creating = new Map<Operation, boolean>();
  const mayCreate = (operation: Operation): boolean => {
    const known = creating.get(operation) ?? isCreating(contract, operation);
    creating.set(operation, known);
    return known;
  };
  const seen = new Map<Operation, { first: Case; statuses: Set<number>; count: number }>();
  return {
    see: (testCase, { outcome }) => {
      if (!('response' in outcome)) return;
      const { operation } = testCase;
      const { status } = outcome.response;
      if (!isDone(status) || !mayCreate(operation) || isUndone(operation) || ledger.hasCreated(testCase.id)) return;
      const known = seen.get(operation) ?? { first: testCase, statuses: new Set(), count: 0 };
      known.statuses.add(status);
      known.count += 1;
      seen.set(operation, known);
    },
    leftovers: () =>
      [...seen].map(([operation, { first, statuses, count }]) => ({
        operation: operation.id,
        case: first.id,
        reason: `${plural(count, 'request')} answered with ${[...statuses].join(', ')} may have created something, and the contract does not say where: ${formatCurl(baseUrl, first.request, operation)}`,
      })),
  };
}

/** A success may have created something, and so may an error of the server behind which the thing was written already. */
function isDone(status: number): boolean {
  return (status >= 200 && status < 300) || status >= 500;
}

/** What only asks creates nothing. */
function isCreating(contract: Contract, operation: Operation): boolean {
  return effectOf(contract, operation) === 'creates' && !onlyAsks(operation);
}
