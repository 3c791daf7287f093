import type { Contract, Operation } from '../model/contract.ts';
import type { Undecided } from '../model/finding.ts';
import type { Reach, Result, Unreached } from '../model/run.ts';
import { isAcceptance } from '../judge/judgement.ts';
import { refusalMessage } from '../messages/refusal-message.ts';
import { isError, isNotFound, isServerError } from '../http/status.ts';

/** What became of the requests to one operation, as far as its reach depends on it. */
export interface OperationReach {
  isAnswered: boolean;
  /** The first request that got no answer, and why. */
  failure?: { number: number; message: string };
  /** The most telling answer to any request, and to those that were not to be refused. */
  any?: Telling;
  valid?: Telling;
  /** Whether an answer said anything but that nothing is there. */
  isSomethingThere: boolean;
}

/** An answer that is no success. */
export interface Telling {
  /** Less says more of the request. */
  rank: number;
  /** Of its case among all cases: the first of those that say the same stands for all. */
  number: number;
  status: number;
  said?: string;
}

/** What became of the requests to each operation, by its id. Those of two parts of a run merge into those of the whole. */
export type ReachedOperations = Map<string, OperationReach>;

/** Adds what became of one case. @param number the case's number among all cases of the run */
export function addReached(all: ReachedOperations, { case: testCase, exchange }: Result, number: number): void {
  if (!exchange) return;
  const own = ofOperation(all, testCase.operation.id);
  if (own.isAnswered) return;
  if ('failure' in exchange.outcome) {
    own.failure = earlier(own.failure, { number, message: exchange.outcome.failure.message });
    return;
  }
  const { response } = exchange.outcome;
  const { status } = response;
  own.isAnswered = isSuccess(testCase.operation, status);
  const isNothingThere = isNotFound(status);
  own.isSomethingThere ||= !isNothingThere;
  // An answer that nothing is there says little, and that the server failed says less.
  const rank = isNothingThere ? 1 : isServerError(status) ? 2 : 0;
  const telling = (known: Telling | undefined): Telling => {
    if (known && !isBefore({ rank, number }, known)) return known;
    const said = refusalMessage(response);
    return { rank, number, status, ...(said !== undefined && { said }) };
  };
  own.any = telling(own.any);
  const { kind } = testCase.expect;
  if (kind !== 'refused' && kind !== 'gone') own.valid = telling(own.valid);
}

/** Adds what another part of the run reached. */
export function mergeReached(all: ReachedOperations, others: ReachedOperations): void {
  for (const [id, other] of others) {
    const own = ofOperation(all, id);
    own.isAnswered ||= other.isAnswered;
    own.isSomethingThere ||= other.isSomethingThere;
    if (other.failure) own.failure = earlier(own.failure, other.failure);
    for (const kind of ['any', 'valid'] as const) {
      const telling = other[kind];
      const known = own[kind];
      if (telling && (!known || isBefore(telling, known))) own[kind] = telling;
    }
  }
}

function ofOperation(all: ReachedOperations, id: string): OperationReach {
  const known = all.get(id) ?? { isAnswered: false, isSomethingThere: false };
  all.set(id, known);
  return known;
}

function earlier<T extends { number: number }>(known: T | undefined, other: T): T {
  return known && known.number <= other.number ? known : other;
}

function isBefore(one: Pick<Telling, 'rank' | 'number'>, other: Telling): boolean {
  return (one.rank - other.rank || one.number - other.number) < 0;
}

/** What a run came to, as far as its reach depends on it. */
export interface Seen {
  contract: Contract;
  reached: ReachedOperations;
  heldBack: Undecided[];
  undecided: Undecided[];
}

/** How far a run got: what became of each operation. */
export function reachOf({ contract, reached, heldBack, undecided }: Seen): Reach {
  const held = new Set(heldBack.map(({ operation }) => operation));
  const reach: Reach = {
    operations: contract.operations.length,
    answered: 0,
    refused: [],
    notReached: [],
    heldBack: [],
  };
  for (const operation of contract.operations) {
    const own = reached.get(operation.id);
    if (own?.isAnswered) reach.answered += 1;
    else if (held.has(operation.id)) reach.heldBack.push(operation.id);
    else {
      const { kind, reason } = whyNot(operation, own, undecided);
      reach[kind].push({ operation: operation.id, reason });
    }
  }
  return reach;
}

/** A 2xx, or what is documented in its place. */
function isSuccess(operation: Operation, status: number): boolean {
  return !isError(status) && isAcceptance(operation, status);
}

/** Why nothing of an operation was answered with a success. */
function whyNot(
  operation: Operation,
  reached: OperationReach | undefined,
  undecided: Undecided[],
): { kind: 'refused' | 'notReached'; reason: Unreached['reason'] } {
  // What the run says of the operation as a whole says most.
  const whole = undecided.find((entry) => entry.operation === operation.id && entry.case === undefined);
  if (whole) {
    const reason = whole.said === undefined ? whole.reason : `${whole.reason}: ${whole.said}`;
    return { kind: /^no id for /.test(whole.reason) ? 'notReached' : 'refused', reason };
  }
  const telling = reached?.valid ?? reached?.any;
  if (!telling) return { kind: 'notReached', reason: noAnswer(operation, reached, undecided) };
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'path');
  if (parameters.length > 0 && !reached?.isSomethingThere) {
    const names = parameters.map(({ name }) => `{${name}}`).join(' and ');
    return { kind: 'notReached', reason: `no id for ${names}: nothing is there under the one that was sent` };
  }
  const { status, said } = telling;
  return { kind: 'refused', reason: said === undefined ? String(status) : `${status}: ${said}` };
}

function noAnswer(operation: Operation, reached: OperationReach | undefined, undecided: Undecided[]): string {
  if (reached?.failure) return reached.failure.message;
  return undecided.find((entry) => entry.operation === operation.id)?.reason ?? 'nothing was sent to it';
}
