import type { Contract, Operation } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { isSuccess } from '../../contract/examples.ts';
import { valueAt } from '../../json/pointer.ts';
import { withoutWriteOnly } from '../../schema/read-write-only.ts';
import { collectionAddress } from './addresses.ts';
import { keptOperation, thingIn, type KeptOperation } from './kept-operation.ts';
import { isKept } from './stateful.ts';
import type { Address, Store } from './store.ts';

/** Puts the things that the documented examples show into a store: those of a read say most, then those of a creation. */
export function seedStore(store: Store, contracts: Contract[]): void {
  for (const contract of contracts) {
    const resources = resourcesOf(contract);
    const shown = contract.operations.flatMap((operation) => {
      const found = resources.of(operation);
      return found && isKept(found.resource) && found.role !== 'delete'
        ? shownThings(keptOperation(contract, operation, found.resource, found.role))
        : [];
    });
    for (const { address, thing } of shown.sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))) {
      const known = store.find(address)?.value;
      store.put(address, { ...thing, ...known });
    }
  }
}

const ORDER = ['read', 'create', 'update', 'list'] as const;

interface Shown {
  role: (typeof ORDER)[number];
  address: Address;
  thing: JsonObject;
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
      return id === undefined ? [] : [{ role, address: { collection, id }, thing }];
    });
  });
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
  return value === '' ? undefined : encodeURIComponent(String(value).toWellFormed());
}
