import { describe, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createRunStore, nextRun, queuesOf, rateKey, type RunState } from './run-store.ts';

const DAY = 86_400_000;

/** What a Redis is asked, and answers `answers` in turn. */
function storeOf(...answers: unknown[]) {
  const asked: unknown[][] = [];
  const redis = new Proxy({} as Redis, {
    get:
      (_, command: string) =>
      async (...args: unknown[]) => {
        asked.push([command, ...args]);
        return answers.shift();
      },
  });
  return { store: createRunStore(redis), asked };
}
const key = (part: string) => `assay:run:one:${part}`;

describe('what is kept of a run', () => {
  test('has keys of its own', () => {
    expect([queuesOf('one'), rateKey('one')]).toEqual([{ chunks: 'one-chunks', merge: 'one-merge' }, key('rate')]);
  });

  test('is found by workers as soon as it is there', async () => {
    const { store, asked } = storeOf();
    await store.announce('one', '{}');
    expect(asked).toEqual([
      ['set', key('state'), 'running', 'PX', 30_000],
      ['set', key('description'), '{}', 'PX', DAY],
      ['zadd', 'assay:runs', expect.any(Number), 'one'],
    ]);
  });

  test.each<[answer: string | null, isThere: boolean]>([
    ['OK', true],
    [null, false],
  ])('lives on by a beat that is answered by %j: %s', async (answer, isThere) => {
    const { store, asked } = storeOf(answer);
    expect(await store.beat('one', 'stopped')).toBe(isThere);
    expect(asked).toEqual([['set', key('state'), 'stopped', 'PX', 30_000, 'XX']]);
  });

  test.each<[answer: string | null, state: RunState | undefined]>([
    ['running', 'running'],
    ['stopped', 'stopped'],
    ['time', 'time'],
    ['other', undefined],
    [null, undefined],
  ])('has for %j the state %s', async (answer, state) => {
    const { store, asked } = storeOf(answer);
    expect(await store.state('one')).toBe(state);
    expect(asked).toEqual([['get', key('state')]]);
  });

  test('are a hundred refusals at most', async () => {
    const { store, asked } = storeOf(1, 'OK', 1, ['why']);
    await store.refuse('one', 'why');
    expect(await store.refusals('one')).toEqual(['why']);
    expect(asked).toEqual([
      ['rpush', key('refusals'), 'why'],
      ['ltrim', key('refusals'), 0, 99],
      ['pexpire', key('refusals'), DAY],
      ['lrange', key('refusals'), 0, -1],
    ]);
  });

  test('are chunks that were begun, as numbers', async () => {
    const { store, asked } = storeOf(1, 1, 0, { 1: '0', 2: '3' });
    await store.begin('one', 2);
    await store.account('one', 2);
    expect([...(await store.begun('one'))]).toEqual([
      [1, 0],
      [2, 3],
    ]);
    expect(asked).toEqual([
      ['hincrby', key('begun'), '2', 1],
      ['pexpire', key('begun'), DAY],
      ['hincrby', key('begun'), '2', -1],
      ['hgetall', key('begun')],
    ]);
  });

  test.each<[answer: number, isFirst: boolean]>([
    [1, true],
    [0, false],
  ])('is the first result of a chunk: %d', async (answer, isFirst) => {
    const { store, asked } = storeOf(answer);
    expect(await store.keepResult('one', 2, new Uint8Array([7]))).toBe(isFirst);
    expect(asked).toEqual([
      ['hsetnx', key('results'), '2', Buffer.from([7])],
      ['pexpire', key('results'), DAY],
    ]);
  });

  test('is read back', async () => {
    const { store, asked } = storeOf(['one'], '{}', Buffer.from([7]));
    expect([await store.runs(), await store.description('one'), await store.result('one', 2)]).toEqual([
      ...[['one'], '{}', Buffer.from([7])],
    ]);
    expect(asked).toEqual([
      ['zrange', 'assay:runs', '0', '-1'],
      ['get', key('description')],
      ['hgetBuffer', key('results'), '2'],
    ]);
  });

  test('is found by its name until all else is removed', async () => {
    const { store, asked } = storeOf();
    await store.end('one');
    await store.remove('one');
    expect(asked).toEqual([
      ['del', key('state')],
      ['del', ['state', 'description', 'refusals', 'begun', 'results', 'rate'].map(key)],
      ['zrem', 'assay:runs', 'one'],
    ]);
  });
});

describe('the next run that a worker takes', () => {
  /** Runs by their states; what was removed. */
  const next = async (states: Record<string, RunState | undefined>, refused: string[] = []) => {
    const removed: string[] = [];
    const store = {
      runs: async () => Object.keys(states),
      state: async (id: string) => states[id],
      remove: async (id: string) => void removed.push(id),
    };
    const id = await nextRun(store, new Set(refused), async (gone) => void removed.push(`chunks of ${gone}`));
    return { id, removed };
  };

  test.each<[what: string, states: Record<string, RunState | undefined>, refused: string[], id: string | undefined]>([
    ['none where there is none', {}, [], undefined],
    ['the oldest', { a: 'running', b: 'running' }, [], 'a'],
    ['no one that was refused', { a: 'running', b: 'running' }, ['a'], 'b'],
    ['no one that was stopped', { a: 'stopped', b: 'time', c: 'running' }, [], 'c'],
  ])('is %s', async (_, states, refused, id) => {
    expect(await next(states, refused)).toEqual({ id, removed: [] });
  });

  test('comes after what is left of a run is removed, its name last', async () => {
    expect(await next({ a: undefined, b: 'running' })).toEqual({ id: 'b', removed: ['chunks of a', 'a'] });
  });
});
