import type { Contract } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import { watchReadable, type CutBatch } from '../../exchange/recordings/read-batches.ts';
import { endsTooSoon, type SeenRecording } from '../../run/recorded/check-recorded.ts';
import { emptyPart, mergeRecordedPart } from '../../run/recorded/recorded-part.ts';
import type { Spool } from '../../run/fold/spool.ts';
import { plural } from '../../text/wording.ts';
import { jobOf, type Job, type JobAnswer, type JobThread } from './job.ts';
import { describeContract, startThread, type JobContract } from './job-contract.ts';
import { createOwnThread } from './own-thread.ts';
import { createPool } from './pool.ts';
import { fromPortable } from './portable-part.ts';

export interface ThreadOptions {
  keep: number;
  /** How many threads judge, this one among them. */
  jobs: number;
  /** Take the results of each contract; threads then answer with all of theirs. */
  spools?: readonly Spool[];
  isOwn?: ((number: number) => boolean) | undefined;
  /** Starts another thread. */
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
  { keep, jobs, spools = [], isOwn = () => true, start = (read) => startThread(import.meta.url, read) }: ThreadOptions,
): Promise<SeenRecording> {
  const started = performance.now();
  const whole = emptyPart(contracts);
  const problems: Undecided[] = [];
  const readable = watchReadable();
  const sources = new Map<number, string>();
  const described = contracts.map(describeContract);
  let begun = 0;
  // This one is the last to begin, as the others take a while to read the contracts.
  const begin = () => ((begun += 1) === jobs ? createOwnThread(contracts) : start(described));
  const pool = createPool<Job, JobAnswer>(begin, jobs, {
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

/** Why entries of which each thread died leave the run undecided. */
function notJudged({ entries }: Job, error: Error | undefined): Undecided {
  const [first] = entries;
  return {
    reason: `${plural(entries.length, 'entry').replace(/entrys$/, 'entries')} from ${first?.name} on could not be judged: the thread ended (${error?.message ?? 'without a word'})`,
    hint: 'Judge them by themselves, with --jobs 1.',
  };
}
