import type { ServerResponse } from 'node:http';
import { UsageError } from '../../errors.ts';
import { readTime } from '../../text/time.ts';
import type { Random } from '../random.ts';

/** The delay of responses in milliseconds, from `least` to `most`. */
export interface Delay {
  least: number;
  most: number;
}

/** The forms of a time. */
export const DELAYS = '200ms, 1s, 200ms..1s, or a number of seconds';

/** Reads `200ms`, `1s`, `200ms..1s` or `0.2`; undefined for any other text. */
export function readDelay(text: string): Delay | undefined {
  const times = text.split('..').map(readTime);
  const [least, most = least] = times;
  if (times.length > 2 || times.includes(undefined) || least === undefined || most === undefined || least > most)
    return undefined;
  return { least, most };
}

/** The longest delay of a whole mock. */
const MAX_DELAY = 600_000;

/**
 * @param given a text, or a number of milliseconds
 * @param name what it was given as: `--delay`
 * @throws UsageError for a text that is not a time, and for more than ten minutes
 */
export function parseDelay(given: string | number, name: string): Delay {
  const delay = typeof given === 'number' ? { least: given, most: given } : readDelay(given);
  if (!delay)
    throw new UsageError(`${name} ${given} is not a time`, `Write ${DELAYS}, for instance: ${name} 200ms..1s`);
  if (delay.most > MAX_DELAY)
    throw new UsageError(`${name} ${given} is longer than ten minutes`, `For instance: ${name} 2s`);
  return delay;
}

export function drawDelay({ least, most }: Delay, random: Random): number {
  return Math.round(least + random() * (most - least));
}

/** A client that closes its side within these milliseconds has only sent everything; one that does so later has left. */
const HALF_CLOSE_GRACE = 20;

/**
 * Waits before a response is sent, and returns whether the client still waits. Ends at once if the client leaves or the server
 * closes. When a client has closed its side, nothing shows whether it still reads; so the time decides.
 */
export function pause(response: ServerResponse, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const { socket } = response;
    const end = (isClientThere: boolean): void => {
      clearTimeout(graceTimer);
      clearTimeout(timer);
      response.off('close', leave);
      socket?.off('end', leave);
      resolve(isClientThere && !response.destroyed);
    };
    const leave = (): void => end(false);
    // A server that was closed has nothing to wait for.
    const timer = setTimeout(end, milliseconds, true).unref();
    const graceTimer = setTimeout(() => socket?.once('end', leave), HALF_CLOSE_GRACE).unref();
    response.once('close', leave);
    if (response.destroyed) leave();
  });
}
