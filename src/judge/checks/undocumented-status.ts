import { responseFor } from '../../contract/examples.ts';
import type { Operation } from '../../model/contract.ts';
import type { Check } from '../judgement.ts';

/**
 * An operation that documents how it refuses refuses in those ways. Where no refusal is documented, nothing is said of them; and what
 * any server may answer on its own (a method, a length, a rate; RFC 9110 §15.5) needs no word of the contract.
 */
export const undocumentedStatus: Check = {
  id: 'undocumented-status',
  title: 'A refusal has a documented status.',
  each: ({ operation, response: { status } }) => {
    const [first] = refusalsOf(operation);
    if (!first || status < 400 || status > 499 || OF_ANY_SERVER.has(status) || responseFor(operation, status))
      return [];
    return [
      {
        severity: 'note',
        clause: first.pointer,
        at: 'status',
        message: 'refuses with a status that is not documented',
        expected: refusalsOf(operation)
          .map((one) => one.status)
          .join(', '),
        actual: String(status),
      },
    ];
  },
};

function refusalsOf({ responses }: Operation) {
  return responses.filter(({ status }) => status.startsWith('4'));
}

/** The method, the connection, the size, the form and the rate of requests are no matter of one operation. */
const OF_ANY_SERVER = new Set([405, 406, 407, 408, 411, 413, 414, 415, 417, 421, 425, 426, 429, 431, 451]);
