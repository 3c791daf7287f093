import type { Contract, Operation } from '../../model/contract.ts';
import { isJsonType } from '../../http/media-type.ts';
import { normalise } from './names.ts';
import { resourcesOf } from './resources.ts';
import { shapeOfSchema } from './shape.ts';

/** Where the body of a request to a collection names the things that it is about. */
export interface NamedInBody {
  /** The member of the body: a list of identifiers. */
  member: string;
  /** The template of the path of one of them, and its last parameter. */
  item: string;
  parameter: string;
}

const METHODS = new Set(['PATCH', 'PUT', 'DELETE']);

/** `keys` of `PATCH /pets` with `{"keys": ["a", "b"], "data": {…}}`, where `/pets/{id}` is one of them; undefined for all else. */
export function namedInBody(contract: Contract, operation: Operation): NamedInBody | undefined {
  if (!METHODS.has(operation.method) || operation.path.includes('{')) return undefined;
  const collections = resourcesOf(contract).all.filter(
    ({ collection, item, parameter }) => collection === operation.path && item !== undefined && parameter !== undefined,
  );
  const [resource] = collections;
  const schema = operation.body?.media.find(({ encodedAs }) => isJsonType(encodedAs))?.schema;
  if (!resource?.item || !resource.parameter || collections.length > 1 || schema === undefined) return undefined;
  const shape = shapeOfSchema(contract, schema);
  const members = [...shape.members.keys()].filter((name) => {
    const member = shape.member(name);
    const types = member?.items()?.types ?? [];
    return isPlural(name, resource.name) && member?.types.includes('array') && types.every((type) => SCALARS.has(type));
  });
  const [member] = members;
  return member === undefined || members.length > 1
    ? undefined
    : { member, item: resource.item, parameter: resource.parameter.name };
}

const SCALARS = new Set(['string', 'integer', 'number']);

/** `keys`, `ids`, `petIds`, `pet_keys`. */
function isPlural(name: string, resource: string): boolean {
  const [, word] = /^(.*?)(?:ids|keys|uuids|guids)$/.exec(normalise(name)) ?? [];
  return word === '' || word === normalise(resource);
}
