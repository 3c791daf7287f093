import type { Contract } from '../model/contract.ts';
import { describeContract, startThread, type JobContract } from '../distribute/jobs/job-contract.ts';
import { createThreads, ThreadsEnded, type AnsweringThread } from '../distribute/jobs/questions.ts';
import type { JudgedMutant, MutantSet } from './mutant-set.ts';
import { isAborted } from './is-aborted.ts';

/** The numbers of mutants to judge: `to` is the first that is none of them. */
export interface Batch {
  from: number;
  to: number;
}

/** Starts a thread that judges mutants of a contract. */
export type StartJudge = (contracts: JobContract[]) => AnsweringThread<Batch, JudgedMutant[]>;

export const startJudge: StartJudge = (contracts) => startThread(import.meta.url, contracts);

/** Mutants that are judged in one go, at the most: some take a run each. */
const MOST = 16;
/** Batches of each thread, at the least, so that all end at about the same time. */
const BATCHES = 8;

export interface ThreadOptions {
  jobs: number;
  start: StartJudge;
  signal: AbortSignal | undefined;
  onJudged(number: number, judged: JudgedMutant): void;
}

/** Judges all mutants from a number on, in several threads; those that threads die of are judged here. */
export async function judgeInThreads(
  contract: Contract,
  mutants: MutantSet,
  first: number,
  { jobs, start, signal, onJudged }: ThreadOptions,
): Promise<void> {
  const described = [describeContract(contract)];
  const threads = createThreads(() => start(described), jobs);
  const left: Batch[] = [];
  const judge = async (batch: Batch): Promise<void> => {
    try {
      const judged = await threads.ask(batch);
      judged.forEach((one, at) => onJudged(batch.from + at, one));
    } catch (error) {
      if (!(error instanceof ThreadsEnded)) throw error;
      left.push(batch);
    }
  };
  const close = (): void => void threads.close();
  signal?.addEventListener('abort', close);
  try {
    await Promise.all(cut(first, mutants.count, jobs).map(judge));
  } finally {
    signal?.removeEventListener('abort', close);
    await threads.close();
  }
  for (const { from, to } of left.sort((one, other) => one.from - other.from))
    for (let number = from; number < to; number += 1) {
      if (await isAborted(signal)) return;
      const judged = await mutants.judge(number);
      if (judged) onJudged(number, judged);
    }
}

function cut(first: number, count: number, jobs: number): Batch[] {
  const size = Math.max(1, Math.min(MOST, Math.floor((count - first) / (jobs * BATCHES))));
  const batches: Batch[] = [];
  for (let from = first; from < count; from += size) batches.push({ from, to: Math.min(count, from + size) });
  return batches;
}

/** What a thread answers. */
export function createBatchJudge({ judge }: MutantSet): (batch: Batch) => Promise<JudgedMutant[]> {
  return async ({ from, to }) => {
    const all: JudgedMutant[] = [];
    for (let number = from; number < to; number += 1) {
      const judged = await judge(number);
      if (!judged) throw new Error(`there is no mutant ${number}`);
      all.push(judged);
    }
    return all;
  };
}
