import type { Contract, Operation } from '../model/contract.ts';
import type { Response } from '../model/exchange.ts';
import type { Undecided } from '../model/finding.ts';
import type { Reach, Result, Unreached } from '../model/run.ts';
import { isAcceptance } from '../judge/judgement.ts';
import { refusalMessage } from '../messages/refusal-message.ts';

/** What a run saw, as far as its reach is told by it. */
export interface Seen {
  contract: Contract;
  results: Result[];
  heldBack: Undecided[];
  undecided: Undecided[];
}

/** How far a run got: what became of each operation. */
export function reachOf({ contract, results, heldBack, undecided }: Seen): Reach {
  const held = new Set(heldBack.map(({ operation }) => operation));
  const sent = new Map<string, Result[]>();
  for (const result of results) {
    if (!result.exchange) continue;
    const own = sent.get(result.case.operation.id);
    if (own) own.push(result);
    else sent.set(result.case.operation.id, [result]);
  }
  const reach: Reach = {
    operations: contract.operations.length,
    answered: 0,
    refused: [],
    notReached: [],
    heldBack: [],
  };
  for (const operation of contract.operations) {
    const own = sent.get(operation.id) ?? [];
    const answers = own.flatMap((result) => answerOf(result));
    if (answers.some(({ response: { status } }) => isSuccess(operation, status))) reach.answered += 1;
    else if (held.has(operation.id)) reach.heldBack.push(operation.id);
    else {
      const { kind, reason } = whyNot(operation, own, undecided);
      reach[kind].push({ operation: operation.id, reason });
    }
  }
  return reach;
}

interface Answer {
  result: Result;
  response: Response;
}

function answerOf(result: Result): Answer[] {
  const outcome = result.exchange?.outcome;
  return outcome && 'response' in outcome ? [{ result, response: outcome.response }] : [];
}

/** A 2xx, or what is documented in its place. */
function isSuccess(operation: Operation, status: number): boolean {
  return status < 400 && isAcceptance(operation, status);
}

/** Why nothing of an operation was answered with a success. */
function whyNot(
  operation: Operation,
  results: Result[],
  undecided: Undecided[],
): { kind: 'refused' | 'notReached'; reason: Unreached['reason'] } {
  // What the run says of the operation as a whole says most.
  const told = undecided.find((entry) => entry.operation === operation.id && entry.case === undefined);
  if (told) {
    const reason = told.said === undefined ? told.reason : `${told.reason}: ${told.said}`;
    return { kind: /^no id for /.test(told.reason) ? 'notReached' : 'refused', reason };
  }
  const answers = results.flatMap(answerOf);
  const valid = answers.filter(
    ({
      result: {
        case: { expect },
      },
    }) => expect.kind !== 'refused' && expect.kind !== 'gone',
  );
  const [example] = valid.length > 0 ? valid : answers;
  if (!example) return { kind: 'notReached', reason: noAnswer(operation, results, undecided) };
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'path');
  const isNothingThere = ({ response: { status } }: Answer) => status === 404 || status === 410;
  if (parameters.length > 0 && answers.every(isNothingThere)) {
    const names = parameters.map(({ name }) => `{${name}}`).join(' and ');
    return { kind: 'notReached', reason: `no id for ${names}: nothing is there under the one that was sent` };
  }
  const { response } = mostTelling(valid.length > 0 ? valid : answers);
  const said = refusalMessage(response);
  return { kind: 'refused', reason: said === undefined ? String(response.status) : `${response.status}: ${said}` };
}

function noAnswer(operation: Operation, [first]: Result[], undecided: Undecided[]): string {
  const outcome = first?.exchange?.outcome;
  if (outcome && 'failure' in outcome) return outcome.failure.message;
  return undecided.find((entry) => entry.operation === operation.id)?.reason ?? 'nothing was sent to it';
}

/** The refusal that says most of the request: not that nothing is there, and not that the server failed. */
function mostTelling(answers: Answer[]): Answer {
  const rank = ({ response: { status } }: Answer) => (status === 404 || status === 410 ? 1 : status >= 500 ? 2 : 0);
  return answers.reduce((best, one) => (rank(one) < rank(best) ? one : best));
}
