import type { Case } from '../../model/case.ts';
import type { Violation } from '../../model/finding.ts';
import { type Check, clauseOf, requestAt } from '../judgement.ts';
import { isServerError } from '../../http/status.ts';

const EXPECTED = {
  documented: 'a documented success',
  accepted: 'a documented success',
  refused: 'a refusal (4xx)',
  gone: '404 or 410',
};

/** No request, valid or not, makes a server fail (RFC 9110 §15.6). 503 means that it is busy, and is never judged. */
export const serverError: Check = {
  id: 'server-error',
  title: 'No request makes the server fail.',
  rests: { kind: 'standard', because: 'RFC 9110 §15.6' },
  each: (judged) =>
    !isServerError(judged.response.status)
      ? []
      : [
          {
            clause: clauseOf(judged),
            at: requestAt(judged),
            message: `fails on ${judged.title}`,
            expected: EXPECTED[judged.expect.kind],
            actual: String(judged.response.status),
          },
        ],
};

/** The finding of a request that the server drops the connection on, each time that it is sent. */
export function droppedConnection({ title, expect }: Case): Violation {
  return {
    clause: clauseOf({ expect }),
    at: requestAt({ expect }),
    message: `closes the connection on ${title} without an answer, and answers others`,
    expected: EXPECTED[expect.kind],
    actual: 'no answer',
  };
}
