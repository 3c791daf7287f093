import type { Contract } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { isObject, valueAt } from '../json/pointer.ts';
import { knownNames } from './keywords.ts';
import { listed, unconditional } from './subschemas.ts';

/** Values of each type, to find one that violates another branch's schema of a member. */
const OTHERS: readonly Json[] = ['value', 1, true, [], {}, null];

/** The most branches of a choice that are separated; only generated documents have more. */
const MAX_BRANCHES = 24;

/**
 * A value that exactly one branch of a `oneOf` accepts (JSON Schema 2020-12 Core §10.2.1.3). Branches without required members
 * accept each other's values; a member that only the other branches describe, with an invalid value for them, separates them.
 * @param schema the schema that has the `oneOf`
 * @param candidates gives values of a branch
 * @returns undefined if none was found
 */
export function separateBranches(
  contract: Contract,
  schema: Pointer,
  candidates: (branch: Pointer) => (Json | undefined)[],
): Json | undefined {
  const holder = valueAt(contract.document, schema);
  if (!isObject(holder)) return undefined;
  const branches = listed({ pointer: schema, schema: holder }, 'oneOf').slice(0, MAX_BRANCHES);
  for (const branch of branches) {
    for (const candidate of candidates(branch)) {
      if (candidate === undefined || !contract.accepts(branch, candidate)) continue;
      const separated = breakOthers(contract, branch, branches, candidate);
      if (separated !== undefined && contract.accepts(schema, separated)) return separated;
    }
  }
  return undefined;
}

/** The value with members that no branch but its own accepts. */
function breakOthers(contract: Contract, own: Pointer, branches: Pointer[], value: Json): Json | undefined {
  let separated = value;
  for (const other of branches) {
    if (other === own || !contract.accepts(other, separated)) continue;
    const broken = breakOne(contract, own, other, separated);
    if (broken === undefined) return undefined;
    separated = broken;
  }
  return separated;
}

function breakOne(contract: Contract, own: Pointer, other: Pointer, value: Json): Json | undefined {
  if (!isObject(value)) return undefined;
  for (const name of knownNames(unconditional(contract, [other])))
    for (const wrong of OTHERS) {
      const changed = { ...value, [name]: wrong };
      if (!contract.accepts(other, changed) && contract.accepts(own, changed)) return changed;
    }
  return undefined;
}
