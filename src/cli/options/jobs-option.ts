import { availableParallelism } from 'node:os';
import type { GivenOptions } from './options.ts';

const MAX_JOBS = 64;

/** The value of `--jobs`. @throws UsageError if it is wrong */
export function readJobs(given: GivenOptions): number | undefined {
  return given.number('jobs', { min: 1, max: MAX_JOBS, whole: true });
}

/** As many threads as there are cores. */
export function ownCores(): number {
  return Math.min(MAX_JOBS, availableParallelism());
}
