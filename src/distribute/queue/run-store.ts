/** What coordinator and workers of a run keep in Redis beside the chunks that BullMQ keeps. */
import type { Redis } from 'ioredis';
import { PREFIX } from './connect.ts';
import { DAY } from '../../text/time.ts';

/** Whether a run goes on; `time` where its time is up. Without one, its coordinator is gone, or has ended it. */
export type RunState = 'running' | 'stopped' | 'time';

/** A run whose coordinator is not heard of for so many milliseconds is over. */
const HEARD_WITHIN = 30_000;
/** What a run leaves behind, should nobody remove it, goes after so many milliseconds. */
const KEPT_FOR = DAY;
/** The most refusals that are kept. */
const MAX_REFUSALS = 100;

const RUNS = `${PREFIX}:runs`;
const STATES: readonly string[] = ['running', 'stopped', 'time'] satisfies RunState[];

/** The queue of a run's chunks, and that of the job that comes after all of them. */
export const queuesOf = (id: string) => ({ chunks: `${id}-chunks`, merge: `${id}-merge` });

/** Where the rate of a run is counted. */
export const rateKey = (id: string): string => keyOf(id, 'rate');

export type RunStore = ReturnType<typeof createRunStore>;

export function createRunStore(redis: Redis) {
  const keep = (key: string) => redis.pexpire(key, KEPT_FOR);
  return {
    /** Lets workers find a run. @param description what they have to know of it */
    async announce(id: string, description: string): Promise<void> {
      await redis.set(keyOf(id, 'state'), 'running' satisfies RunState, 'PX', HEARD_WITHIN);
      await redis.set(keyOf(id, 'description'), description, 'PX', KEPT_FOR);
      await redis.zadd(RUNS, Date.now(), id);
    },

    /** Says that the coordinator is there. @returns false if workers have given the run up meanwhile */
    async beat(id: string, state: RunState): Promise<boolean> {
      return (await redis.set(keyOf(id, 'state'), state, 'PX', HEARD_WITHIN, 'XX')) !== null;
    },

    async state(id: string): Promise<RunState | undefined> {
      const state = await redis.get(keyOf(id, 'state'));
      return state !== null && STATES.includes(state) ? (state as RunState) : undefined;
    },

    /** The ids of all runs, the oldest first. */
    runs: (): Promise<string[]> => redis.zrange(RUNS, '0', '-1'),

    description: (id: string): Promise<string | null> => redis.get(keyOf(id, 'description')),

    /** Tells the coordinator why a worker takes no part. */
    async refuse(id: string, why: string): Promise<void> {
      const key = keyOf(id, 'refusals');
      await redis.rpush(key, why);
      await redis.ltrim(key, 0, MAX_REFUSALS - 1);
      await keep(key);
    },

    refusals: (id: string): Promise<string[]> => redis.lrange(keyOf(id, 'refusals'), 0, -1),

    /** Counts that a chunk was begun, and what it left behind is not known. */
    async begin(id: string, index: number): Promise<void> {
      await redis.hincrby(keyOf(id, 'begun'), String(index), 1);
      await keep(keyOf(id, 'begun'));
    },

    /** What a chunk that was begun left behind is known. */
    async account(id: string, index: number): Promise<void> {
      await redis.hincrby(keyOf(id, 'begun'), String(index), -1);
    },

    async begun(id: string): Promise<ReadonlyMap<number, number>> {
      const counts = await redis.hgetall(keyOf(id, 'begun'));
      return new Map(Object.entries(counts).map(([index, count]) => [Number(index), Number(count)]));
    },

    /** Keeps what a chunk came to. The first result of a chunk counts: @returns false for any other. */
    async keepResult(id: string, index: number, packed: Uint8Array): Promise<boolean> {
      const isFirst = await redis.hsetnx(keyOf(id, 'results'), String(index), Buffer.from(packed));
      await keep(keyOf(id, 'results'));
      return isFirst === 1;
    },

    result: (id: string, index: number): Promise<Buffer | null> =>
      redis.hgetBuffer(keyOf(id, 'results'), String(index)),

    /** Says that a run is over: workers take no more of it, and remove what its coordinator does not. */
    async end(id: string): Promise<void> {
      await redis.del(keyOf(id, 'state'));
    },

    async remove(id: string): Promise<void> {
      await redis.del(['state', 'description', 'refusals', 'begun', 'results', 'rate'].map((part) => keyOf(id, part)));
      await redis.zrem(RUNS, id);
    },
  };
}

/** The oldest run that goes on; what is left of others is removed. */
export async function nextRun(
  store: Pick<RunStore, 'runs' | 'state' | 'remove'>,
  refused: ReadonlySet<string>,
  removeChunks: (id: string) => Promise<void>,
): Promise<string | undefined> {
  for (const id of await store.runs()) {
    const state = await store.state(id);
    if (state === undefined) {
      await removeChunks(id);
      await store.remove(id);
    } else if (state === 'running' && !refused.has(id)) return id;
  }
  return undefined;
}

function keyOf(id: string, part: string): string {
  return `${PREFIX}:run:${id}:${part}`;
}
