import type { Case } from '../model/case.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Sender } from './sender.ts';

export interface SendOptions {
  /** Requests under way at once. */
  workers?: number;
  onExchange: (testCase: Case, exchange: Exchange) => void;
}

/**
 * Sends the cases in their order, a few at a time, and reports each exchange when it ends. Keeps none of them.
 * Stops sending when the run is stopped, or when the target has failed too often in a row.
 * If `onExchange` throws, nothing more is sent, and the error is thrown when the requests under way have ended.
 */
export async function sendCases(
  cases: Iterable<Case>,
  sender: Sender,
  { workers = 4, onExchange }: SendOptions,
): Promise<void> {
  const waiting = cases[Symbol.iterator]();
  let hasFailed = false;
  async function work(): Promise<void> {
    try {
      while (!sender.isOver && !hasFailed) {
        const next = waiting.next();
        if (next.done) return;
        const exchange = await sender.send(next.value);
        if (exchange) onExchange(next.value, exchange);
      }
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.max(1, workers) }, work));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
