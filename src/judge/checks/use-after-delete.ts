import type { Operation } from '../../model/contract.ts';
import { pointerTokens } from '../../json/pointer.ts';
import { markedDeleted } from '../behaviour/marked-deleted.ts';
import type { Check } from '../judgement.ts';
import { isSuccessful } from '../../http/status.ts';

/**
 * A deleted resource is gone (RFC 9110 §9.3.5): a later request does not get it. Where the contract documents no answer for what is not
 * there, it may mean that there is always something: that is a note, and so is a thing that says that it was deleted.
 */
export const useAfterDelete: Check = {
  id: 'use-after-delete',
  title: 'What was deleted is not there any more.',
  rests: { kind: 'standard', because: 'RFC 9110 §9.3.5' },
  each: ({ expect, operation, response: { status, json } }) => {
    if (expect.kind !== 'gone' || !isSuccessful(status)) return [];
    const { was, clause, at } = expect;
    const mark = was === undefined || json === undefined ? undefined : markedDeleted(was, json);
    return [
      {
        ...((mark !== undefined || !documentsAbsence(operation)) && { severity: 'note' as const }),
        clause,
        at,
        message: 'still answers with what was deleted',
        expected: '404 or 410',
        actual: mark === undefined ? String(status) : `${status}, with another ${pointerTokens(mark).join('.')}`,
      },
    ];
  },
};

function documentsAbsence({ responses }: Operation): boolean {
  return responses.some(({ status }) => /^(404|410|4XX)$/i.test(status));
}
