import type { Contract, Operation } from '../model/contract.ts';
import type { JsonObject } from '../model/json.ts';

/** By document, as a contract of some of its operations has the same one. */
const known = new WeakMap<JsonObject, boolean>();

/**
 * Whether the documented answers of an operation are what a server has to answer, value for value, or illustrations. A
 * contract says so with `x-examples`; one whose clauses say where they come from was written to be held to.
 */
export function hasExactExamples(contract: Contract, { declaredExamples }: Operation): boolean {
  return declaredExamples === undefined ? citesSources(contract) : declaredExamples === 'exact';
}

function citesSources(contract: Contract): boolean {
  let cites = known.get(contract.document);
  if (cites === undefined)
    known.set(contract.document, (cites = contract.statements().some(({ kind }) => kind === 'source')));
  return cites;
}
