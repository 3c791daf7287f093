import type { Contract, Operation } from '../model/contract.ts';
import type { JsonObject, Pointer } from '../model/json.ts';
import { ContractError } from '../errors.ts';
import { isObject, joinPointer } from '../json/pointer.ts';
import { resolvePointer } from '../schema/references.ts';
import { readOperationsAt } from './operations/read-operations.ts';

/** A request that the API sends: of a callback of an operation (OpenAPI 3.1 §4.8.18), or a webhook (§4.8.1). */
export interface OutgoingRequest {
  name: string;
  /** For a callback: the runtime expression of its URL. */
  expression?: string;
  operation: Operation;
}

/** The callbacks of an operation; what cannot be read of them is left out. Cached. */
export function callbacksOf(contract: Contract, operation: Operation): readonly OutgoingRequest[] {
  let found = known.get(operation);
  if (!found) known.set(operation, (found = readCallbacks(contract, operation)));
  return found;
}

const known = new WeakMap<Operation, OutgoingRequest[]>();

/** The webhooks of a contract (OpenAPI 3.1 §4.8.1); what cannot be read of them is left out. */
export function webhooksOf(contract: Contract): OutgoingRequest[] {
  return members(contract.document, '#/webhooks').flatMap(([name, item]) =>
    operationsAt(contract, item).map((operation) => ({ name, operation })),
  );
}

function readCallbacks(contract: Contract, operation: Operation): OutgoingRequest[] {
  return members(contract.document, joinPointer(operation.pointer, 'callbacks')).flatMap(([name, pointer]) =>
    members(contract.document, pointer).flatMap(([expression, item]) =>
      operationsAt(contract, item).map((sent) => ({ name, expression, operation: sent })),
    ),
  );
}

/** The names in a map, with the pointers of what they stand for, references followed. */
function members(document: JsonObject, at: Pointer): [string, Pointer][] {
  const map = resolvePointer(document, at);
  if (!map || !isObject(map.value)) return [];
  return Object.keys(map.value)
    .filter((name) => !name.startsWith('x-'))
    .map((name) => [name, joinPointer(map.pointer, name)]);
}

function operationsAt(contract: Contract, item: Pointer): Operation[] {
  const fail = (pointer: Pointer, message: string, hint: string): never => {
    throw new ContractError(message, contract.locate(pointer), hint);
  };
  try {
    return readOperationsAt(contract, fail, item);
  } catch (error) {
    if (error instanceof ContractError) return [];
    throw error;
  }
}
