import type { Sender } from '../../exchange/sender.ts';

/** A sender that the run itself can end: what is under way is finished, and nothing more is sent. */
export interface StoppableSender extends Sender {
  /** @param reason for what was left unsent; the first one counts */
  stop(reason: string): void;
  /** Why the run ended it, if it did. */
  readonly stopReason: string | undefined;
}

export function stoppable(sender: Sender): StoppableSender {
  let stopReason: string | undefined;
  return Object.defineProperties({} as StoppableSender, {
    ...Object.getOwnPropertyDescriptors(sender),
    isOver: { get: () => stopReason !== undefined || sender.isOver },
    stopReason: { get: () => stopReason },
    stop: { value: (reason: string) => void (stopReason ??= reason) },
    send: {
      value: async (testCase: Parameters<Sender['send']>[0]) =>
        stopReason === undefined ? sender.send(testCase) : undefined,
    },
  });
}
