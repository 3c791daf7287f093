import type { Case } from '../model/case.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Sender } from './sender.ts';

export interface SendOptions {
  /** Requests under way at once. */
  workers?: number;
  onExchange: (testCase: Case, exchange: Exchange) => void;
}

/**
 * Sends the cases, in their order and a few at a time, and tells each exchange as it ends; none is kept.
 * Cases are left unsent once the run was stopped, or the target has failed too often in a row.
 */
export async function sendCases(
  cases: Iterable<Case>,
  sender: Sender,
  { workers = 4, onExchange }: SendOptions,
): Promise<void> {
  const waiting = cases[Symbol.iterator]();
  async function work(): Promise<void> {
    while (!sender.isOver) {
      const next = waiting.next();
      if (next.done) return;
      const exchange = await sender.send(next.value);
      if (exchange) onExchange(next.value, exchange);
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, workers) }, work));
}
