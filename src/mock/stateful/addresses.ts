import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import { keyOf } from '../../contract/resources/identify.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { formatAtEnd, isAtOrBelow, withoutFormat } from '../../contract/resources/path-shapes.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isObject } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import type { Address } from './store.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

/** A value as it stands in a path, percent-encoded. */
export function asSegment(value: Json): string {
  return percentEncode(scalarText(value));
}

/** The segments of a path template with the values of its parameters; undefined for those that have none. */
function fill(template: string, params: RequestValues['path']): (string | undefined)[] {
  return segmentsOf(template).map((segment) => {
    let isWhole = true;
    const filled = segment.replace(/\{([^{}]+)\}/g, (_, name: string) => {
      const value = params[name];
      isWhole &&= value !== undefined && value !== null && value !== '';
      return asSegment(value ?? null);
    });
    return isWhole ? filled : undefined;
  });
}

function segmentsOf(path: string): string[] {
  return withoutFormat(path).split('/').slice(1);
}

/** The segments of a resource's paths, which are asked for with each request. */
const known = new WeakMap<Resource, { item: string[]; collection: string[] }>();

function segmentsOfResource(resource: Resource) {
  let found = known.get(resource);
  if (!found) {
    found = { item: segmentsOf(resource.item ?? ''), collection: segmentsOf(resource.collection ?? '') };
    known.set(resource, found);
  }
  return found;
}

/** The collection of a resource that a request is about; undefined where the request does not say which. */
export function collectionAddress(
  { name }: Pick<Contract, 'name'>,
  { collection }: Resource,
  { path }: Pick<Operation, 'path'>,
  params: RequestValues['path'],
): string | undefined {
  if (collection === undefined) return undefined;
  const wanted = segmentsOf(collection);
  // The parameters may have other names in the path of the operation.
  const filled = fill(isAtOrBelow(path, collection) ? path : collection, params).slice(0, wanted.length);
  return filled.includes(undefined) ? undefined : [percentEncode(name), ...filled].join('/');
}

/** The thing that the path of a request names; undefined where it names none. */
export function thingAddress(
  contract: Pick<Contract, 'name'>,
  resource: Resource,
  operation: Pick<Operation, 'path'>,
  params: RequestValues['path'],
): Address | undefined {
  const collection = collectionAddress(contract, resource, operation, params);
  if (collection === undefined || resource.item === undefined) return undefined;
  const before = segmentsOf(resource.collection ?? '').length;
  // The path of the operation may lie below the thing, with parameters of other names, or only name it.
  const path = isAtOrBelow(operation.path, resource.item) ? operation.path : resource.item;
  const ids = fill(path, params).slice(before, segmentsOf(resource.item).length);
  return ids.length === 0 || ids.includes(undefined) ? undefined : { collection, id: ids.join('/') };
}

/**
 * Where a thing of such an identifier is kept. An identifier that is the thing's whole URI names it by what stands last in that.
 * @param known what else names it, where its path has several parameters: `/{section}/{title}`
 */
export function addressOf(
  contract: Contract,
  resource: Resource,
  collection: string,
  id: Json,
  known: JsonObject,
): Address {
  const key = typeof id === 'string' ? keyOf(contract, resource, id) : id;
  const { item, collection: outer } = segmentsOfResource(resource);
  const template = item.slice(outer.length);
  // One parameter names it, and what else is known of it does not matter.
  if (template.length < 2) return { collection, id: asSegment(key) };
  const others = Object.fromEntries(Object.entries(known).map(([name, value]) => [name, nameIn(value)]));
  const named = { ...others, ...(resource.parameter && { [resource.parameter.name]: key }) };
  const ids = fill(`/${template.join('/')}`, named);
  return { collection, id: ids.includes(undefined) ? asSegment(key) : ids.join('/') };
}

/** Members that name what an object is about, as in `owner: { login: "ada" }`. */
const NAMES = ['login', 'slug', 'key', 'name', 'id'];

/** The name of what a member refers to: itself, or a member of it. */
function nameIn(value: Json): Json {
  if (!isObject(value)) return Array.isArray(value) ? null : value;
  return namesIn(value)[0] ?? null;
}

/** The members of an object that name it. */
export function namesIn(value: JsonObject): (string | number)[] {
  return NAMES.map((name) => value[name]).filter((one) => typeof one === 'string' || typeof one === 'number');
}

/** The value in the path of a request that names a thing in its collection. */
export function identifierIn(
  { item = '' }: Resource,
  { path }: Pick<Operation, 'path'>,
  params: RequestValues['path'],
): Json | undefined {
  const last = segmentsOf(path)[segmentsOf(item).length - 1];
  const [, name] = /^\{([^{}]+)\}$/.exec(last ?? '') ?? [];
  return name === undefined ? undefined : params[name];
}

/** The path of a thing on the server: behind what stands before the contract's own path in the path of a request. */
export function uriPath({ collection, id }: Address, { path }: Pick<Operation, 'path'>, requestPath: string): string {
  const sent = segmentsOf(requestPath);
  const before = sent.slice(0, sent.length - segmentsOf(path).length);
  return `/${[...before, collection.slice(collection.indexOf('/') + 1), id].join('/')}${formatAtEnd(path)}`;
}
