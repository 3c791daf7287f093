import type { Contract, Operation, Unspecified } from '../model/contract.ts';
import type { Case, Phase } from '../model/case.ts';
import { NO_OVERRIDES, type Overrides } from '../messages/overrides.ts';
import { coverageCases } from './coverage/coverage.ts';
import { exampleCases } from './examples.ts';

export interface PlanOptions {
  phases?: Phase[];
  overrides?: Overrides;
}

export const DEFAULT_PHASES: Phase[] = ['examples', 'coverage'];

/** The makers of cases, one a phase. */
const MAKERS: Partial<Record<Phase, typeof exampleCases>> = {
  examples: exampleCases,
  coverage: coverageCases,
};

/** What to send, in the order of the phases and of the contract's operations. */
export function plan(
  contract: Contract,
  { phases = DEFAULT_PHASES, overrides = NO_OVERRIDES }: PlanOptions = {},
): Case[] {
  return phases.flatMap((phase) =>
    contract.operations.flatMap((operation) => MAKERS[phase]?.(contract, operation, overrides) ?? []),
  );
}

/** What the documents leave open, so that no case is made of it. */
export function unspecified(contract: Contract): Unspecified[] {
  const all = contract.operations.flatMap(({ body }) => body?.media ?? []).flatMap((media) => media.unspecified);
  return [...new Map(all.map((entry) => [entry.pointer, entry])).values()];
}

/** The cases of each operation, in their order. */
export function byOperation(cases: Case[]): Map<Operation, Case[]> {
  const found = new Map<Operation, Case[]>();
  for (const testCase of cases) {
    const own = found.get(testCase.operation);
    if (own) own.push(testCase);
    else found.set(testCase.operation, [testCase]);
  }
  return found;
}
