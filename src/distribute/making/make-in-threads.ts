import type { Contract } from '../../model/contract.ts';
import type { CaseMakers } from '../../run/phases/made-ahead.ts';
import { createCases } from '../../run/fold/portable-result.ts';
import { describeContract, isReadAgain, startThread, type JobContract } from '../jobs/job-contract.ts';
import { createThreads, ThreadsEnded, type AnsweringThread } from '../jobs/questions.ts';
import { toPortableBases, type MakingAnswer, type MakingQuestion } from './question.ts';

/** Starts a thread that makes cases of a contract. */
export type StartMaker = (contracts: JobContract[]) => AnsweringThread<MakingQuestion, MakingAnswer>;

const startMaker: StartMaker = (contracts) => startThread(import.meta.url, contracts);

export interface MakeOptions {
  /** How many threads make cases. */
  jobs: number;
  start?: StartMaker;
}

/** Makes generated cases in several threads. Undefined for a contract that they cannot read again. */
export function makeInThreads(contract: Contract, { jobs, start = startMaker }: MakeOptions): CaseMakers | undefined {
  if (!isReadAgain(contract)) return undefined;
  const described = [describeContract(contract)];
  const threads = createThreads(() => start(described), jobs);
  const caseOf = createCases(contract);
  let starts = 0;
  return {
    of(operation, { overrides, bases: given }, seed) {
      const bases = given && toPortableBases(operation, given);
      if (given && !bases) return undefined;
      const common = { start: (starts += 1), operation: operation.id, seed, overrides, bases };
      return async (from, count) => {
        try {
          const made = await threads.ask({ ...common, from, count });
          return made.map((first) => {
            if (first === 'unsure') return undefined;
            return first === 'none' ? {} : { first: { attempt: first.attempt, case: caseOf(first.case) } };
          });
        } catch (error) {
          if (error instanceof ThreadsEnded) return undefined;
          throw error;
        }
      };
    },
    close: () => threads.close(),
  };
}
