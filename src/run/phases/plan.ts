import type { Contract } from '../../model/contract.ts';
import type { Case, Phase } from '../../model/case.ts';
import { NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import { chooseOperations, type OperationFilters } from '../operation-filter.ts';
import type { PhaseOptions } from './phase.ts';
import { selectPhases } from './index.ts';

export interface PlanOptions {
  /** The phases to run; they run in their own order. */
  phases?: readonly Phase[];
  overrides?: Overrides;
  /** The operations that are sent requests; all unless given. */
  filters?: OperationFilters;
}

/**
 * The cases that are known before anything is sent, in the order of the phases and of the contract's operations.
 * @throws UsageError for a phase that does not exist
 */
export function plan(contract: Contract, { phases, overrides = NO_OVERRIDES, filters }: PlanOptions = {}): Case[] {
  const chosen = chooseOperations(contract, filters);
  return selectPhases(phases).flatMap((phase) => phase.plan?.(chosen, overrides) ?? []);
}

/** Every case that a run would send, as far as it depends on no response. */
export async function preview(contract: Contract, options: PlanOptions & PhaseOptions = {}): Promise<Case[]> {
  const chosen = chooseOperations(contract, options.filters);
  const more = await Promise.all(
    selectPhases(options.phases).map(async (phase) => (await phase.preview?.(chosen, options)) ?? []),
  );
  return [...plan(contract, options), ...more.flat()];
}
