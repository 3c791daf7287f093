import { responseFor } from '../../contract/examples.ts';
import type { Check } from '../judgement.ts';

/** Refusals of one kind: of the request, of whoever asks, of what is not there, and of the state that it is in. */
const KINDS: readonly (readonly number[])[] = [
  [400, 422],
  [401, 403],
  [404, 410],
  [409, 412],
];

/**
 * An operation that documents how it refuses for some kind of reason refuses in that way. Where it documents nothing of the kind, it
 * says nothing of it: many documents list no refusal at all, and any server may refuse (RFC 9110 §15.5).
 */
export const undocumentedStatus: Check = {
  id: 'undocumented-status',
  title: 'A refusal has the status that is documented for its kind.',
  each: ({ operation, response: { status } }) => {
    const kind = KINDS.find((one) => one.includes(status));
    const documented = operation.responses.find((one) => kind?.includes(Number(one.status)));
    if (!documented || responseFor(operation, status)) return [];
    return [
      {
        severity: 'note',
        clause: documented.pointer,
        at: 'status',
        message: 'refuses with a status that is not documented',
        expected: documented.status,
        actual: String(status),
      },
    ];
  },
};
