/* Which operations are about things that are kept, and which things have to be there for them. */
import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import { keptOperation, type KeptOperation } from '../../contract/resources/kept-operation.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { isAtOrBelow } from '../../contract/resources/path-shapes.ts';
import { collectionAddress, thingAddress } from './addresses.ts';
import type { Store } from './store.ts';

/** Whether what an operation is about is kept: then so is all that it lies in. */
export function isThere(
  { kept }: Known,
  { contract, operation, inputs }: { contract: Contract; operation: Operation; inputs: RequestValues },
  store: Store,
): boolean {
  if (!kept || kept.role === 'create') return false;
  const { resource, role } = kept;
  if (role !== 'list') {
    const address = thingAddress(contract, resource, operation, inputs.path);
    return address !== undefined && store.find(address) !== undefined;
  }
  const collection = collectionAddress(contract, resource, operation, inputs.path);
  return collection !== undefined && store.contents(collection).things.length > 0;
}

/** What is known of an operation: what it does, and the things that have to be there for it. */
export interface Known {
  kept: KeptOperation | undefined;
  within: Resource[];
}

/** Looks once at an operation. */
export function look(contract: Contract, operation: Operation): Known {
  const resources = resourcesOf(contract);
  const found = resources.of(operation);
  const kept =
    found && isKept(found.resource) ? keptOperation(contract, operation, found.resource, found.role) : undefined;
  const within = keptOnPath(contract, operation).filter((one) => one !== kept?.resource);
  return { kept, within };
}

/** The kept resources that the path of an operation names things of: what it runs through, or what its other parameters refer to. */
export function keptOnPath(contract: Contract, operation: Operation): Resource[] {
  const resources = resourcesOf(contract);
  const own = resources.of(operation)?.resource;
  const named = operation.parameters.flatMap(({ in: where, name }) =>
    where === 'path' ? (resources.named(operation, name) ?? []) : [],
  );
  // What names the thing itself refers to no other one.
  const isElsewhere = ({ item = '', parameter }: Resource) =>
    parameter?.name === own?.parameter?.name && !isAtOrBelow(operation.path, item);
  return [...new Set(named)].filter((one) => isKept(one) && !isElsewhere(one));
}

/** Whether things of a resource come to be by requests; of all others, nobody knows what is there. */
export function isKept({ create, update, item }: Resource): boolean {
  return item !== undefined && (create.length > 0 || update.some(createsByPut));
}

/** Whether a PUT creates what is not there. */
export function createsByPut({ method, responses }: Operation): boolean {
  return method === 'PUT' && responses.some(({ status }) => status === '201');
}
