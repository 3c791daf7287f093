import { describe, expect, test } from '@jest/globals';
import { createWatch } from './chunk-watch.ts';
import { waitForRun, type WaitOptions } from './wait-for-run.ts';

/** A clock whose time passes where somebody waits. `at(milliseconds, call)` calls at the first moment that is not before. */
function createClock() {
  let time = 0;
  let waits = 0;
  const calls: [number, () => void][] = [];
  return {
    now: () => time,
    after: (milliseconds: number, call: () => void) => {
      time += milliseconds;
      waits += 1;
      for (const due of calls.splice(0).filter((one) => one[0] > time || (one[1](), false))) calls.push(due);
      if (waits > 100) throw new Error('it never ends');
      queueMicrotask(call);
      return () => {};
    },
    at: (milliseconds: number, call: () => void) => void calls.push([milliseconds, call]),
  };
}

interface Setting {
  patience?: number;
  /** Until when the coordinator is known, in milliseconds. */
  known?: number;
  /** When workers are idle. */
  isIdle?: (time: number) => boolean;
  refusals?: string[];
  happens?: (
    clock: ReturnType<typeof createClock>,
    merge: () => void,
    stop: AbortController,
    kill: AbortController,
  ) => void;
}

/** What a run ended with, when, what was said, and the states that its workers were told. */
async function outcomeOf({
  patience = 10_000,
  known = Infinity,
  isIdle = () => true,
  refusals = [],
  happens,
}: Setting) {
  const clock = createClock();
  const [stop, kill] = [new AbortController(), new AbortController()];
  const said: string[] = [];
  const states: string[] = [];
  let merge = (): void => {};
  const merged = new Promise<void>((resolve) => (merge = resolve));
  happens?.(clock, merge, stop, kill);
  const store = {
    beat: async (_: string, state: string) => states.push(state) > 0 && clock.now() < known,
    refusals: async () => refusals,
  };
  const watch = createWatch({ count: 2 }, {}, clock.now);
  const waiting = { merged, isIdle: async () => isIdle(clock.now()), watch, shown: 'redis://q' };
  const options: WaitOptions = {
    signal: stop.signal,
    stopAtOnce: kill.signal,
    tell: (text) => said.push(text),
    patience,
  };
  const ending = await waitForRun('one', store, waiting, options, clock);
  return { ending, time: clock.now(), said, states: new Set(states), refusals: watch.refusals };
}

const NO_WORKER = 'assay: no worker takes chunks from redis://q; start one: assay worker --queue redis://q\n';

describe('a run in the queue', () => {
  test('is done when its chunks are merged', async () => {
    const merged = await outcomeOf({ happens: (clock, merge) => clock.at(5_000, merge) });
    expect(merged).toMatchObject({ ending: 'done', time: 5_000, said: [], states: new Set(['running']) });
  });

  test('is lost when workers have given it up', async () => {
    expect(await outcomeOf({ known: 3_000 })).toMatchObject({ ending: 'lost', time: 3_000 });
  });

  test('goes on where no worker takes it, and the user is told once', async () => {
    const known = 40_000;
    expect(await outcomeOf({ known })).toMatchObject({ ending: 'lost', said: [NO_WORKER] });
    expect((await outcomeOf({ known: 10_001 })).said).toEqual([]);
    expect((await outcomeOf({ known: 11_001 })).said).toEqual([NO_WORKER]);
    expect((await outcomeOf({ known, isIdle: () => false })).said).toEqual([]);
  });

  test('ends where every worker refuses it, after three times as long', async () => {
    const refused = await outcomeOf({ refusals: ['a lacks x', 'b lacks y'] });
    expect(refused).toMatchObject({ ending: 'refused', time: 31_000, refusals: ['a lacks x', 'b lacks y'] });
    expect(refused.said).toEqual(['assay: a lacks x\n', 'assay: b lacks y\n', NO_WORKER]);
  });

  test('ends in the same way where the only worker refuses it', async () =>
    expect(await outcomeOf({ refusals: ['a lacks x'] })).toMatchObject({ ending: 'refused', time: 31_000 }));

  test.each<[what: string, setting: Setting, ending: string, time: number]>([
    [
      'waits until workers have heard that it is stopped',
      { happens: (clock, _, stop) => clock.at(4_000, () => stop.abort()) },
      'stopped',
      6_000,
    ],
    [
      'ends when its time is up',
      { happens: (clock, _, stop) => clock.at(4_000, () => stop.abort(new DOMException('', 'TimeoutError'))) },
      'time',
      6_000,
    ],
    [
      'waits for a chunk under way when it is stopped',
      { happens: (clock, _, stop) => clock.at(4_000, () => stop.abort()), isIdle: (time) => time >= 20_000 },
      'stopped',
      20_000,
    ],
    [
      'waits no longer than a minute when it is stopped',
      { happens: (clock, _, stop) => clock.at(4_000, () => stop.abort()), isIdle: () => false },
      'stopped',
      65_000,
    ],
    [
      'waits for nothing when it is stopped for good',
      {
        happens: (clock, _, stop, kill) => {
          clock.at(4_000, () => stop.abort());
          clock.at(5_000, () => kill.abort());
        },
      },
      'stopped',
      5_000,
    ],
  ])('%s', async (_, setting, ending, time) => {
    expect(await outcomeOf(setting)).toMatchObject({ ending, time, states: new Set(['running', ending]) });
  });
});

describe('what is seen of chunks', () => {
  test('is summed up, each chunk once', () => {
    const seen: object[] = [];
    const watch = createWatch({ count: 2 }, { onProgress: (one) => seen.push(one) }, () => 0);
    watch.progress('chunk-1', { done: 2, violations: 1 });
    watch.progress('chunk-1', { done: 3, violations: 1 });
    watch.progress('chunk-2', { done: 5, violations: 0 });
    watch.progress('chunk-2', 'nothing that can be read');
    watch.ended('chunk-1');
    watch.ended('chunk-1');
    watch.ended('chunk-2', 'it died');
    expect(seen).toEqual([
      { chunks: 0, done: 2, violations: 1 },
      { chunks: 0, done: 3, violations: 1 },
      ...[0, 1].map(() => ({ chunks: 0, done: 8, violations: 1 })),
      ...[1, 1, 2].map((chunks) => ({ chunks, done: 8, violations: 1 })),
    ]);
    expect([...watch.failures]).toEqual([[2, 'it died']]);
  });

  test.each(['chunk-0', 'chunk-3', 'chunk-', 'chunk-1x', 'a chunk-1', 'chunk-0000001'])('leaves out %s', (id) => {
    const seen: object[] = [];
    const watch = createWatch({ count: 2 }, { onProgress: (one) => seen.push(one) }, () => 0);
    watch.ended(id, 'it died');
    watch.progress(id, { done: 1, violations: 1 });
    expect([watch.failures.size, seen]).toEqual([0, [{ chunks: 0, done: 0, violations: 0 }]]);
  });

  test('says that a worker was heard of', () => {
    let time = 0;
    const watch = createWatch({ count: 1 }, {}, () => (time += 1));
    expect(watch.heard).toBe(1);
    watch.active();
    expect(watch.heard).toBe(2);
    watch.progress('other', undefined);
    expect(watch.heard).toBe(3);
    watch.ended('other');
    expect(watch.heard).toBe(4);
  });
});
