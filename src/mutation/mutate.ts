import type { Contract } from '../model/contract.ts';
import { unspecified } from '../cases/plan.ts';
import { isReadAgain } from '../distribute/jobs/job-contract.ts';
import { openMutantSet, type JudgedMutant } from './mutant-set.ts';
import { idleClauses } from './idle-clauses.ts';
import { isAborted } from './is-aborted.ts';
import { judgeInThreads, startJudge, type StartJudge } from './judge-in-threads.ts';
import type { MutantResult, MutationRun } from './mutation-run.ts';

export interface MutateOptions {
  onProgress?: (done: number, of: number) => void;
  /** Stops it; the results so far are kept. */
  signal?: AbortSignal;
  /** How many threads judge a contract that takes long; 1 unless given. What it comes to does not depend on it. */
  jobs?: number;
  /** Milliseconds that judging takes here, and has to take still, before threads are started. */
  worthThreads?: number;
  /** Starts a thread. */
  start?: StartJudge;
}

/** A thread reads the contract and prepares everything again: what is over soon is over sooner without. */
const WORTH_THREADS = 2_000;

/**
 * Puts one fault at a time into the contract's conforming server, and tests whether the conformance run notices it.
 * Without sockets. Only a check's violation kills a mutant, never a crash. Where the contract documents things that are created and
 * asked for again, faults in what the server does with them follow, each judged by a run (behaviour/).
 */
export async function mutate(
  contract: Contract,
  { onProgress, signal, jobs = 1, worthThreads = WORTH_THREADS, start = startJudge }: MutateOptions = {},
): Promise<MutationRun> {
  const started = performance.now();
  const mutants = await openMutantSet(contract, signal);
  const { count, setAside } = mutants;
  const byNumber = new Map<number, JudgedMutant>();
  const add = (number: number, judged: JudgedMutant): void => {
    byNumber.set(number, judged);
    onProgress?.(byNumber.size, count);
  };
  const most = isReadAgain(contract) ? jobs : 1;
  const judging = performance.now();
  const isLong = (done: number): boolean => {
    const spent = performance.now() - judging;
    return spent >= worthThreads && (spent / Math.max(1, done)) * (count - done) >= worthThreads;
  };
  for (let number = 0; number < count; number += 1) {
    if (await isAborted(signal)) break;
    if (most > 1 && isLong(number)) {
      await judgeInThreads(contract, mutants, number, { jobs: most, start, signal, onJudged: add });
      break;
    }
    const judged = await mutants.judge(number);
    if (!judged) break;
    add(number, judged);
  }
  const inOrder = [...byNumber].sort(([one], [other]) => one - other).map(([, judged]) => judged);
  const results = inOrder.map(({ result }) => result);
  const outcomes = (outcome: MutantResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const [killed, survived] = [outcomes('killed'), outcomes('survived')];
  const [failed] = setAside;
  const undecided = signal?.aborted
    ? 'it was stopped'
    : failed && mutants.sound === 0
      ? `the server that nothing was changed in fails: ${failed.reason}`
      : count === 0
        ? 'the contract has no documented answer to make mutants of'
        : undefined;
  const needed = new Set(inOrder.flatMap((judged) => judged.needed));
  return {
    contract,
    mutants: results,
    killed,
    survived,
    score: killed + survived === 0 ? 0 : (100 * killed) / (killed + survived),
    idle: undecided === undefined ? idleClauses(contract, results, needed) : [],
    unspecified: unspecified(contract),
    ...(setAside.length > 0 && { setAside }),
    ...(undecided && { undecided }),
    duration: performance.now() - started,
  };
}
