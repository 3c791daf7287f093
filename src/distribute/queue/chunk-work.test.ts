import { expect, test } from '@jest/globals';
import { UsageError } from '../../errors.ts';
import { createChunkWork, type DoneWork, type DoOptions, type Ending } from './chunk-work.ts';

class NoChunk extends Error {}
class GivenBack extends Error {}

interface Setting {
  /** What ends the work before the chunk, as it is noted, and while it is done. */
  before?: Ending;
  noted?: Ending;
  during?: Ending;
  done?: Partial<DoneWork>;
  error?: Error;
  /** Whether the result is the first of its chunk. */
  isFirst?: boolean;
  data?: unknown;
}

/** Takes one chunk, and gives what came of it and what was done on the way. */
async function take({ before, noted, during, done, error, isFirst = true, data = { index: 2 } }: Setting) {
  const log: string[] = [];
  const note = (text: string) => void log.push(text);
  let given: DoOptions | undefined;
  const server = {
    do: async (index: number, options: DoOptions): Promise<DoneWork> => {
      note(`do ${index}`);
      given = options;
      if (during) work.end(during);
      options.onProgress({ done: 1, violations: 0 });
      if (error) throw error;
      return { packed: new Uint8Array([7]), leftovers: 0, ...done };
    },
  };
  const store = {
    begin: async (id: string, index: number) => {
      note(`begin ${id} ${index}`);
      if (noted) work.end(noted);
    },
    keepResult: async (id: string, index: number, packed: Uint8Array) => {
      note(`keep ${id} ${index} ${packed.join()}`);
      return isFirst;
    },
    account: async (id: string, index: number) => note(`account ${id} ${index}`),
  };
  const work = createChunkWork({ id: 'one', count: 3 }, server, store, {
    tell: note,
    onRefusal: async ({ message }) => note(`refuse: ${message}`),
    leave: () => note('leave'),
    errors: { isNoChunk: NoChunk, isGivenBack: GivenBack },
  });
  if (before) work.end(before);
  const job = {
    data,
    moveToWait: async (token: string) => note(`give back ${token}`),
    updateProgress: async () => {
      note('progress');
      throw new Error('nobody hears of it');
    },
  };
  const thrown: unknown = await work.take(job, 'token').then(
    () => undefined,
    (problem: unknown) => problem,
  );
  return { log, thrown, reason: given?.signal.reason as unknown, isOver: work.isOver() };
}

const DOING = ['assay: does chunk 2 of 3 of the run one\n', 'begin one 2', 'do 2', 'progress'];
const KEPT = ['keep one 2 7', 'account one 2'];

test.each<[what: string, setting: Setting, log: string[]]>([
  ['is done, and its result is kept', {}, [...DOING, ...KEPT]],
  ['that leaves something behind is accounted by its result', { done: { leftovers: 1 } }, [...DOING, ...KEPT]],
  ['that another worker did first leaves nothing unknown', { isFirst: false }, [...DOING, ...KEPT]],
  [
    'that another worker did first, and that leaves something behind, stays unknown',
    { isFirst: false, done: { leftovers: 1 } },
    [...DOING, 'keep one 2 7'],
  ],
  ['of a run that was stopped has a result', { during: 'stopped' }, [...DOING, ...KEPT]],
  ['of a run whose time is up has a result', { during: 'time' }, [...DOING, ...KEPT]],
  ['of a run that is over has none', { during: 'over' }, [...DOING, 'account one 2']],
  ['that another worker has taken has none', { during: 'lock lost', done: { leftovers: 1 } }, DOING],
  ['of a run that is over already is not begun', { before: 'over' }, []],
])('a chunk %s', async (_, setting, log) => {
  expect(await take(setting)).toMatchObject({ log, thrown: undefined });
});

test('a chunk that saw nothing has no result', async () => {
  const store: string[] = [];
  const work = createChunkWork(
    { id: 'one', count: 1 },
    { do: async () => ({ leftovers: 0 }) },
    {
      begin: async () => {},
      keepResult: async () => store.push('keep') > 0,
      account: async () => void store.push('account'),
    },
    {
      tell: () => {},
      onRefusal: async () => {},
      leave: () => {},
      errors: { isNoChunk: NoChunk, isGivenBack: GivenBack },
    },
  );
  await work.take({ data: { index: 1 }, moveToWait: async () => {}, updateProgress: async () => {} });
  expect(store).toEqual(['account']);
});

test.each<[what: string, setting: Setting, log: string[]]>([
  ['before it is begun', { before: 'leaving' }, []],
  ['under way', { during: 'leaving' }, [...DOING, 'account one 2']],
  ['that it cannot do', { error: new UsageError('no x') }, [...DOING, 'refuse: no x']],
])('a worker gives a chunk back %s', async (_, setting, log) => {
  const taken = await take(setting);
  expect(taken.thrown).toBeInstanceOf(GivenBack);
  expect(taken.log).toEqual([...log, 'leave', 'give back token']);
});

test('a chunk that fails is not given back', async () => {
  const error = new Error('it crashed');
  expect(await take({ error })).toMatchObject({ thrown: error, log: DOING });
});

test.each<[data: unknown]>([['chunk'], [null], [{}], [{ index: 0 }], [{ index: 4 }], [{ index: '1' }]])(
  '%j is no chunk of three',
  async (data) => {
    const { thrown, log } = await take({ data });
    expect(thrown).toBeInstanceOf(NoChunk);
    expect(log).toEqual([]);
  },
);

test.each<[why: Ending, isOver: boolean, name: string]>([
  ['stopped', true, 'Error'],
  ['time', true, 'TimeoutError'],
  ['lock lost', false, 'Error'],
])('a chunk that is ended for "%s" says so, and the worker is done: %s', async (why, isOver, name) => {
  for (const setting of [{ during: why }, { noted: why }]) {
    const { reason, isOver: is } = await take(setting);
    expect([(reason as Error).name, is]).toEqual([name, isOver]);
  }
});

test('the first reason to end counts', async () => {
  const { isOver } = await take({ before: 'stopped', during: 'lock lost' });
  expect(isOver).toBe(true);
});
