import { coverageCases } from '../../cases/coverage/coverage.ts';
import { makeCases } from '../../cases/plan.ts';
import type { PhaseDefinition } from './phase.ts';

/** Sends requests that differ from a valid one in a single thing: the valid ones are accepted, the invalid ones refused. */
export const coverage: PhaseDefinition = {
  name: 'coverage',
  isDefault: true,
  plan: (contract, overrides) => makeCases(contract, [coverageCases], overrides),
};
