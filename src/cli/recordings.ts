import { stat } from 'node:fs/promises';
import type { Contract } from '../model/contract.ts';
import type { Shard } from '../model/shard.ts';
import { isReadAgain } from '../distribute/jobs/job-contract.ts';
import { observeInThreads } from '../distribute/jobs/observe-in-threads.ts';
import { isOwnEntry } from '../distribute/shards/own-part.ts';
import { cutBatches, readBatches, type Readers } from '../exchange/recordings/read-batches.ts';
import { followBatches } from '../exchange/recordings/follow.ts';
import { findRecordings } from '../exchange/recordings/sources.ts';
import { KEPT } from '../run/fold/fold.ts';
import { observeRecording, type SeenRecording } from '../run/recorded/check-recorded.ts';
import type { KeptResults } from './options/kept-results.ts';
import type { Io } from './terminal/io.ts';
import { keepHeapsSmall } from './terminal/small-heaps.ts';
import { ownCores } from './options/jobs-option.ts';
import type { Option } from './options/options.ts';
import { limitTime } from '../exchange/time-limit.ts';
import { MB } from '../text/sizes.ts';
import { nameSome } from '../text/wording.ts';

/** Recordings of fewer bytes than this are judged before a further thread has read the contract. */
const WORTH_THREADS = 64 * MB;

export const RECORDING_OPTIONS: Record<'har' | 'keep' | 'jobs' | 'follow', Option> = {
  har: {
    value: 'FILE',
    about: 'Judges recorded traffic in place of a target: a file, a folder, a pattern, or - for the standard input.',
    multiple: true,
  },
  keep: {
    value: 'findings|N|all',
    about: 'How many exchanges reports list, beside those of findings.',
    default: String(KEPT),
  },
  jobs: {
    value: 'N',
    about: 'Threads that judge recorded traffic, or make generated requests.',
    default: 'the cores, for 64 MB or 10,000 requests and more',
  },
  follow: {
    about: 'Judges recordings as they are written, until Ctrl-C or --max-time.',
  },
};

/** How recordings are judged. */
export interface JudgeOptions extends Pick<KeptResults, 'keep' | 'spools'> {
  /** How many threads judge; as many as there are cores unless given, where that pays. */
  jobs?: number | undefined;
  shard?: Shard | undefined;
  onBytes?: Readers['onBytes'];
}

/**
 * Judges recordings as they are written, until the run is stopped.
 * @param maxTime in milliseconds
 * @throws UsageError if one cannot be followed
 */
export async function followRecordings(
  contracts: Contract[],
  given: string[],
  { maxTime, ...kept }: Pick<KeptResults, 'keep' | 'spools'> & { maxTime?: number | undefined },
  io: Io,
): Promise<SeenRecording> {
  keepHeapsSmall();
  const signal = maxTime === undefined ? io.stop : limitTime(maxTime, io.stop);
  const onProgress = await createProgress([], io);
  io.err(`assay: following ${given.join(', ')}; Ctrl-C ends that with a report\n`);
  const batches = followBatches(given, signal, { onProgress });
  return observeRecording(contracts, readBatches(batches, undefined, true), given.join(', '), kept);
}

/** Judges recordings as they are read. @throws UsageError if one cannot be read */
export async function judgeRecordings(
  contracts: Contract[],
  given: string[],
  { keep, spools, jobs, shard, onBytes }: JudgeOptions,
  io: Io,
): Promise<SeenRecording> {
  keepHeapsSmall();
  const files = await findRecordings(given);
  const name = nameSome(files.map((file) => (file === '-' ? 'the standard input' : file)));
  const onProgress = await createProgress(files, io);
  const batches = cutBatches(files, { onProgress, onBytes });
  const isOwn = shard && isOwnEntry(shard);
  const threads = await threadsFor(contracts, files, jobs);
  return threads > 1
    ? observeInThreads(contracts, batches, name, { keep, spools, jobs: threads, isOwn })
    : observeRecording(contracts, readBatches(batches, isOwn), name, { keep, spools });
}

/** How many threads judge. */
async function threadsFor(contracts: Contract[], files: string[], jobs: number | undefined): Promise<number> {
  if (!contracts.every(isReadAgain)) return 1;
  if (jobs !== undefined) return jobs;
  const sizes = await Promise.all(files.map(async (file) => (file === '-' ? 0 : (await stat(file)).size)));
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  return whole < WORTH_THREADS ? 1 : ownCores();
}

/** Shows how much was read, and how much of the whole that is where nothing is compressed. */
async function createProgress(files: string[], { stage }: Io): Promise<Readers['onProgress']> {
  if (!stage) return undefined;
  const sizes = await Promise.all(files.map((file) => sizeOf(file)));
  const whole = sizes.reduce<number | undefined>((sum, size) => add(sum, size), 0);
  return ({ entries, bytes }) =>
    stage({
      what: 'judging',
      done: { count: entries, noun: 'recorded exchange' },
      ...(whole && { share: Math.min(1, bytes / whole) }),
    });
}

function add(sum: number | undefined, size: number | undefined): number | undefined {
  return sum === undefined || size === undefined ? undefined : sum + size;
}

/** The size in bytes, unless it is compressed or not a file. */
async function sizeOf(file: string): Promise<number | undefined> {
  if (file === '-' || file.endsWith('.gz')) return undefined;
  const { size } = await stat(file);
  return size;
}
