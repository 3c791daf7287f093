import type { Contract, Operation } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { isSuccess } from '../../contract/examples.ts';
import { valueAt } from '../../json/pointer.ts';
import { withoutWriteOnly } from '../../schema/read-write-only.ts';
import { asSegment, collectionAddress, identifierIn, thingAddress } from './addresses.ts';
import { keptOperation, thingIn, type KeptOperation } from '../../contract/resources/kept-operation.ts';
import { isKept, keptOnPath } from './kept-things.ts';
import type { Address } from './store.ts';

/**
 * The things that the documented examples show, by their addresses: those of a read say most, then those of a creation. What a
 * documented request names and no example shows is among them.
 */
export function seedsOf(contracts: Contract[]): Seed[] {
  const seeds = new Map<string, Seed>();
  const add = ({ address, value }: Seed): void => {
    const key = `${address.collection}/${address.id}`;
    seeds.set(key, { address, value: { ...value, ...seeds.get(key)?.value } });
  };
  for (const contract of contracts) {
    const resources = resourcesOf(contract);
    const shown = contract.operations.flatMap((operation) => {
      const found = resources.of(operation);
      return found && isKept(found.resource) && found.role !== 'delete'
        ? shownThings(keptOperation(contract, operation, found.resource, found.role))
        : [];
    });
    shown.sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role)).forEach(add);
    contract.operations.flatMap((operation) => namedThings(contract, operation)).forEach(add);
  }
  return [...seeds.values()];
}

export interface Seed {
  address: Address;
  value: JsonObject;
}

const ORDER = ['read', 'create', 'update', 'list'] as const;

interface Shown extends Seed {
  role: (typeof ORDER)[number];
}

function shownThings(kept: KeptOperation): Shown[] {
  const { contract, operation, resource, role } = kept;
  return operation.examples.flatMap(({ request, response }): Shown[] => {
    if (role === 'delete' || !response || !isSuccess(response.of)) return [];
    const collection = collectionAddress(contract, resource, operation, request.path);
    const schema = response.media?.schema;
    const body =
      response.body !== undefined && schema !== undefined
        ? withoutWriteOnly(contract, schema, response.body)
        : response.body;
    if (collection === undefined || body === undefined) return [];
    return thingsIn(kept, body).flatMap((thing) => {
      const id = identifierOf(kept, operation, thing, request.path);
      return id === undefined ? [] : [{ role, address: { collection, id }, value: thing }];
    });
  });
}

/** The things that the paths of documented requests name, each with its identifier alone. */
function namedThings(contract: Contract, operation: Operation): Seed[] {
  const resources = keptOnPath(contract, operation);
  return operation.examples
    .filter(({ response }) => !response || isSuccess(response.of))
    .flatMap(({ request }) =>
      resources.flatMap((resource) => {
        const address = thingAddress(contract, resource, operation, request.path);
        const identifier = identifierMember(contract, resource);
        const value = identifierIn(resource, operation, request.path);
        const thing = identifier === undefined || value === undefined ? {} : { [identifier]: value };
        return address ? [{ address, value: thing }] : [];
      }),
    );
}

/** The member that names a thing, as its read or its creation shows it. */
function identifierMember(contract: Contract, resource: Resource): string | undefined {
  const { read, create } = resource;
  if (read) return keptOperation(contract, read, resource, 'read').identifier;
  return create[0] && keptOperation(contract, create[0], resource, 'create').identifier;
}

function thingsIn({ list, at }: KeptOperation, body: Json): JsonObject[] {
  const items = list === undefined ? [body] : valueAt(body, list);
  return (Array.isArray(items) ? items : []).map((item) => thingIn(item, at)).filter((thing) => thing !== undefined);
}

function identifierOf(
  { identifier, resource, role }: KeptOperation,
  { method }: Operation,
  thing: JsonObject,
  path: JsonObject,
): string | undefined {
  const named = role === 'list' || method === 'POST' ? undefined : path[resource.parameter?.name ?? ''];
  const value = named ?? (identifier === undefined ? undefined : thing[identifier]);
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return value === '' ? undefined : asSegment(value);
}
