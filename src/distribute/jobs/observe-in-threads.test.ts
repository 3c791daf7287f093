import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import type { CutBatch } from '../../exchange/recordings/read-batches.ts';
import { cutBatches, readBatches } from '../../exchange/recordings/read-batches.ts';
import { loadContract } from '../../contract/load.ts';
import { UsageError } from '../../errors.ts';
import { PIECES, REPORTERS } from '../../report/index.ts';
import { createSpool, type Spool } from '../../run/fold/spool.ts';
import { concludeRecorded, observeRecording, type SeenRecording } from '../../run/recorded/check-recorded.ts';
import type { Job, JobThread } from './job.ts';
import { readContracts } from './job-contract.ts';
import { createJobJudge } from './judge-jobs.ts';
import { observeInThreads } from './observe-in-threads.ts';

const CONTRACTS = await Promise.all(
  ['cloud-foundry-v3-packages', 'openstack-image-v1'].map((name) => loadContract(`openapi/${name}/openapi.yaml`)),
);
const SOURCES = ['cloud-foundry-2015-11', 'openstack-glance-16.0.0-v1'].map(
  (name) => `conformance/recordings/${name}.har`,
);
const KEEP = 3;

/** A thread of this process, which gets and gives copies as a real one does; some answers are lost with it. */
function startThread(dies: (id: number) => boolean = () => false): JobThread {
  const thread = new EventEmitter();
  const judge = createJobJudge(CONTRACTS);
  const postMessage = (job: Job) =>
    void setImmediate(() => {
      if (dies(job.id)) thread.emit('exit', 1);
      else thread.emit('message', structuredClone(judge(structuredClone(job))));
    });
  return Object.assign(thread, { postMessage, terminate: () => {} });
}

/** Batches of a few entries. */
async function* small(batches: AsyncIterable<CutBatch>): AsyncGenerator<CutBatch> {
  for await (const { entries, first, source, problem } of batches) {
    for (let at = 0; at < entries.length; at += 2)
      yield { source, first: first + at, entries: entries.slice(at, at + 2) };
    yield { source, first: first + entries.length, entries: [], ...(problem !== undefined && { problem }) };
  }
}

function shown({ part, ...recording }: SeenRecording) {
  const runs = concludeRecorded(CONTRACTS, part, { ...recording, duration: 0 }, { strict: true });
  return Object.entries(REPORTERS).map(([name, write]) => [name, write(runs, { now: new Date(0) })]);
}

test.each([1, 2, 3])('reports say with %i threads what they say without', async (jobs) => {
  const whole = await observeRecording(CONTRACTS, readBatches(cutBatches(SOURCES)), 'traffic', { keep: KEEP });
  const start = () => startThread();
  const seen = await observeInThreads(CONTRACTS, small(cutBatches(SOURCES)), 'traffic', { keep: KEEP, jobs, start });
  expect(shown(seen)).toEqual(shown(whole));
});

test('a report lists all results of several threads in their order', async () => {
  const listed = async (judge: (spools: Spool[]) => Promise<SeenRecording>) => {
    const spools = CONTRACTS.map((contract) => createSpool(contract));
    const said = shown(await judge(spools)).filter(([name]) => Object.hasOwn(PIECES, String(name)));
    for (const spool of spools) spool.close();
    return said;
  };
  const whole = await observeRecording(CONTRACTS, readBatches(cutBatches(SOURCES)), 'traffic', { keep: Infinity });
  const kept = shown(whole).filter(([name]) => Object.hasOwn(PIECES, String(name)));
  const one = await listed((spools) =>
    observeRecording(CONTRACTS, readBatches(cutBatches(SOURCES)), 'traffic', { keep: KEEP, spools }),
  );
  const two = await listed((spools) =>
    observeInThreads(CONTRACTS, small(cutBatches(SOURCES)), 'traffic', {
      ...{ keep: KEEP, spools, jobs: 2, start: () => startThread() },
    }),
  );
  expect(one).toEqual(kept);
  expect(two).toEqual(kept);
});

test('a thread that dies costs nothing', async () => {
  const whole = await observeRecording(CONTRACTS, readBatches(cutBatches(SOURCES)), 'traffic', { keep: KEEP });
  const died = new Set<number>();
  const dies = (id: number) => id % 3 !== 1 && !died.has(id) && Boolean(died.add(id));
  const start = () => startThread(dies);
  const seen = await observeInThreads(CONTRACTS, small(cutBatches(SOURCES)), 'traffic', { keep: KEEP, jobs: 2, start });
  expect(died.size).toBeGreaterThan(2);
  expect(shown(seen)).toEqual(shown(whole));
});

test('entries that every thread dies of leave the run undecided, and are named', async () => {
  const start = () => startThread((id) => id === 0);
  const { problems } = await observeInThreads(CONTRACTS, small(cutBatches(SOURCES)), 'traffic', {
    ...{ keep: KEEP, jobs: 2, start },
  });
  expect(problems).toEqual([
    {
      reason: `2 entries from ${SOURCES[0]}#1 on could not be judged: the thread ended (without a word)`,
      hint: 'Judge them by themselves, with --jobs 1.',
    },
  ]);
});

test('a recording of which no entry can be read is refused', async () => {
  const entry = (number: number) => ({ name: `a#${number}`, isHar: false, offset: 0, bytes: Buffer.from('x') });
  const batches = (async function* () {
    for (const first of [0, 1]) yield { source: 'a', first, entries: [entry(first)] };
  })();
  const judged = observeInThreads(CONTRACTS, batches, 'a', { keep: KEEP, jobs: 2, start: () => startThread() });
  await expect(judged).rejects.toThrow(UsageError);
  await expect(judged).rejects.toThrow('a#0 is not JSON');
});

test('a thread that finds another contract than the run has refuses to judge', async () => {
  const [{ name, file, reading }] = CONTRACTS as [(typeof CONTRACTS)[0], ...typeof CONTRACTS];
  const described = { name, file, reading, operations: [], digest: 'another' };
  await expect(readContracts([described])).rejects.toThrow(`${file} was changed during the run`);
});
