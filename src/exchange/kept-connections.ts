import type { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** If a connection is still open so many milliseconds after a response, the target keeps connections. */
const TRIAL = 100;

/** Whether a target keeps its connections open, as it says by not sending `Connection: close`. */
export interface KeepingTrial {
  /** Whether a request that must not be sent twice needs a connection of its own. */
  needsFresh(): boolean;
  /** Call this when a kept connection turned out to be closed. */
  fail(): void;
}

/**
 * Watches the first connection that an agent keeps. A request on a connection that the target is closing may or may not have
 * arrived. So that this happens to no request with an effect, such requests use new connections until the trial is over.
 */
export function tryKeeping(agent: Agent): KeepingTrial {
  let keeps: boolean | undefined;
  let hasBegun = false;
  let isWatching = false;
  // A later failure overrides the first observation.
  const fail = () => (keeps = false);
  agent.on('free', (socket: Socket) => {
    if (isWatching) return;
    isWatching = true;
    socket.once('end', fail).once('close', fail);
    const pass = () => {
      keeps ??= true;
      socket.off('end', fail).off('close', fail);
    };
    // On a busy machine the timer may fire before pending input is read; that is read before `setImmediate`.
    setTimeout(() => setImmediate(pass), TRIAL).unref();
  });
  return {
    needsFresh: () => {
      if (keeps !== undefined) return !keeps;
      const needs = hasBegun;
      // The first one opens the connection that is watched.
      hasBegun = true;
      return needs;
    },
    fail,
  };
}
