import type { Contract, Operation, Unspecified } from '../model/contract.ts';
import type { Case, Phase } from '../model/case.ts';
import { NOTHING_GIVEN, type Given } from '../messages/overrides.ts';
import { coverageCases } from './coverage/coverage.ts';
import { exampleCases } from './examples.ts';

export interface PlanOptions {
  phases?: Phase[];
  given?: Given;
}

export const DEFAULT_PHASES: Phase[] = ['examples', 'coverage'];

/** The makers of cases, one a phase. */
const MAKERS: Partial<Record<Phase, typeof exampleCases>> = {
  examples: exampleCases,
  coverage: coverageCases,
};

/** What to send, in the order of the phases and of the contract's operations. */
export function plan(contract: Contract, { phases = DEFAULT_PHASES, given = NOTHING_GIVEN }: PlanOptions = {}): Case[] {
  return phases.flatMap((phase) => contract.operations.flatMap((operation) => MAKERS[phase]?.(contract, operation, given) ?? []));
}

/** What the documents leave open, so that no case is made of it. */
export function unspecified(contract: Contract): Unspecified[] {
  const all = contract.operations.flatMap(({ body }) => body?.media ?? []).flatMap((media) => media.unspecified);
  return [...new Map(all.map((entry) => [entry.pointer, entry])).values()];
}

/** The cases of each operation, in their order. */
export function byOperation(cases: Case[]): Map<Operation, Case[]> {
  const found = new Map<Operation, Case[]>();
  for (const of of cases) {
    const own = found.get(of.operation);
    if (own) own.push(of);
    else found.set(of.operation, [of]);
  }
  return found;
}
