import type { Exchange, Request, Target } from '../model/exchange.ts';
import { isIdempotent } from '../http/methods.ts';
import { pause } from './pause.ts';
import { isOverloaded } from '../http/status.ts';
import { splitOnce } from '../http/split-once.ts';

export interface RetryOptions {
  /** How often a request is tried again. */
  retries?: number;
  /** The longest Retry-After that is respected, in milliseconds. */
  maxWait?: number;
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  now?: () => number;
}

const FIRST_WAIT = 250;

/** So many paths are kept that answered 503 to all tries. */
const MOST_NAMES = 10_000;

/**
 * A target whose requests are repeated if that is safe: after 429 and 503, with the wait of Retry-After
 * (RFC 9110 §10.2.3), and after a failed connection if the request was not sent or is idempotent. A path that answered 503 to all
 * tries, without a Retry-After, is tried once a request from then on, until it answers otherwise.
 */
export function withRetries(target: Target, options: RetryOptions = {}): Target {
  const { retries = 3, maxWait = 30_000, sleep = pause, now = Date.now } = options;

  /** What is unavailable for good, as far as the target said so far: a feature that is switched off is not overloaded. */
  const unavailable = new Set<string>();

  async function send(request: Request, signal?: AbortSignal): Promise<Exchange> {
    const [address] = splitOnce(request.path, '?');
    const name = `${request.method} ${address}`;
    let wasCutOff = false;
    for (let tried = 0; ; tried += 1) {
      const exchange = await target.send(request, signal);
      const { outcome } = exchange;
      wasCutOff ||= exchange.wasCutOff === true || ('failure' in outcome && outcome.failure.kind === 'reset');
      const isUnavailable = asksForNoWait(exchange);
      if (!isUnavailable) unavailable.delete(name);
      const wait = waitFor(exchange, FIRST_WAIT * 2 ** tried, now());
      const isLast = tried >= retries;
      if (isUnavailable && isLast && unavailable.size < MOST_NAMES) unavailable.add(name);
      if (wait === undefined || isLast || unavailable.has(name) || wait > maxWait || signal?.aborted)
        return { ...exchange, retries: tried, ...(wasCutOff && { wasCutOff }) };
      await sleep(wait, signal);
    }
  }

  return { ...target, send };
}

/** Whether a target answers 503 and does not say when it will be available. */
export function asksForNoWait({ outcome }: Pick<Exchange, 'outcome'>): boolean {
  return (
    'response' in outcome &&
    outcome.response.status === 503 &&
    !outcome.response.headers.some(([name]) => name.toLowerCase() === 'retry-after')
  );
}

/** Milliseconds to wait before the request is sent again, or undefined if it must not be. */
function waitFor({ request, outcome }: Exchange, backoff: number, now: number): number | undefined {
  if ('failure' in outcome) {
    const reachedNobody = outcome.failure.kind === 'unreachable';
    return reachedNobody || (outcome.failure.kind === 'reset' && isIdempotent(request.method)) ? backoff : undefined;
  }
  const { status, headers } = outcome.response;
  if (!isOverloaded(status)) return undefined;
  const value = headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1].trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? backoff : Math.max(0, date - now);
}
