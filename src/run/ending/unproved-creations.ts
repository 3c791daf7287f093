import type { Case } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Undecided } from '../../model/finding.ts';
import { asSent, formatCurl } from '../../judge/curl.ts';
import { cut, plural } from '../../text/wording.ts';
import type { Ledger } from '../state/ledger.ts';
import { makesNew } from '../permissions/effect.ts';
import { onlyReads } from '../permissions/held-back-words.ts';
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

/** What was sent to an operation and may have created something. */
interface Sent {
  /** By the ids of their cases; the first one's curl line is whole. */
  listed: { id: string; status: number; curl: string }[];
  /** How many there are besides, and how they were answered. */
  further: number;
  statuses: Set<number>;
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
  const seen = new Map<Operation, Sent>();
  return {
    see: (testCase, { request: sent, outcome }) => {
      if (!('response' in outcome)) return;
      const { operation } = testCase;
      const { status } = outcome.response;
      if (!isDone(status) || !mayCreate(operation) || isUndone(operation) || ledger.hasCreated(testCase.id)) return;
      const known = seen.get(operation) ?? { listed: [], further: 0, statuses: new Set() };
      seen.set(operation, known);
      if (known.listed.length >= MOST_LISTED) {
        known.further += 1;
        known.statuses.add(status);
        return;
      }
      const curl = formatCurl(baseUrl, asSent(testCase.request, sent, operation), operation);
      known.listed.push({ id: testCase.id, status, curl: known.listed.length === 0 ? curl : cut(curl, LONGEST) });
    },
    leftovers: () =>
      [...seen].flatMap(([operation, { listed, further, statuses }]): Undecided[] => {
        // A list may have shown since what a request made.
        const unproved = listed.filter(({ id }) => !ledger.hasCreated(id));
        const [first = further > 0 ? listed[0] : undefined] = unproved;
        if (!first) return [];
        const answers = [...new Set([...unproved.map(({ status }) => status), ...statuses])].join(', ');
        return [
          {
            operation: operation.id,
            case: first.id,
            reason: `${plural(unproved.length + further, 'request')} answered with ${answers} may have created something, and the contract does not say where: ${first.curl}`,
            ...(unproved.length > 1 && { sent: unproved.map(({ curl }) => cut(curl, LONGEST)) }),
          },
        ];
      }),
  };
}

/** A success may have created something, and so may an error of the server behind which the thing was written already. */
function isDone(status: number): boolean {
  return isSuccessful(status) || isServerError(status);
}

/** What only asks or reads creates nothing. */
function isCreating(contract: Contract, operation: Operation): boolean {
  return makesNew(contract, operation) && !onlyReads(operation);
}
