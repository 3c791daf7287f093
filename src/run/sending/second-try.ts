import type { Case } from '../../model/case.ts';
import type { Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Sender } from '../../exchange/sender.ts';
import { isIdempotent } from '../../http/methods.ts';
import { isServerError } from '../../http/status.ts';

/** A sender that sends an odd request once more where the target fails on it. */
export interface SecondTry {
  sender: Sender;
  /** Requests that the target failed on once, and not when they were sent again. */
  unjudged(): Undecided[];
}

/**
 * A target that drops a connection or fails may have been restarting, or have met two requests at once. Such a request is sent once
 * more where it can do no harm; and where a connection is dropped again, while something else is answered, the request is the cause.
 * @param isStrict whether a failure counts though it does not repeat
 */
export function withSecondTry(sending: Sender, isStrict: (operation: Operation) => boolean): SecondTry {
  const unjudged: Undecided[] = [];
  let served: Case | undefined;

  async function send(testCase: Case): Promise<Exchange | undefined> {
    const first = await sending.send(testCase);
    if (first && isServed(testCase, first)) served = testCase;
    const failed = first && !sending.isOver && failureOf(first);
    if (!failed || !isHarmless(testCase)) return first;
    if (failed !== 'dropped') return isStrict(testCase.operation) ? first : afterError(testCase, first, failed);
    // A connection that was dropped under an idempotent method was tried again already.
    const second = first.retries > 0 ? first : await sending.send(testCase);
    if (!second) return first;
    if (isGone(second))
      return note(
        testCase,
        second,
        DROPPED,
        'nothing listened there when it was sent again: it may have stopped the target',
      );
    if (failureOf(second) !== 'dropped') return note(testCase, second, DROPPED);
    const isAlive = served !== undefined && (await isAnswered(served));
    return isAlive ? { ...second, repeated: true } : second;
  }

  async function afterError(testCase: Case, first: Exchange, status: string): Promise<Exchange> {
    const second = await sending.send(testCase);
    if (!second || 'failure' in second.outcome) return first;
    return failureOf(second) === undefined ? note(testCase, second, `it was answered with ${status}`) : second;
  }

  function note(testCase: Case, second: Exchange, what: string, then = 'not when it was sent again'): Exchange {
    unjudged.push({
      operation: testCase.operation.id,
      case: testCase.id,
      reason: `${what}, and ${then}`,
    });
    return second;
  }

  async function isAnswered(testCase: Case): Promise<boolean> {
    const exchange = await sending.send(testCase);
    return exchange !== undefined && 'response' in exchange.outcome;
  }

  const sender = Object.defineProperties({} as Sender, {
    ...Object.getOwnPropertyDescriptors(sending),
    send: { value: send },
  });
  return { sender, unjudged: () => unjudged };
}

const DROPPED = 'the connection was dropped';

/** Whether nothing listens at the target, which answered before. */
function isGone({ outcome }: Exchange): boolean {
  return 'failure' in outcome && outcome.failure.kind === 'unreachable';
}

/** `dropped`, or the status of an error; 501, 503 and what proxies say are no failures of the target. */
function failureOf({ outcome }: Exchange): string | undefined {
  if ('failure' in outcome) return outcome.failure.kind === 'reset' ? 'dropped' : undefined;
  const { status } = outcome.response;
  return isServerError(status) && ![501, 502, 503, 504].includes(status) ? String(status) : undefined;
}

/** What may be sent twice: what has the same effect then, and what has to be refused and so is to have none. */
function isHarmless({ request, expect }: Case): boolean {
  return isIdempotent(request.method) || expect.kind === 'refused';
}

function isServed({ request }: Case, { outcome }: Exchange): boolean {
  return request.method === 'GET' && 'response' in outcome && !isServerError(outcome.response.status);
}
