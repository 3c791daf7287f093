import type { Contract } from '../model/contract.ts';
import type { Pointer } from '../model/json.ts';
import { listConstraints } from '../schema/constraints.ts';
import type { MutantResult } from './mutation-run.ts';

/** Constraints for which no mutant was killed, except those that are proved redundant or left open. */
export function idleClauses(contract: Contract, results: MutantResult[], needed: Set<Pointer>): Pointer[] {
  const explained = new Set(
    results.filter(({ outcome }) => outcome === 'equivalent' || outcome === 'open').map(({ clause }) => clause),
  );
  return constraintsOf(contract).filter((pointer) => !needed.has(pointer) && !explained.has(pointer));
}

/** The constraints of every request and success response. */
function constraintsOf(contract: Contract): Pointer[] {
  const schemas = contract.operations.flatMap(({ body, responses }) =>
    [...(body?.media ?? []), ...responses.flatMap(({ media }) => media)].flatMap(({ schema }) => schema ?? []),
  );
  return [...new Set(schemas.flatMap((schema) => listConstraints(contract, schema)).map(({ pointer }) => pointer))];
}
