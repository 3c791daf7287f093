import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Contract } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import { watchReadable, type CutBatch } from '../../exchange/recordings/read-batches.ts';
import { endsTooSoon, type SeenRecording } from '../../run/recorded/check-recorded.ts';
import { emptyPart, mergeRecordedPart } from '../../run/recorded/recorded-part.ts';
import type { Spool } from '../../run/fold/spool.ts';
import { plural } from '../../text/wording.ts';
import { digestOf } from '../digest.ts';
import { jobOf, type Job, type JobContract } from './job.ts';
import { createPool, type JobThread } from './pool.ts';
import { fromPortable } from './portable-part.ts';

/** What goes through references and nested values by recursion has as much room here as in the thread of a command. */
const STACK_MB = 16;

/** Most of what judging allocates is soon let go of: more room would cost memory, and no time. */
const YOUNG_MB = 16;

/** Beside this file, and compiled where this file is. */
const ENTRY = new URL(`./thread-entry${extname(import.meta.url)}`, import.meta.url);

export interface ThreadOptions {
  keep: number;
  /** How many threads judge. */
  jobs: number;
  /** Take the results of each contract; threads then answer with all of theirs. */
  spools?: readonly Spool[];
  isOwn?: ((number: number) => boolean) | undefined;
  /** Starts a thread. */
  start?: (contracts: JobContract[]) => JobThread;
}

/**
 * Holds the entries of batches to contracts, in several threads. What it comes to does not depend on how many there are.
 * @throws UsageError if no entry of a whole recording can be read
 */
export async function observeInThreads(
  contracts: Contract[],
  batches: AsyncIterable<CutBatch>,
  name: string,
  { keep, jobs, spools = [], isOwn = () => true, start = startThread }: ThreadOptions,
): Promise<SeenRecording> {
  const started = performance.now();
  const whole = emptyPart(contracts);
  const problems: Undecided[] = [];
  const readable = watchReadable();
  const sources = new Map<number, string>();
  const described = contracts.map(describe);
  const pool = createPool(() => start(described), jobs, {
    onAnswer: ({ id, part, isReadable, unreadable }) => {
      const own = fromPortable(contracts, part);
      spools.forEach((spool, index) => {
        for (const { result, number } of own.contracts[index]?.fold.kept ?? []) spool.add(result, number);
      });
      mergeRecordedPart(whole, own, keep);
      const source = sources.get(id) ?? '';
      sources.delete(id);
      if (isReadable) readable.seeReadable(source);
      else if (unreadable) readable.see(source, [unreadable]);
    },
    onGivenUp: (job, error) => problems.push(notJudged(job, error)),
  });
  try {
    let id = 0;
    for await (const { source, first, entries, problem } of batches) {
      if (problem !== undefined) problems.push(endsTooSoon(problem));
      const own = entries.map((entry, at) => [first + at, entry] as const).filter(([number]) => isOwn(number));
      if (own.length === 0) continue;
      sources.set(id, source);
      // All that is merged stood before these entries: once it has enough results, none of these are among the first.
      const limits = whole.contracts.map(({ fold }) =>
        spools.length > 0 ? Infinity : fold.kept.length >= keep ? 0 : keep,
      );
      await pool.give(jobOf(id, own, limits));
      id += 1;
    }
    await pool.finish();
  } finally {
    await pool.close();
  }
  readable.end();
  return { name, part: whole, problems, listed: spools, duration: performance.now() - started };
}

function describe(contract: Contract): JobContract {
  const { name, file, reading, operations } = contract;
  return { name, file, reading, digest: digestOf(contract), operations: operations.map(({ id }) => id) };
}

function startThread(contracts: JobContract[]): JobThread {
  return new Worker(ENTRY, {
    workerData: contracts,
    resourceLimits: { stackSizeMb: STACK_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
}

/** Why entries of which each thread died leave the run undecided. */
function notJudged({ entries }: Job, error: Error | undefined): Undecided {
  const [first] = entries;
  return {
    reason: `${plural(entries.length, 'entry').replace(/entrys$/, 'entries')} from ${first?.name} on could not be judged: the thread ended (${error?.message ?? 'without a word'})`,
    hint: 'Judge them by themselves, with --jobs 1.',
  };
}
