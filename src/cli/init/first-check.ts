import type { Contract, Operation } from '../../model/contract.ts';
import type { Run } from '../../model/run.ts';
import type { Pointer } from '../../model/json.ts';
import { embeddedTarget } from '../../run/mock-target.ts';
import { check } from '../../run/check.ts';
import { mutate } from '../../mutation/mutate.ts';
import { isTimeUp, limitTime } from '../../exchange/time-limit.ts';

/** Bounds of a first check: how many operations are sampled, and for how long. */
const CHECKED = { operations: 150, milliseconds: 20_000 };
const MUTATED = { operations: 15, milliseconds: 15_000 };

/** A run of a contract against its own mock. */
export async function checkItself(
  contract: Contract,
  stop: AbortSignal,
  onProgress: (done: number, of: number) => void,
): Promise<{ run: Run; of: number; all: number }> {
  const operations = sample(contract.operations, CHECKED.operations);
  const some = { ...contract, operations };
  const target = embeddedTarget(some);
  try {
    const signal = limitTime(CHECKED.milliseconds, stop);
    const run = await check(some, target, {
      signal,
      onEvent: (event) => event.kind === 'answered' && onProgress(event.done, event.of),
    });
    return { run, of: operations.length, all: contract.operations.length };
  } finally {
    await target.close();
  }
}

export interface Loose {
  tried: number;
  /** Why nothing was tried. */
  undecided?: string;
  /** The faults that no check noticed, each with the clause that is too loose. */
  places: { label: string; pointer: Pointer }[];
  /** How the search was limited, in words; empty if it was not. */
  bound: string;
}

/** Faults that the contract would not notice. Undefined where it has no documented answer to change. */
export async function findLoose(
  contract: Contract,
  stop: AbortSignal,
  onProgress: (done: number, of: number) => void,
): Promise<Loose | undefined> {
  const candidates = contract.operations.filter(({ examples }) => examples.some(({ response }) => response));
  const operations = sample(candidates, MUTATED.operations);
  if (operations.length === 0) return undefined;
  const limit = limitTime(MUTATED.milliseconds, stop);
  const { mutants, undecided } = await mutate({ ...contract, operations }, { signal: limit, onProgress });
  const survivors = mutants.filter(({ outcome }) => outcome === 'survived');
  const bounds = [
    ...(operations.length < candidates.length
      ? [`${operations.length} of ${candidates.length} operations sampled`]
      : []),
    ...(isTimeUp(limit) ? [`stopped after ${MUTATED.milliseconds / 1000} s`] : []),
  ];
  return {
    tried: mutants.length,
    ...(mutants.length === 0 && undecided !== undefined && { undecided }),
    places: survivors.map(({ title, clause, operation }) => ({ label: `${operation}: ${title}`, pointer: clause })),
    bound: bounds.length > 0 ? ` (${bounds.join(', ')})` : '',
  };
}

/** At most `most` operations, taken evenly from the list. */
function sample(operations: Operation[], most: number): Operation[] {
  if (operations.length <= most) return operations;
  return Array.from(
    { length: most },
    (_, index) => operations[Math.floor((index * operations.length) / most)] as Operation,
  );
}
