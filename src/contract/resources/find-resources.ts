import type { Contract, Operation } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { valueAt } from '../../json/pointer.ts';
import { isSuccess } from '../examples.ts';
import { normalise, singular, SYNONYMS } from './names.ts';
import { uriPlaces } from './own-uri.ts';
import { itemPaths, shapeOfPath, withoutFormat, type ItemPath, type Middle } from './path-shapes.ts';
import type { Resource, ResourceRole } from './resource.ts';
import { answerShapes } from './shape.ts';
import { verbOf } from './verbs-in-paths.ts';
import { isList } from './locate.ts';
import type { Statements } from './statements.ts';

/** What the paths of a contract tell of its resources. */
export interface Found {
  all: Resource[];
  /** The resource that each path parameter of an operation names one of, the outermost first. */
  named: Map<Operation, Map<string, Resource>>;
  roles: Map<Operation, { resource: Resource; role: ResourceRole }>;
  /** By the shape of the item's path. */
  byItem: Map<string, Resource>;
}

/** The resources that the paths of a contract show, with what each operation does to them. */
export function findResources(contract: Contract, statements: Statements): Found {
  const { operations } = contract;
  const paths = createPaths(contract);
  const found: Found = { all: [], named: new Map(), roles: new Map(), byItem: new Map() };
  for (const operation of operations) {
    const names = new Map<string, Resource>();
    let parent: Resource | undefined;
    for (const path of paths.items(operation)) {
      const resource = resourceAt(path.collection, parent);
      addItem(resource, path, operation);
      for (const name of path.names) names.set(name, resource);
      parent = resource;
    }
    found.named.set(operation, names);
  }
  // Only now is it known which paths are collections.
  for (const operation of operations) {
    const role = statements.of(operation)?.none ? undefined : roleOf(operation);
    if (role) assign(found, operation, role.resource, role.role);
  }
  return found;

  function resourceAt(collection: string, parent: Resource | undefined): Resource {
    const known = paths.resources.get(shapeOfPath(collection));
    if (known) return known;
    const resource: Resource = {
      name: nameOf(collection, parent),
      collection: paths.written(collection),
      ...(parent && { parent }),
      create: [],
      update: [],
      identities: [],
    };
    paths.resources.set(shapeOfPath(collection), resource);
    found.all.push(resource);
    return resource;
  }

  function addItem(resource: Resource, { item, names }: ItemPath, operation: Operation): void {
    if (resource.item !== undefined) return;
    const last = names.at(-1);
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === last);
    resource.item = paths.written(item);
    if (parameter) resource.parameter = parameter;
    if (resource.name === '' && last !== undefined)
      resource.name = SYNONYMS.includes(normalise(last)) ? (resource.parent?.name ?? last) : last;
    found.byItem.set(shapeOfPath(item), resource);
  }

  /** What an operation does, by its method and its path. */
  function roleOf(operation: Operation): { resource: Resource; role: ResourceRole } | undefined {
    const { method, path } = operation;
    const own = paths.resources.get(shapeOfPath(path));
    const item = found.byItem.get(shapeOfPath(path));
    const role = item && ITEM_ROLES[method];
    const said = own || item ? undefined : saidRole(operation);
    if (said) return said;
    const partly = !own && !item && method === 'GET' ? paths.composite(path) : undefined;
    if (partly) {
      for (const { name } of operation.parameters.filter((one) => one.in === 'path'))
        if (!found.named.get(operation)?.has(name)) found.named.get(operation)?.set(name, partly);
      return { resource: partly, role: 'list' };
    }
    const below = () => resourceAt(withoutFormat(path), [...(found.named.get(operation)?.values() ?? [])].at(-1));
    // `POST /promotions/{id}` changes what `POST /promotions` created, although `/promotions/{id}/{rule_type}` lies directly in it.
    const isThing = item !== undefined && paths.middleAt(path) === 'thing';
    if (method === 'POST' && ((own && !isThing) || (!item && provesCreation(operation))))
      return { resource: own ?? below(), role: 'create' };
    const lists = () => {
      const answers = answerShapes(contract, operation);
      // What is changed or deleted under the same path is one thing, whatever lists it has.
      const isOne = own && item && operations.some((one) => one.path === path && CHANGING.has(one.method));
      return isList(
        isOne ? answers.filter(({ shape }) => shape.types.includes('array')) : answers,
        nameOf(path, undefined),
      );
    };
    // `/gists/{gist_id}` is read, although `/gists/{gist_id}/{sha}` lies directly in it.
    if (method === 'GET' && (own ? !item || lists() : !item && lists()))
      return { resource: own ?? below(), role: 'list' };
    return role && { resource: item, role };
  }

  /** What the word at the end of a path says of the things whose paths stand before it, where no other operation does that. */
  function saidRole({ method, path }: Operation): { resource: Resource; role: ResourceRole } | undefined {
    const verb = verbOf(method, path);
    if (!verb) return undefined;
    const isDoneAt = (at: string, how: string) =>
      operations.some((one) => one.method === how && shapeOfPath(one.path) === shapeOfPath(at));
    if (isDoneAt(verb.path, method)) return undefined;
    const thing = verb.thing && found.byItem.get(shapeOfPath(verb.path));
    if (thing) return { resource: thing, role: 'read' };
    const collection = verb.collection && paths.resources.get(shapeOfPath(verb.path));
    return collection?.item !== undefined && verb.collection
      ? { resource: collection, role: verb.collection }
      : undefined;
  }
}

