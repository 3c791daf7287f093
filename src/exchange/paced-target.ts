import type { Target } from '../model/exchange.ts';

/** Resolves once a next request may be sent, or when the signal is aborted. */
export type Pace = (signal?: AbortSignal) => Promise<void>;

/** A target each request to which waits for its turn: also one that is tried again, and one that undoes what was created. */
export function paced(target: Target, pace: Pace): Target {
  return {
    ...target,
    send: async (request, signal) => {
      await pace(signal);
      return target.send(request, signal);
    },
  };
}
