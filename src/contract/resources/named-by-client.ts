import type { Contract, Operation } from '../../model/contract.ts';
import { deletionOf } from './deletion.ts';
import { shapeOfPath } from './path-shapes.ts';
import type { Resource } from './resource.ts';
import { resourcesOf } from './resources.ts';
import { shapeOfSchema } from './shape.ts';

/**
 * The resource that an operation makes one of under the name that its path gives it: `PUT /indexes/{name}`, where nothing else
 * creates one, or where 201 is documented. That it can be read says whether a name is free, and that it can be deleted how to undo it.
 * Undefined for all else: a PUT changes what is there.
 */
export function namedByClient(contract: Contract, operation: Operation): Resource | undefined {
  const { method, path } = operation;
  if (method !== 'PUT' && method !== 'POST') return undefined;
  const resources = resourcesOf(contract);
  const { resource, role } = resources.of(operation) ?? {};
  const { item, read, parameter } = resource ?? {};
  if (!resource || !read || !deletionOf(resource) || !parameter || item === undefined) return undefined;
  if (role !== 'update' || shapeOfPath(item) !== shapeOfPath(path)) return undefined;
  const isOnlyWay = resource.create.every((create) => create === operation);
  return (isOnlyWay || resource.create.includes(operation)) && isText(contract, parameter.schema)
    ? resource
    : undefined;
}

/** Numbers are given by servers. */
function isText(contract: Contract, schema: string | undefined): boolean {
  return schema === undefined || shapeOfSchema(contract, schema).types.includes('string');
}
