import type { Contract, Operation, Unspecified } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import { NO_OVERRIDES, type Overrides } from '../messages/overrides.ts';

/** Gives the cases of one operation. */
export type CaseMaker = (contract: Contract, operation: Operation, overrides: Overrides) => Case[];

/** The cases of every operation, maker by maker, in the order of the contract's operations. */
export function makeCases(contract: Contract, makers: CaseMaker[], overrides: Overrides = NO_OVERRIDES): Case[] {
  return makers.flatMap((make) => contract.operations.flatMap((operation) => make(contract, operation, overrides)));
}

/** What the documents leave open; no case is made for it. */
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
