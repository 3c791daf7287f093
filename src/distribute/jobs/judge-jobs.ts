import type { Contract } from '../../model/contract.ts';
import { readEntry } from '../../exchange/recordings/read.ts';
import { createRecordedJudge } from '../../run/recorded/recorded-part.ts';
import { entriesOf, type Job, type JobAnswer } from './job.ts';
import { toPortable } from './portable-part.ts';

/** Judges one job after the other; what was learned of secrets stays from job to job. */
export function createJobJudge(contracts: readonly Contract[]): (job: Job) => JobAnswer {
  const keep = contracts.map(() => 0);
  const judge = createRecordedJudge(contracts, keep);
  return (job) => {
    job.keep.forEach((most, index) => (keep[index] = most));
    const answer: Pick<JobAnswer, 'isReadable' | 'unreadable'> = { isReadable: false };
    for (const [number, entry] of entriesOf(job)) {
      const read = readEntry(entry);
      if ('problem' in read) answer.unreadable ??= read;
      else answer.isReadable = true;
      judge.add(read, number);
    }
    return { id: job.id, part: toPortable(judge.part()), ...answer };
  };
}
