import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Contract } from '../../model/contract.ts';
import type { Case, Phase } from '../../model/case.ts';
import { NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import { chooseOperations, type OperationFilters } from '../operation-filter.ts';
import { freeOperations, type PermissionOptions } from '../permissions/permissions.ts';
import type { PhaseOptions } from './phase.ts';
import { selectPhases } from './index.ts';

export interface PlanOptions extends PermissionOptions {
  /** The phases to run; they run in their own order. */
  phases?: readonly Phase[];
  overrides?: Overrides;
  /** The operations that are sent requests; all unless given. */
  filters?: OperationFilters;
}

/**
 * The cases that are known before anything is sent, in the order of the phases and of the contract's operations.
 * Those of operations that are held back, or are only sent what the run created, are not among them.
 * @throws UsageError for a phase that does not exist
 */
export function plan(contract: Contract, options: PlanOptions = {}): Case[] {
  const { phases, overrides = NO_OVERRIDES } = options;
  const sent = sentOperations(contract, options);
  return selectPhases(phases).flatMap((phase) => phase.plan?.(sent, overrides) ?? []);
}

/**
 * The same cases, with a turn for timers and signals after each operation, as those of a large document take long. Once it is
 * stopped, it gives those that were made by then, the first of all at least.
 * @throws UsageError for a phase that does not exist
 */
export async function planInTurns(
  contract: Contract,
  options: PlanOptions = {},
  signal?: AbortSignal,
): Promise<Case[]> {
  const { phases, overrides = NO_OVERRIDES } = options;
  const sent = sentOperations(contract, options);
  const cases: Case[] = [];
  for (const phase of selectPhases(phases))
    for (const operation of phase.plan ? sent.operations : []) {
      if (signal?.aborted && cases.length > 0) return cases;
      cases.push(...(phase.plan?.({ ...sent, operations: [operation] }, overrides) ?? []));
      await nextTurn();
    }
  return cases;
}

/** Every case that a run would send, as far as it depends on no response. */
export async function preview(contract: Contract, options: PlanOptions & PhaseOptions = {}): Promise<Case[]> {
  const sent = sentOperations(contract, options);
  const more = await Promise.all(
    selectPhases(options.phases).map(async (phase) => (await phase.preview?.(sent, options)) ?? []),
  );
  return [...plan(contract, options), ...more.flat()];
}

/** The contract with the operations alone that are chosen, and that may be sent anything. */
function sentOperations(contract: Contract, options: PlanOptions): Contract {
  return freeOperations(chooseOperations(contract, options.filters), options);
}
