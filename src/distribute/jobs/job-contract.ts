import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Contract, ReadOptions } from '../../model/contract.ts';
import { loadContract } from '../../contract/load.ts';
import { isUrl } from '../../document/reference-policy.ts';
import { digestOf } from '../digest.ts';
import { STACK_MB } from './stack-size.ts';

/** Most of what a thread allocates is soon let go of: less room costs time, more of it memory. */
const YOUNG_MB = 32;

/** A contract as a thread reads it again. */
export interface JobContract {
  name: string;
  file: string;
  reading: ReadOptions;
  digest: string;
  /** The ids of its operations. */
  operations: string[];
}

export function describeContract(contract: Contract): JobContract {
  const { name, file, reading, operations } = contract;
  return { name, file, reading, digest: digestOf(contract), operations: operations.map(({ id }) => id) };
}

/** Whether a thread reads what was read here: what a URL gives may be another contract by then. */
export function isReadAgain({ file }: Contract): boolean {
  return !isUrl(file);
}

/** Reads the contracts as the main thread has them. @throws Error if one says something else by now */
export async function readContracts(contracts: readonly JobContract[]): Promise<Contract[]> {
  const read: Contract[] = [];
  for (const { name, file, reading, digest, operations } of contracts) {
    const contract = await loadContract(file, name, reading);
    if (digestOf(contract) !== digest) throw new Error(`${file} was changed during the run`);
    const ids = new Set(operations);
    const chosen = contract.operations.filter(({ id }) => ids.has(id));
    read.push(chosen.length === contract.operations.length ? contract : { ...contract, operations: chosen });
  }
  return read;
}

/** Starts a thread with contracts. @param caller the module beside which the thread's entry stands: `import.meta.url` */
export function startThread(caller: string, contracts: JobContract[]): Worker {
  // Compiled where the caller is.
  return new Worker(new URL(`./thread-entry${extname(caller)}`, caller), {
    workerData: contracts,
    resourceLimits: { stackSizeMb: STACK_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
}
