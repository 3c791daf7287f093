import type { Case } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Exchange, Request } from '../../model/exchange.ts';
import type { Undecided } from '../../model/finding.ts';
import { asSent, formatCurl } from '../../judge/curl.ts';
import { cut, plural } from '../../text/wording.ts';
import type { Ledger } from '../state/ledger.ts';
import { effectOf } from '../permissions/effect.ts';
import { onlyAsks } from '../permissions/held-back-words.ts';
import { isServerError, isSuccessful } from '../../http/status.ts';

/** So many requests of an operation are listed one by one, each in so many characters. */
const MOST_LISTED = 1000;
const LONGEST = 2000;

/** Requests that may have created something, though no answer and no list says what. */
export interface UnprovedCreations {
  /** Notes an answer, after the ledger has learned from it. */
  see(testCase: Case, exchange: Exchange): void;
  /** One entry an operation, with the first request as a curl line, and all of them beside it where they are several. */
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
  const seen = new Map<
    Operation,
    { first: Case; request: Request; statuses: Set<number>; count: number; sent: string[] }
  >();
  return {
    see: (testCase, { request, outcome }) => {
      if (!('response' in outcome)) return;
      const { operation } = testCase;
      const { status } = outcome.response;
      if (!isDone(status) || !mayCreate(operation) || isUndone(operation) || ledger.hasCreated(testCase.id)) return;
      const sent = asSent(testCase.request, request, operation);
      const known = seen.get(operation) ?? { first: testCase, statuses: new Set(), count: 0, sent: [], request: sent };
      known.statuses.add(status);
      known.count += 1;
      if (known.sent.length < MOST_LISTED) known.sent.push(cut(formatCurl(baseUrl, sent, operation), LONGEST));
      seen.set(operation, known);
    },
    leftovers: () =>
      [...seen].map(([operation, { first, request, statuses, count, sent }]) => ({
        operation: operation.id,
        case: first.id,
        reason: `${plural(count, 'request')} answered with ${[...statuses].join(', ')} may have created something, and the contract does not say where: ${formatCurl(baseUrl, request, operation)}`,
        ...(sent.length > 1 && { sent }),
      })),
  };
}

/** A success may have created something, and so may an error of the server behind which the thing was written already. */
function isDone(status: number): boolean {
  return isSuccessful(status) || isServerError(status);
}

/** What only asks creates nothing. */
function isCreating(contract: Contract, operation: Operation): boolean {
  return effectOf(contract, operation) === 'creates' && !onlyAsks(operation);
}
