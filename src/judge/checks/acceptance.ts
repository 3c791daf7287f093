import { isSafe } from '../../http/methods.ts';
import type { Operation } from '../../model/contract.ts';
import { hasExactExamples } from '../../contract/exact-examples.ts';
import { responseFor } from '../../contract/examples.ts';
import {
  type Check,
  type Judgement,
  clauseOf,
  formatStatus,
  isElsewhere,
  requestAt,
  formatSuccess,
} from '../judgement.ts';
import { messageIn } from '../../messages/refusal-message.ts';
import { isError, isOfAbsence, isOfTheState, isServerError, isSuccessful } from '../../http/status.ts';

/** A valid request is accepted: no 4xx, and no undocumented redirect. */
export const acceptance: Check = {
  id: 'acceptance',
  title: 'A request that fits the contract is accepted.',
  each: (judged) => {
    const { status } = judged.response;
    if (
      isSuccessful(status) ||
      judged.expect.kind === 'refused' ||
      judged.expect.kind === 'gone' ||
      isRefusable(judged) ||
      isServerError(status) ||
      judged.documented ||
      documentsOnlyErrors(judged)
    )
      return [];
    const parameters = Object.keys(judged.inputs.path);
    if (isElsewhere(status)) {
      return [
        {
          clause: clauseOf(judged),
          at: requestAt(judged),
          message: `answers that ${judged.title} is to be sent elsewhere`,
          expected: formatSuccess(judged.operation),
          actual: formatStatus(judged.response),
          hint: 'If the API is at another place, name that with --target, base path included.',
        },
      ];
    }
    return [
      {
        clause: clauseOf(judged),
        at: requestAt(judged),
        message: `${isError(status) ? 'refuses' : 'does not answer'} ${judged.title}`,
        expected: formatSuccess(judged.operation),
        actual: String(status),
        ...(!isStated(judged) && !isForeignToIt(judged) && { severity: 'note' as const }),
        ...(status === 404 &&
          parameters.length > 0 && {
            hint: `If the documented one is not there, name one that is: ${parameters.map((name) => `--set ${name}=VALUE`).join(' ')}`,
          }),
      },
    ];
  },
};

/** Whether the response is a documented error of an operation that documents only errors. */
function documentsOnlyErrors({ operation, response }: Judgement): boolean {
  return (
    operation.responses.every(({ status }) => /^[45]/.test(status)) &&
    responseFor(operation, response.status) !== undefined
  );
}

/** A valid request that a server may refuse for reasons of its own, such as a text with characters that it does not accept. */
function isRefusable({ contract, operation, expect, response }: Judgement): boolean {
  const { status } = response;
  const mayRefuse = expect.kind === 'accepted' ? expect.mayRefuse : undefined;
  // That a listed media type is none, no state explains.
  if (status === 415 && expect.kind === 'accepted' && expect.at === AT_MEDIA_TYPE) return false;
  if (mayRefuse === true) return isError(status);
  // Exact examples say what is there; of anything else, the contract does not know what a server holds.
  if (mayRefuse !== undefined) return isOfTheState(status) || isFull(response);
  if (hasExactExamples(contract, operation)) return false;
  return dependsOnState(operation, status) || (!isSafe(operation.method) && isFull(response));
}

/** “You can only have one active secret key a time”, “Quota exceeded”: the server has as many as it takes, whatever is asked for. */
const FULL =
  /\bonly have (?:one|a single|\d+)\b|\b(?:one|a single|\d+)\b[^.]{0,60}\bat (?:a time|once)\b|\bquota\b|\b(?:limit|maximum number)\b[^.]{0,60}\breached\b|\breached\b[^.]{0,60}\b(?:limit|maximum number)\b/i;

function isFull({ status, json }: Judgement['response']): boolean {
  return isError(status) && FULL.test((json !== undefined && messageIn(json)) || '');
}

const AT_MEDIA_TYPE = 'request header Content-Type';

/** Whether a media type is refused as such (415) that the contract lists: that allows it in so many words. */
function isForeignToIt(judged: Judgement): boolean {
  return judged.response.status === 415 && requestAt(judged) === AT_MEDIA_TYPE;
}

/**
 * Whether the contract allows the request in so many words. What it only does not exclude, a server may have reasons to refuse
 * that no document tells; but one whose author cites what it rests on means what it says.
 */
function isStated({ contract, operation, expect }: Judgement): boolean {
  if (expect.kind === 'accepted' && expect.mayRefuse === 'noted') return false;
  if (expect.kind !== 'accepted' || hasExactExamples(contract, operation)) return true;
  return expect.stated === true || expect.follows !== undefined;
}

/** Whether a refusal says something of what a server holds: of the thing that a path names, or of what stands in the way of a change. */
function dependsOnState({ method, path }: Operation, status: number): boolean {
  if (!isOfTheState(status)) return false;
  return path.includes('{') || (!isSafe(method) && !isOfAbsence(status));
}
