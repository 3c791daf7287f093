import type { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** A kept connection that is still open so many milliseconds after an answer is one that the target means to keep. */
const TRIAL = 100;

/** Whether a target keeps its connections open, as it says by not sending `Connection: close`. */
export interface KeepingTrial {
  /** Whether a request that must not be sent twice needs a connection of its own. */
  needsFresh(): boolean;
  /** Told when a kept connection turned out to be closed. */
  fail(): void;
}

/**
 * Watches the first connection that an agent keeps. A request that meets a connection which the target is closing may
 * have arrived or not; so that this happens to none with an effect, those wait for no kept connection until the trial is over.
 */
export function tryKeeping(agent: Agent): KeepingTrial {
  let keeps: boolean | undefined;
  let hasBegun = false;
  let isWatching = false;
  // What fails later outweighs what was seen at first.
  const fail = () => (keeps = false);
  agent.on('free', (socket: Socket) => {
    if (isWatching) return;
    isWatching = true;
    socket.once('end', fail).once('close', fail);
    const pass = () => {
      keeps ??= true;
      socket.off('end', fail).off('close', fail);
    };
    // On a busy machine the time may be up before what came meanwhile is read: that happens before `setImmediate`.
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
