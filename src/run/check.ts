import type { Contract } from '../model/contract.ts';
import type { Target } from '../model/exchange.ts';
import type { Run } from '../model/run.ts';
import { problemOfGiven } from '../cases/baseline/given.ts';
import { UsageError } from '../errors.ts';
import type { CheckOptions } from './check-options.ts';
import { concludeRun, type SeenRun } from './conclude-run.ts';
import { observe } from './observe.ts';

export type { CheckOptions, RunEvent } from './check-options.ts';

/**
 * Holds a target to a contract: plans the cases, sends them, judges the responses, and comes to a verdict.
 * Nothing that a target answers makes it throw.
 * @throws ContractError when the contract cannot be used
 * @throws UsageError for a phase that does not exist, and for a given request that the contract does not allow
 */
export async function check(contract: Contract, target: Target, options: CheckOptions = {}): Promise<Run> {
  const problem = problemOfGiven([contract], options.requests ?? {});
  if (problem) throw new UsageError(`requests: ${problem.message}`, problem.hint);
  return concludeRun(await observe(contract, target, options), options);
}

/**
 * What is seen of the targets of several contracts, one after the other, before it comes to a verdict.
 * @param open makes the target of a contract, which is closed when its run has ended
 */
export async function observeEach(
  contracts: Contract[],
  open: (contract: Contract) => Promise<Target>,
  options: CheckOptions = {},
): Promise<SeenRun[]> {
  const seen: SeenRun[] = [];
  for (const contract of contracts) {
    const target = await open(contract);
    try {
      seen.push(await observe(contract, target, options));
    } finally {
      await target.close();
    }
  }
  return seen;
}
