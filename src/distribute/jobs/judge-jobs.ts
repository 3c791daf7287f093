import type { Contract } from '../../model/contract.ts';
import { loadContract } from '../../contract/load.ts';
import { readEntry } from '../../exchange/recordings/read.ts';
import { createRecordedJudge } from '../../run/recorded/recorded-part.ts';
import { digestOf } from '../digest.ts';
import { entriesOf, type Job, type JobAnswer, type JobContract } from './job.ts';
import { toPortable } from './portable-part.ts';

/** Reads the contracts as the main thread has them. @throws Error if one says something else by now */
export async function readContracts(contracts: readonly JobContract[]): Promise<Contract[]> {
  const read: Contract[] = [];
  for (const { name, file, reading, digest, operations } of contracts) {
    const contract = await loadContract(file, name, reading);
    if (digestOf(contract) !== digest) throw new Error(`${file} was changed while the recording was judged`);
    const ids = new Set(operations);
    const chosen = contract.operations.filter(({ id }) => ids.has(id));
    read.push(chosen.length === contract.operations.length ? contract : { ...contract, operations: chosen });
  }
  return read;
}

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
