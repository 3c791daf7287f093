import type { Operation } from '../../model/contract.ts';
import { isSameName } from './names.ts';
import type { Resource } from './resource.ts';

/** The DELETE of a thing's path, where it takes what names the thing: `/tokens/{secret}` is not `/tokens/{name}`. */
export function deletionOf(resource: Resource | undefined): Operation | undefined {
  const operation = resource?.remove;
  return operation && isSameName(resource.parameter?.name, operation.path, resource.name) ? operation : undefined;
}
