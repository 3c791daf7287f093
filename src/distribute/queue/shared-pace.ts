import type { Redis } from 'ioredis';
import type { Pace } from '../../exchange/paced-target.ts';
import { pause } from '../../exchange/pause.ts';

/**
 * Gives the next of evenly spaced times at which a request may be sent, and says in how many microseconds that is. The clock is that of
 * the server, so that the clocks of workers do not matter. Lua writes large numbers with 14 digits unless told otherwise.
 */
const NEXT = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local gap = tonumber(ARGV[1])
local turn = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
redis.call('SET', KEYS[1], string.format('%.0f', turn + gap), 'PX', string.format('%.0f', (turn + gap - now) / 1000 + 60000))
return turn - now
`;

/**
 * A pace that all processes keep together.
 * @param key where it is counted
 * @param rate requests a second, at the most
 */
export function sharedPace(redis: Pick<Redis, 'eval'>, key: string, rate: number, wait = pause): Pace {
  const gap = Math.ceil(1_000_000 / rate);
  return async (signal) => {
    if (signal?.aborted) return;
    const microseconds = Number(await redis.eval(NEXT, 1, key, String(gap)));
    if (microseconds > 0) await wait(microseconds / 1000, signal);
  };
}
