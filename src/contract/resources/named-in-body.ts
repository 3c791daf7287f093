import type { Contract, Operation } from '../../model/contract.ts';
import type { Pointer } from '../../model/json.ts';
import { isJsonType } from '../../http/media-type.ts';
import { unconditional } from '../../schema/subschemas.ts';
import { normalise, singular } from './names.ts';
import { shapeOfPath } from './path-shapes.ts';
import type { Resource } from './resource.ts';
import { resourcesOf } from './resources.ts';
import { shapeOfSchema } from './shape.ts';

/** Where the body of a request names the things that it is about. */
export interface NamedInBody {
  /** The member of the body: a list of identifiers. */
  member: string;
  /** The template of the path of one of them, and its last parameter. */
  item: string;
  parameter: string;
}

const METHODS = new Set(['PATCH', 'PUT', 'DELETE']);

/**
 * `petIds` of `POST /pets/owner`, where `/pets/{petId}` is one of them; `keys` of `PATCH /pets` with `{"keys": ["a", "b"], "data": {…}}`, where `/pets/{id}` is one of them; and `pets` of
 * `POST /shops/{shop}/sell` with `{"pets": ["a", "b"]}`, where `/shops/{shop}/pets/{pet}` is one. Undefined for all else.
 */
export function namedInBody(contract: Contract, operation: Operation): NamedInBody | undefined {
  const found = known.get(contract) ?? new Map<Operation, NamedInBody | undefined>();
  known.set(contract, found);
  if (!found.has(operation)) found.set(operation, findNamed(contract, operation));
  return found.get(operation);
}

/** What may be sent to an operation is asked for each of its requests. */
const known = new WeakMap<Contract, Map<Operation, NamedInBody | undefined>>();

function findNamed(contract: Contract, operation: Operation): NamedInBody | undefined {
  const schema = operation.body?.media.find(({ encodedAs }) => isJsonType(encodedAs))?.schema;
  if (schema === undefined) return undefined;
  const found = resourcesIn(contract, operation).flatMap((resource) => named(contract, operation, schema, resource));
  const [only, ...others] = found;
  return others.length > 0 ? undefined : only;
}

/** The things that a body may list: those of the collection at the path, or those that lie in what the path names. */
function resourcesIn(contract: Contract, { method, path }: Operation): Resource[] {
  const { all } = resourcesOf(contract);
  if (!path.includes('{'))
    return all.filter(({ collection }) =>
      METHODS.has(method)
        ? collection === path
        : method === 'POST' && collection !== undefined && isDoneTo(contract, path, collection),
    );
  // `/shops/{shop}/pets/{pet}` lies in `/shops/{shop}`, whatever else the path names.
  const outer = `${shapeOfPath(path.slice(0, path.indexOf('}') + 1))}/`;
  const isBehind = !path.endsWith('}');
  return method === 'POST' && isBehind
    ? all.filter(({ item }) => item !== undefined && shapeOfPath(item).startsWith(outer))
    : [];
}

function named(contract: Contract, { path }: Operation, schema: Pointer, resource: Resource): NamedInBody[] {
  const { item, parameter } = resource;
  if (item === undefined || parameter === undefined) return [];
  const shape = shapeOfSchema(contract, schema);
  const isOfCollection = !path.includes('{');
  const members = [...shape.members.keys()].filter((name) => {
    const member = shape.member(name);
    const types = member?.items()?.types ?? [];
    if (!member?.types.includes('array') || !types.every((type) => SCALARS.has(type))) return false;
    // A list that may be left out may be about something else than what the operation does.
    return isOfCollection
      ? isPlural(name, resource.name) || normalise(singular(name)) === normalise(parameter.name)
      : types.length > 0 && isRequired(contract, schema, name) && lists(name, resource.name);
  });
  const [member] = members;
  return member === undefined || members.length > 1 ? [] : [{ member, item, parameter: parameter.name }];
}

const SCALARS = new Set(['string', 'integer', 'number']);

/** `POST /posts/owner` does something to the posts of `/posts/`, unless the last word is that of a collection, too. */
function isDoneTo({ operations }: Contract, path: string, collection: string): boolean {
  const own = shapeOfPath(path);
  const [above, word = ''] = [own.slice(0, own.lastIndexOf('/')), own.slice(own.lastIndexOf('/') + 1)];
  return (
    above !== '' &&
    above === shapeOfPath(collection) &&
    singular(word) === word &&
    !operations.some((one) => one.method === 'GET' && shapeOfPath(one.path) === own) &&
    !operations.some((one) => shapeOfPath(one.path).startsWith(`${own}/`))
  );
}

/** `keys`, `ids`, `petIds`, `pet_keys`. */
function isPlural(name: string, resource: string): boolean {
  const [, word] = /^(.*?)(?:ids|keys|uuids|guids)$/.exec(normalise(name)) ?? [];
  return word === '' || word === normalise(resource);
}

/** `pets`, `petIds`: where several kinds of things lie in one, the word has to say which. */
function lists(name: string, resource: string): boolean {
  const words = [normalise(singular(name)), normalise(name).replace(/(?:ids|keys|uuids|guids|names)$/, '')];
  return words.includes(normalise(resource));
}

function isRequired(contract: Contract, schema: Pointer, name: string): boolean {
  return unconditional(contract, [schema]).some(({ schema: { required } }) => [required].flat().includes(name));
}
