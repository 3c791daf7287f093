import { randomUUID } from 'node:crypto';
import type { Run } from '../../model/run.ts';
import type { SharedRun } from '../../model/shard-report.ts';
import { chooseChunks, type PlannedChunks } from '../../distribute/queue/choose-chunks.ts';
import { coordinate } from '../../distribute/queue/coordinate.ts';
import { readQueueAddress } from '../../distribute/queue/queue-address.ts';
import { mergeShards } from '../../distribute/shards/merge-shards.ts';
import { countParts, ownOperations } from '../../distribute/shards/own-part.ts';
import { isUrl } from '../../document/reference-policy.ts';
import { UsageError } from '../../errors.ts';
import { findRecordings } from '../../exchange/recordings/sources.ts';
import { limitTime } from '../../exchange/time-limit.ts';
import { chooseOperations } from '../../run/operation-filter.ts';
import { drawSeed } from '../../run/phases/fuzzing.ts';
import { announce } from '../announce.ts';
import type { GivenCheck } from '../checking/read-check.ts';
import type { GivenOptions } from '../options/options.ts';
import { queuedArgs } from '../options/queue-options.ts';
import { shardOfRun } from '../options/shard-options.ts';
import { createProblemOf } from '../saved-report.ts';
import type { Io } from '../terminal/io.ts';

/** The most chunks of a live run, and how many a recording is cut into, unless a number is given. */
const USUAL_CHUNKS = { live: 64, recorded: 16 };

/**
 * Has the workers of a queue do a check, and merges what they saw.
 * @param chunks how many there are to be
 * @param keep how many results reports list
 * @throws UsageError where there is no queue, and where no worker takes part
 */
export async function checkOverQueue(
  given: GivenOptions,
  check: GivenCheck,
  { chunks, keep }: { chunks?: number; keep: number },
  io: Io,
): Promise<Run[]> {
  const started = performance.now();
  const { setup, contracts } = check;
  const address = readQueueAddress(given.text('queue') ?? '');
  const remote = contracts.find(({ file }) => isUrl(file));
  if (remote)
    throw new UsageError(
      `${remote.name} is read from a URL, and each worker would read it by itself`,
      'Save the document, and give its path.',
    );
  const recordings = await findRecordings(check.recordings);
  const { phases = [], seed } = setup.options;
  const isDrawn = recordings.length === 0 && phases.includes('fuzzing') && seed === undefined;
  if (isDrawn) setup.options.seed = drawSeed();
  const planned = planChunks(check, recordings, keep, chunks);
  const { maxTime, options } = setup;
  const signal = maxTime === undefined ? io.stop : limitTime(maxTime, io.stop);
  if (recordings.length === 0 && setup.url !== undefined) await announce(contracts, setup, io);
  const outcome = await coordinate(
    address,
    {
      id: randomUUID(),
      args: queuedArgs(given, recordings, isDrawn ? setup.options.seed : undefined),
      count: planned.count,
      ...(options.rate !== undefined && { rate: options.rate }),
      run: planned.run,
    },
    {
      signal,
      stopAtOnce: io.stopAtOnce,
      tell: io.err,
      onProgress: ({ chunks: count, violations }) =>
        io.stage?.({ what: 'checking', done: { count, noun: 'chunk', of: planned.count }, violations }),
    },
  );
  io.stage?.({ what: 'summing up' });
  if (outcome.ending === 'refused' && outcome.results.size === 0)
    throw new UsageError('no worker takes part in the run', 'What each of them lacks stands above.');
  const runs = mergeShards(contracts, chooseChunks(planned, outcome, createProblemOf('report', '#/$defs/shard')));
  return runs.map((run) => ({ ...run, duration: performance.now() - started }));
}

function planChunks(
  { contracts, setup, conclude }: GivenCheck,
  recordings: readonly string[],
  keep: number,
  chunks: number | undefined,
): PlannedChunks {
  const isRecorded = recordings.length > 0;
  const chosen = contracts.map((contract) => chooseOperations(contract, setup.options.filters));
  const parts = contracts.map((contract, at) => countParts(contract, chosen[at] ?? contract));
  const most = isRecorded ? USUAL_CHUNKS.recorded : Math.max(1, Math.min(USUAL_CHUNKS.live, Math.max(...parts)));
  const count = chunks ?? most;
  return {
    run: sharedRunOf({ contracts, setup, conclude }, isRecorded, keep),
    count,
    isRecorded,
    target: isRecorded ? recordings.join(', ') : (setup.url ?? 'the embedded mock'),
    operationsOf: (index) =>
      chosen.map((own, at) => {
        const part = isRecorded ? own : ownOperations(contracts[at] ?? own, own, { index, count });
        return part.operations.map(({ id }) => id);
      }),
  };
}

/** What a run is told from others by, before anything of it is done. */
function sharedRunOf(
  { contracts, setup, conclude }: Pick<GivenCheck, 'contracts' | 'setup' | 'conclude'>,
  isRecorded: boolean,
  keep: number,
): SharedRun {
  const { options } = setup;
  return shardOfRun({ index: 1, count: 1 }, { contracts, options, conclude, keep, isRecorded }).expected();
}
