import type { Contract, ResponseObject } from '../model/contract.ts';
import type { Pointer } from '../model/json.ts';
import { formatLocation } from '../errors.ts';
import { findContradiction } from '../schema/contradiction.ts';

/** Why the mock has no value for a documented body, with the contradicting clauses of the schema if they are known. */
export function noValueReason(contract: Contract, schema: Pointer, { status }: ResponseObject): string {
  const found = findContradiction(contract, schema);
  return found
    ? `no value conforms to the schema of response ${status}: ${found.message} (${found.clauses.map((clause) => locate(contract, clause)).join(' and ')})`
    : `the mock finds no value that conforms to the schema at ${locate(contract, schema)}; document an example of response ${status}`;
}

function locate(contract: Contract, pointer: Pointer): string {
  return formatLocation(contract.locate(pointer));
}
