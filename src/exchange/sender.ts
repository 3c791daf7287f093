import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Case } from '../model/case.ts';
import type { Exchange, Request, Target } from '../model/exchange.ts';
import { isSafe } from '../http/methods.ts';
import { pause } from './pause.ts';
import { asksForNoWait } from './retries.ts';
import { isTimeUp } from './time-limit.ts';
import { isOfTheRequest, isOverloaded, isSuccessful } from '../http/status.ts';

export interface SenderOptions {
  /** The most requests per second. */
  rate?: number;
  signal?: AbortSignal;
  /** Requests of the same turn go one after the other; undefined for those that wait for none. */
  turnOf?: (testCase: Case) => string | undefined;
  /** Called for every exchange, also for those without a result. */
  onSent?: (testCase: Case, exchange: Exchange) => void;
}

/** Sends the requests of a run in their order, no faster than the given rate. */
export interface Sender {
  /** Undefined when the sending has been stopped. */
  send(testCase: Case): Promise<Exchange | undefined>;
  /** Whether nothing more will be sent. */
  readonly isOver: boolean;
  /** Why nothing more will be sent. */
  readonly ending: Ending | undefined;
}

/** Why the sending ends early: the user stopped the run, its time was up, or the target failed too often in a row. */
export type Ending = 'stopped' | 'time' | 'failures';

/**
 * After so many failures in a row, of the transport or with 429 or 503, nothing more is sent, unless what was answered before is
 * answered again: then it is not the target that is unavailable, but a feature of it.
 */
const GIVE_UP_AFTER = 3;

/** After so many requests timers and signals get their turn: a target inside this process answers without giving them one. */
const TURN_AFTER = 4;

/** The clock of a rate, in milliseconds. */
export interface Clock {
  now(): number;
  /** A signal ends it early. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

const CLOCK: Clock = {
  now: () => performance.now(),
  wait: pause,
};

export function createSender(target: Target, { rate, signal, turnOf, onSent }: SenderOptions, clock = CLOCK): Sender {
  const gap = rate ? 1000 / rate : 0;
  let slot = clock.now();
  let failures = 0;
  let sent = 0;
  let turn: Promise<void> | undefined;
  /** The last request that only reads and was accepted, which shows whether the target still answers. */
  let accepted: Request | undefined;
  /** The last one that was refused, and so changes nothing either, where none that only reads was accepted. */
  let refused: Request | undefined;
  /** Set while that is asked. */
  let looking: Promise<void> | undefined;

  async function look(request: Request): Promise<void> {
    const exchange = await target.send(request, signal);
    if (!isFailure(exchange)) failures = 0;
  }

  async function note(exchange: Exchange): Promise<void> {
    const { request, outcome } = exchange;
    // What was unavailable before still is: that says nothing new of the target.
    if (exchange.retries === 0 && asksForNoWait(exchange)) return;
    if (!isFailure(exchange)) {
      failures = 0;
      const status = 'response' in outcome ? outcome.response.status : 0;
      if (isSafe(request.method) && isSuccessful(status)) accepted = request;
      else if (isOfTheRequest(status)) refused = request;
      return;
    }
    failures += 1;
    const harmless = accepted ?? refused;
    if (failures < GIVE_UP_AFTER || !harmless || looking) return;
    looking = look(harmless).finally(() => (looking = undefined));
    await looking;
  }

  /** The last request of each turn, until it is answered. */
  const turns = new Map<string, Promise<unknown>>();

  async function sendNow(testCase: Case): Promise<Exchange | undefined> {
    if (ending()) return undefined;
    const exchange = await target.send(testCase.request, signal);
    onSent?.(testCase, exchange);
    await note(exchange);
    return exchange;
  }

  /** Sends a request once those before it are answered. */
  async function sendInTurn(testCase: Case, name: string): Promise<Exchange | undefined> {
    const before = turns.get(name);
    const own = before ? before.then(() => sendNow(testCase)) : sendNow(testCase);
    // Whoever comes next goes on where this one fails, which its own sender is told.
    const ended = own.catch(() => undefined);
    turns.set(name, ended);
    try {
      return await own;
    } finally {
      if (turns.get(name) === ended) turns.delete(name);
    }
  }

  const ending = (): Ending | undefined => {
    if (signal?.aborted) return isTimeUp(signal) ? 'time' : 'stopped';
    return failures >= GIVE_UP_AFTER && !looking ? 'failures' : undefined;
  };
  return {
    get isOver() {
      return ending() !== undefined;
    },
    get ending() {
      return ending();
    },
    async send(testCase) {
      await looking;
      if (ending()) return undefined;
      sent += 1;
      if (sent % TURN_AFTER === 0) turn = nextTurn();
      // All wait for it, so that they go on in their order.
      await turn;
      const now = clock.now();
      const wait = slot - now;
      slot = Math.max(slot, now) + gap;
      if (wait > 0) await clock.wait(wait, signal);
      if (ending()) return undefined;
      const name = turnOf?.(testCase);
      return name === undefined ? sendNow(testCase) : sendInTurn(testCase, name);
    },
  };
}

/** No response, an incomplete one, or still 429 or 503 after all retries. */
function isFailure({ outcome, retries }: Exchange): boolean {
  // A request that HTTP cannot carry says nothing about the target.
  if ('failure' in outcome) return outcome.failure.kind !== 'unsendable';
  const { status, incomplete } = outcome.response;
  return incomplete !== undefined || (retries > 0 && isOverloaded(status));
}
