import { exampleCases } from '../../cases/examples.ts';
import { makeCases } from '../../cases/plan.ts';
import type { PhaseDefinition } from './phase.ts';

/** Sends the documented requests: each response has to be the documented one. */
export const examples: PhaseDefinition = {
  name: 'examples',
  isDefault: true,
  plan: (contract, overrides) => makeCases(contract, [exampleCases], overrides),
};
