import type { Contract, Operation } from '../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, valueAt } from '../../json/pointer.ts';
import type { Place, ResourceRole } from './resource.ts';

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
    const path = joinPointer('#/paths', operation.written ?? operation.path);
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

/** What is wrong with an `x-resource`, as the end of a sentence, and how to correct it; undefined where it can be read. */
export function statementProblem(value: Json | undefined): { at: string[]; message: string; hint: string } | undefined {
  if (!isObject(value)) return undefined;
  const { role, identity } = value;
  if (typeof role === 'string' && !ROLES.includes(role))
    return { at: ['role'], message: `is ${role}, which is no role`, hint: `Write one of ${ROLES.join(', ')}.` };
  if (typeof identity === 'string' && !placeOf(identity))
    return {
      at: ['identity'],
      message: 'is no runtime expression that names a place',
      hint: 'Write it as $response.body#/id or $response.header.Location (OpenAPI 3.1 §4.8.20.4).',
    };
  const odd = Object.entries(isObject(value['parameters']) ? value['parameters'] : {}).find(
    ([, resource]) => typeof resource !== 'string' && resource !== false,
  );
  return (
    odd && {
      at: ['parameters', odd[0]],
      message: 'names no resource',
      hint: 'Write the name of a resource, as assay explain shows it, or false for none.',
    }
  );
}

/** The place that a runtime expression names (OpenAPI 3.1 §4.8.20.4). */
export function placeOf(expression: string): Place | undefined {
  const [, message, place = '', rest = ''] =
    /^\$(request|response)\.(body|header|path|query)(?:[#.](.*))?$/.exec(expression) ?? [];
  if (message === 'response' && place === 'body') return { in: 'body', pointer: `#${rest}` };
  if (message === 'response' && place === 'header') return { in: 'header', name: rest };
  if (message === 'request' && place === 'body') return { in: 'request', pointer: `#${rest}` };
  return message === 'request' ? { in: 'request', parameter: rest } : undefined;
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
