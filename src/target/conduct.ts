import type { Case, Exchange, Target } from '../model.ts';

export interface ConductOptions {
  /** Requests under way at once. */
  workers?: number;
  /** Requests a second, at the most. */
  rate?: number;
  signal?: AbortSignal;
  onExchange: (of: Case, exchange: Exchange) => void;
}

/** After so many failures in a row, of the transport or of the target's patience, it is left alone. */
const GIVE_UP_AFTER = 3;

/**
 * Sends the cases, in their order and a few at a time, and tells each exchange as it ends; none is kept.
 * Cases are left unsent once the signal is given, or the target has failed three times in a row.
 */
export async function conduct(cases: Case[], target: Target, options: ConductOptions): Promise<void> {
  const { workers = 4, rate, signal, onExchange } = options;
  const gap = rate ? 1000 / rate : 0;
  let next = 0;
  let failures = 0;
  let slot = performance.now();

  async function work(): Promise<void> {
    while (next < cases.length && failures < GIVE_UP_AFTER && !signal?.aborted) {
      const current = cases[next] as Case;
      next += 1;
      if (gap > 0) {
        const wait = Math.max(0, slot - performance.now());
        slot = Math.max(slot, performance.now()) + gap;
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      }
      const exchange = await target.send(current.request, signal);
      failures = isFailure(exchange) ? failures + 1 : 0;
      onExchange(current, exchange);
    }
  }

  await Promise.all(Array.from({ length: Math.max(1, Math.min(workers, cases.length)) }, work));
}

/** No answer, one that broke off, or one that still asks for patience after all retries. */
function isFailure({ outcome, retries }: Exchange): boolean {
  if ('failure' in outcome) return true;
  const { status, incomplete } = outcome.response;
  return incomplete !== undefined || (retries > 0 && (status === 429 || status === 503));
}
