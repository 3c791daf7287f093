import type { Case, Phase } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import { ladder, overridesOf, type Seen } from '../../cases/baseline/ladder.ts';
import { hintsOf } from '../../cases/baseline/hints/read-hints.ts';
import type { Candidate, Known } from '../../cases/baseline/known.ts';
import { fingerprint } from '../../cases/valid-requests.ts';
import type { Sender } from '../../exchange/sender.ts';
import { isAcceptance } from '../../judge/judgement.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { refusalMessage } from '../../messages/refusal-message.ts';
import { renewed } from './renewed.ts';
import { isFinal, isServerError } from '../../http/status.ts';

/** One request that was sent for an operation's baseline, and what came of it. */
export interface Tried {
  candidate: Candidate;
  case: Case;
  exchange: Exchange;
  /** Absent where no answer came. */
  status?: number;
  /** The target's own words, in one line. */
  says: string;
}

/** What came of asking for the first accepted request of an operation. */
export interface Climb {
  accepted?: Tried;
  /** What was not accepted, in its order. */
  refused: Tried[];
}

/** Requests for one operation, at the most; one that creates leaves something behind. */
export const MAX_TRIES = 10;
export const MAX_CREATING_TRIES = 8;

/** So many times an operation may fail before it is left alone. */
const MAX_FAILURES = 2;

export interface ClimbContext {
  contract: Contract;
  overrides: Overrides;
  sender: Pick<Sender, 'send' | 'isOver'>;
  /** What the cases that are made count for. */
  phase: Phase;
  /** The cases that were planned for the same requests: they are sent in place of others. */
  planned: readonly Case[];
  /** How many of the tries are left. */
  tries: number;
  /** What became of what was sent before; what is sent is added. */
  seen: Seen;
}

/** Sends what the ladder gives until one request is accepted. */
export async function climb(
  { contract, overrides, sender, phase, planned, tries, seen }: ClimbContext,
  operation: Operation,
  known: Known,
): Promise<Climb> {
  const refused: Tried[] = [];
  const rungs = ladder(contract, operation, overrides, known, seen);
  const byRequest = new Map(
    planned.flatMap((testCase) =>
      testCase.expect.kind === 'refused' ? [] : [[fingerprint(testCase.request), testCase]],
    ),
  );
  let next = rungs.next();
  let isRenewed = false;
  while (!next.done && refused.length < tries) {
    const candidate = next.value;
    const testCase = caseOf(operation, candidate, overrides, phase, byRequest, refused.length);
    const exchange = await sender.send(testCase);
    if (!exchange) {
      if (sender.isOver) break;
      // This one may not be sent, as it names nothing that the run created; the next may.
      next = rungs.next({ status: 0, hints: [] });
      continue;
    }
    const tried = triedOf(candidate, testCase, exchange);
    if (tried.status !== undefined && isAcceptance(operation, tried.status)) return { accepted: tried, refused };
    refused.push(tried);
    const { outcome } = exchange;
    if (failuresOf(refused) >= MAX_FAILURES) break;
    if ('failure' in outcome) {
      // Another request may be answered where the connection of one was dropped.
      if (outcome.failure.kind !== 'reset') break;
      next = rungs.next({ status: 0, hints: [] });
      continue;
    }
    const { response } = outcome;
    if (isFinal(response.status)) break;
    const fresh: Candidate | undefined = isRenewed
      ? undefined
      : await renewed({ contract, overrides, sender }, operation, candidate, response.status);
    isRenewed ||= fresh !== undefined;
    next = fresh ? { done: false, value: fresh } : rungs.next({ status: response.status, hints: hintsOf(response) });
  }
  return { refused };
}

function failuresOf(refused: Tried[]): number {
  return refused.filter(({ status }) => status === undefined || isServerError(status)).length;
}

function triedOf(candidate: Candidate, testCase: Case, exchange: Exchange): Tried {
  const { outcome } = exchange;
  const tried = { candidate, case: testCase, exchange };
  if ('failure' in outcome) return { ...tried, says: outcome.failure.message };
  const { response } = outcome;
  return { ...tried, status: response.status, says: refusalMessage(response) ?? '' };
}

/** The case of a candidate: the planned one, where the same request was planned. */
function caseOf(
  operation: Operation,
  candidate: Candidate,
  overrides: Overrides,
  phase: Phase,
  planned: ReadonlyMap<string, Case>,
  before: number,
): Case {
  const request = encodeRequest(operation, candidate.inputs, overridesOf(overrides, candidate.headers));
  const same = planned.get(fingerprint(request));
  if (same) return same;
  const title = `a request ${candidate.title}${candidate.learned.length > 0 ? ', corrected by what refusals said' : ''}`;
  const example = operation.examples.find(({ name }) => name === candidate.example);
  return {
    id: `${operation.id} > ${title}${before > 0 ? ` (try ${before + 1})` : ''}`,
    phase,
    operation,
    title,
    inputs: candidate.inputs,
    request,
    expect: {
      kind: 'accepted',
      clause: operation.pointer,
      at: 'request',
      mayRefuse: true,
      ...(example && { example }),
    },
  };
}