/** What the paths of a document are, by their shapes. */
function createPaths(contract: Contract) {
  const { operations } = contract;
  const middleAt = middles(contract);
  const written = new Map<string, string>();
  for (const { path } of operations) if (!written.has(shapeOfPath(path))) written.set(shapeOfPath(path), path);
  const known = new Map<string, ItemPath[]>();
  const resources = new Map<string, Resource>();
  return {
    resources,
    middleAt,
    /** A path as the document writes it. */
    written: (path: string) => written.get(shapeOfPath(path)) ?? path,
    items: ({ path }: Operation) => {
      const items = known.get(path) ?? itemPaths(path, middleAt);
      known.set(path, items);
      return items;
    },
    /** The resource whose things a path names a part of: `/tags/{type}` of `/tags/{type}/{value}`. */
    composite: (path: string) => {
      if (middleAt(path) !== 'part') return undefined;
      const collection = path.replace(/(\/\{[^{}]*\})+\/?$/, '');
      return resources.get(shapeOfPath(collection));
    },
  };
}

const ITEM_ROLES: Record<string, ResourceRole> = {
  GET: 'read',
  PUT: 'update',
  PATCH: 'update',
  POST: 'update',
  DELETE: 'delete',
};

/** Whether a POST is documented to make something (RFC 9110 §9.3.3): by 201, a Location, or the URI of a thing below its path. */
function provesCreation({ responses, path }: Operation): boolean {
  const isBelow = (uri: Json | undefined) => typeof uri === 'string' && uri.includes(`${path.replace(/\/$/, '')}/`);
  return responses.some(
    (response) =>
      response.status === '201' ||
      (isSuccess(response) &&
        (response.headers.some(({ name }) => name.toLowerCase() === 'location') ||
          response.media.some(({ examples }) =>
            [...examples.values()].some(({ value }) => uriPlaces(value).some((at) => isBelow(valueAt(value, at)))),
          ))),
  );
}

/** Notes what an operation does with a resource. */
export function assign(
  { roles }: Pick<Found, 'roles'>,
  operation: Operation,
  resource: Resource,
  role: ResourceRole,
): void {
  roles.set(operation, { resource, role });
  if (role === 'create') resource.create.push(operation);
  else if (role === 'update') resource.update.push(operation);
  else if (role === 'delete') resource.remove ??= operation;
  else resource[role] ??= operation;
}
/**
 * What stands where one parameter follows another: a thing, where it is read alone, changed or deleted; a collection, where
 * something is created; else a part of what names the thing.
 */
function middles(contract: Contract): (path: string) => Middle | undefined {
  const goingOn = new Set(
    contract.operations.flatMap(({ path }) => {
      const segments = shapeOfPath(path).split('/');
      return segments.flatMap((segment, index) =>
        segment === '{}' && segments[index - 1] === '{}' ? [segments.slice(0, index).join('/')] : [],
      );
    }),
  );
  const standing = new Map<string, Operation[]>();
  /** Where something is created, and where something is changed or deleted. */
  const creating = new Set<string>();
  const changing = new Set<string>();
  for (const operation of contract.operations) {
    const shape = shapeOfPath(operation.path);
    if (goingOn.has(shape)) standing.set(shape, [...(standing.get(shape) ?? []), operation]);
    if (operation.method === 'POST') creating.add(shape);
    if (operation.method === 'POST' || CHANGING.has(operation.method)) changing.add(shape);
  }
  const isOfOne = (operation: Operation): boolean =>
    CHANGING.has(operation.method) ||
    (operation.method === 'GET' && !isList(answerShapes(contract, operation), nameOf(operation.path, undefined)));
  const known = new Map<string, Middle>();
  return (path) => {
    const shape = shapeOfPath(path);
    if (!goingOn.has(shape)) return undefined;
    const at = standing.get(shape) ?? [];
    // What the collection before it creates, and is deleted here, while nothing below is ever changed.
    const isMade =
      creating.has(shape.replace(/\/\{\}$/, '')) &&
      at.some(({ method }) => method === 'DELETE') &&
      !changing.has(`${shape}/{}`);
    const creates = at.some(({ method }) => method === 'POST') && !isMade;
    const middle = known.get(shape) ?? (creates ? 'collection' : at.some(isOfOne) ? 'thing' : 'part');
    known.set(shape, middle);
    return middle;
  };
}

const CHANGING = new Set(['PUT', 'PATCH', 'DELETE']);

function nameOf(collection: string, parent: Resource | undefined): string {
  // `/gists/{gist_id}/{sha}`: what lies in a thing is not another thing of that kind.
  const own = parent?.item === undefined ? undefined : shapeOfPath(parent.item);
  const words = withoutFormat(collection)
    .split('/')
    .filter((segment) => segment !== '' && !segment.includes('{'));
  const last = own === shapeOfPath(collection) ? undefined : words.at(-1);
  return last === undefined ? '' : singular(last);
}
