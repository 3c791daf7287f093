import type { Contract } from '../../model/contract.ts';
import { makeInThreads } from '../../distribute/making/make-in-threads.ts';
import type { CheckOptions } from '../../run/check.ts';
import { fuzzing } from '../../run/phases/fuzzing.ts';
import { ownCores } from './jobs-option.ts';

/** Fewer generated requests are made before a further thread has read the contract and is warm. */
const WORTH_THREADS = 10_000;

/** How many threads make the generated requests of a contract: where the rate is limited, the target is what takes long. */
export function threadsFor(
  contract: Contract,
  jobs: number | undefined,
  options: Pick<CheckOptions, 'rate' | 'maxExamples'>,
): number {
  if (jobs !== undefined) return jobs;
  const most = fuzzing.limit?.(contract, options) ?? 0;
  return options.rate === undefined && most >= WORTH_THREADS ? ownCores() : 1;
}

/** Makes the generated requests of a live run in several threads, where that pays. */
export function caseMakers(
  jobs: number | undefined,
  options: Pick<CheckOptions, 'rate' | 'maxExamples'>,
): NonNullable<CheckOptions['makers']> {
  return (contract) => {
    const threads = threadsFor(contract, jobs, options);
    return threads > 1 ? makeInThreads(contract, { jobs: threads }) : undefined;
  };
}
