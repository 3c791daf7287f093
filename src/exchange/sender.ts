import type { Exchange, Request, Target } from '../model/exchange.ts';

export interface SenderOptions {
  /** Requests a second, at the most. */
  rate?: number;
  signal?: AbortSignal;
}

/** Sends the requests of a run, in whatever order they come, no faster than was asked for. */
export interface Sender {
  /** Undefined once the run was stopped, or the target was given up. */
  send(request: Request): Promise<Exchange | undefined>;
  /** Whether nothing more will be sent. */
  readonly isOver: boolean;
}

/** After so many failures in a row, of the transport or of the target's patience, it is left alone. */
const GIVE_UP_AFTER = 3;

export function createSender(target: Target, { rate, signal }: SenderOptions): Sender {
  const gap = rate ? 1000 / rate : 0;
  let slot = performance.now();
  let failures = 0;
  const isOver = () => failures >= GIVE_UP_AFTER || signal?.aborted === true;
  return {
    get isOver() {
      return isOver();
    },
    async send(request) {
      if (isOver()) return undefined;
      if (gap > 0) {
        const wait = Math.max(0, slot - performance.now());
        slot = Math.max(slot, performance.now()) + gap;
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      }
      const exchange = await target.send(request, signal);
      failures = isFailure(exchange) ? failures + 1 : 0;
      return exchange;
    },
  };
}

/** No answer, one that broke off, or one that still asks for patience after all retries. */
function isFailure({ outcome, retries }: Exchange): boolean {
  if ('failure' in outcome) return true;
  const { status, incomplete } = outcome.response;
  return incomplete !== undefined || (retries > 0 && (status === 429 || status === 503));
}
