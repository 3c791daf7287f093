import type { Contract, Operation } from '../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, valueAt } from '../../json/pointer.ts';
import type { ResourceRole } from './resource.ts';

/** What `x-resource` of an operation, or of its path, says: it goes before every guess. */
export interface Stated {
  /** Set where it is `false`: the operation is about no resource. */
  none?: true;
  name?: string;
  role?: ResourceRole;
  /** Where the answer names the thing, as a runtime expression: `$response.body#/pet/id`. */
  identity?: { expression: string; clause: Pointer };
  /** The resource that a parameter, or a member of the body (`#/kind`), names one of; null for none. */
  parameters: Map<string, string | null>;
}

/** What a contract says of its resources itself. */
export interface Statements {
  of(operation: Operation): Stated | undefined;
}

const ROLES: readonly string[] = ['create', 'list', 'read', 'update', 'delete'] satisfies ResourceRole[];

export function readStatements(contract: Contract): Statements {
  const stated = new Map<Operation, Stated>();
  for (const operation of contract.operations) {
    const path = joinPointer('#/paths', operation.path);
    const [item, own] = [contract.resolve(path).pointer, operation.pointer].map((pointer) =>
      readStated(valueAt(contract.document, joinPointer(pointer, 'x-resource')), joinPointer(pointer, 'x-resource')),
    );
    if (own?.none || (item?.none && !own)) stated.set(operation, { none: true, parameters: new Map() });
    else if (item ?? own) {
      const parameters = new Map([...(item?.parameters ?? []), ...(own?.parameters ?? [])]);
      // What a path says of all its operations is its name and its parameters.
      const name = own?.name ?? item?.name;
      stated.set(operation, { ...own, parameters, ...(name !== undefined && { name }) });
    }
  }
  return { of: (operation) => stated.get(operation) };
}

function readStated(value: Json | undefined, pointer: Pointer): Stated | undefined {
  if (value === false) return { none: true, parameters: new Map() };
  if (typeof value === 'string') return { name: value, parameters: new Map() };
  if (!isObject(value)) return undefined;
  const { name, role, identity } = value;
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof role === 'string' && ROLES.includes(role) && { role: role as ResourceRole }),
    ...(typeof identity === 'string' && {
      identity: { expression: identity, clause: joinPointer(pointer, 'identity') },
    }),
    parameters: readParameters(value['parameters']),
  };
}

function readParameters(value: Json | undefined): Map<string, string | null> {
  const named: JsonObject = isObject(value) ? value : {};
  return new Map(
    Object.entries(named).flatMap(([name, resource]): [string, string | null][] => {
      if (resource === false) return [[name, null]];
      return typeof resource === 'string' ? [[name, resource]] : [];
    }),
  );
}
