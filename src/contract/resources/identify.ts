import type { Contract, Operation } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { readFields } from '../../http/header-fields.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { lastToken, nameAt } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { namesIn } from '../../messages/path-template.ts';
import { localPath, type ExpressionContext } from '../runtime-expressions.ts';
import { isNamed, isNamedForAnother, isOwn, wantedOf } from './identities.ts';
import { followLink } from './links.ts';
import { locateInThing } from './locate.ts';
import { renamed, shapeOfPath } from './path-shapes.ts';
import type { Evidence, Identity, Resource } from './resource.ts';
import { resourcesOf, routerOf } from './resources.ts';
import { shapeOfValue } from './shape.ts';

/** The path parameters that name a thing, and what tells so; else why they are not known. */
export type Identified = Named | { reason: string };

export interface Named {
  path: JsonObject;
  by: Evidence;
}

/** What one creation created, as the path parameters of the item that name it; else why it is not known. */
export function identify(
  contract: Contract,
  resource: Resource,
  create: Operation,
  context: ExpressionContext,
  baseUrl: string,
): Identified {
  const own = resource.identities.filter(({ from }) => from === create);
  const said = own.filter(({ by }) => by === 'declared' || by === 'link');
  const attempt = (identity: Identity): Try => ({
    by: identity.by,
    find: () => byIdentity(contract, resource, identity, context, baseUrl),
  });
  const tries: Try[] = [
    ...said.map(attempt),
    // A Location counts where the contract does not mention it, too (RFC 9110 §10.2.2).
    { by: 'location', find: () => byLocation(contract, resource, context, baseUrl) },
    ...own.filter((identity) => !said.includes(identity)).map(attempt),
    // What an answer has by the rules that read contracts, where this one does not describe it.
    ...(own.some(({ place }) => place?.in === 'body')
      ? []
      : [{ by: 'synonym' as const, find: () => byShape(contract, resource, context) }]),
  ];
  const reasons: string[] = [];
  for (const { by, find } of tries) {
    const found = find();
    if (found && 'path' in found) return { path: found.path, by };
    if (found) reasons.push(found.reason);
  }
  return { reason: reasons[0] ?? 'nothing says what was created' };
}

/** Whether it may be another thing that such evidence names: no finding rests on it. */
export function isGuess(by: Evidence): boolean {
  return GUESSES.has(by);
}

const GUESSES = new Set<Evidence>(['synonym', 'nested', 'bare', 'request']);

type Found = { path: JsonObject } | { reason: string };

interface Try {
  by: Evidence;
  find(): Found | undefined;
}

function byIdentity(
  contract: Contract,
  resource: Resource,
  { by, place, link }: Identity,
  context: ExpressionContext,
  baseUrl: string,
): Found {
  if (link) {
    const path = pick(context.inputs.path, link.to.path);
    const followed = followLink(link, { path, query: {}, header: {}, cookie: {} }, context);
    return 'missing' in followed
      ? { reason: `the response has no ${followed.missing}` }
      : requireAll(renamed(followed.inputs.path, link.to.path, resource.item), resource.item);
  }
  if (!place) return { reason: 'nothing says what was created' };
  const { name, value } = readPlace(place, context);
  if (by === 'location' || by === 'self' || place.in === 'header')
    return typeof value === 'string'
      ? byUri(contract, resource, value, context, baseUrl)
      : { reason: `the response has no ${name}` };
  if (typeof value !== 'string' && typeof value !== 'number') return { reason: `the response has no ${name}` };
  return withParents(contract, resource, value, context);
}

/** What names a thing, where its identifier is its whole URI: the last of the parameters in that. */
export function keyOf(contract: Contract, { item }: Pick<Resource, 'item'>, value: string | number): string | number {
  if (typeof value === 'number' || item === undefined || !/^(https?:\/)?\//.test(value)) return value;
  if (!URL.canParse(value, 'http://assay.invalid')) return value;
  const { pathname } = new URL(value, 'http://assay.invalid');
  const match = routerOf(contract).match('GET', pathname);
  if (match.kind !== 'operation' || shapeOfPath(match.operation.path) !== shapeOfPath(item)) return value;
  return Object.values(match.params).at(-1) ?? value;
}

/** The value at a place of an exchange, and what that place is called. */
function readPlace(
  place: NonNullable<Identity['place']>,
  { inputs, response }: ExpressionContext,
): { name: string; value: Json | undefined } {
  if (place.in === 'header')
    return { name: place.name, value: readFields(response.headers).get(place.name.toLowerCase()) };
  if (place.in === 'body')
    return { name: lastToken(place.pointer), value: nameAt(jsonIn(response.body), place.pointer) };
  return 'pointer' in place
    ? { name: lastToken(place.pointer), value: nameAt(inputs.body, place.pointer) }
    : { name: place.parameter, value: inputs.path[place.parameter] };
}

function byLocation(
  contract: Contract,
  resource: Resource,
  context: ExpressionContext,
  baseUrl: string,
): Found | undefined {
  const uri = readFields(context.response.headers).get('location');
  const found = uri === undefined ? undefined : byUri(contract, resource, uri, context, baseUrl);
  return found && 'path' in found ? found : undefined;
}

function byUri(
  contract: Contract,
  { item }: Resource,
  uri: string,
  { request }: ExpressionContext,
  baseUrl: string,
): Found {
  // A relative reference starts at the request (RFC 9110 §10.2.2); many servers mean their own root.
  const bases = [...(request ? [baseUrl + request.path] : []), `${baseUrl}/`];
  const paths = bases.map((base) =>
    URL.canParse(uri, base) ? localPath(new URL(uri, base).href, baseUrl) : undefined,
  );
  if (paths.every((path) => path === undefined)) return { reason: 'what was created is on another host' };
  for (const path of paths) {
    const match = ['GET', 'DELETE', 'PUT', 'PATCH']
      .map((method) => routerOf(contract).match(method, path ?? ''))
      .find(({ kind }) => kind === 'operation');
    if (match?.kind === 'operation' && item !== undefined && shapeOfPath(match.operation.path) === shapeOfPath(item))
      return { path: renamed(match.params, match.operation.path, item) };
  }
  return { reason: `what was created is not at ${item}` };
}

/** What an answer that the contract does not describe names, by the rules that read contracts. */
function byShape(contract: Contract, resource: Resource, context: ExpressionContext): Found | undefined {
  const body = jsonIn(context.response.body);
  if (body === undefined || !resource.parameter) return undefined;
  const located = locateInThing(
    [{ shape: shapeOfValue(body), clause: '#' }],
    wantedOf(contract, resource.parameter, resource),
  );
  if (!isOwn(located?.by) && isNamedForAnother(resourcesOf(contract), resource, resource.parameter)) return undefined;
  const value = located && nameAt(body, located.place.pointer);
  return value === undefined ? undefined : withParents(contract, resource, value, context);
}

/** The parameters of what a thing lies in are those of the request, or named in the answer. */
function withParents(
  contract: Contract,
  resource: Resource,
  value: string | number,
  { inputs, response }: ExpressionContext,
): Found {
  const { item = '', parameter } = resource;
  const own = parameter?.name ?? namesIn(item).at(-1) ?? '';
  if (isParent(inputs.path, namesIn(item).slice(0, -1), value))
    return { reason: 'the response names what it was created in, and not what was created' };
  const params: JsonObject = { ...pick(inputs.path, item), [own]: keyOf(contract, resource, value) };
  const messages = [jsonIn(response.body), inputs.body].filter((body) => body !== undefined);
  for (const { parent, name, described } of parentsOf(contract, resource))
    for (const message of messages) {
      if (params[name] !== undefined) break;
      const wanted = { parameter: name, resource: parent, types: described };
      const located = locateInThing([{ shape: shapeOfValue(message), clause: '#' }], wanted);
      const found = located && isNamed(located.by) ? nameAt(message, located.place.pointer) : undefined;
      if (found !== undefined) params[name] = found;
    }
  return requireAll(params, item);
}

/** Whether an answer is about what the new thing lies in: `POST /products/{id}/variants` may answer with the product. Numbers may coincide. */
function isParent(path: JsonObject, parents: string[], value: string | number): boolean {
  return typeof value === 'string' && !/^\d*$/.test(value) && parents.some((name) => path[name] === value);
}

/** The parameters of an item's path before its last. */
function parentsOf(contract: Contract, { item = '', read, remove, update, parent }: Resource) {
  const [operation = undefined] = [read, remove, ...update].filter((one) => one !== undefined);
  const names = namesIn(item);
  return names.slice(0, -1).map((name) => {
    const parameter = operation?.parameters.find((one) => one.in === 'path' && one.name === name);
    const word = (operation && resourcesOf(contract).named(operation, name)?.name) ?? parent?.name ?? name;
    return { name, parent: word, described: parameter ? wantedOf(contract, parameter, { name: word }).types : [] };
  });
}

function pick(values: JsonObject, path: string): JsonObject {
  const names = new Set(namesIn(path));
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

function requireAll(values: JsonObject, path = ''): Found {
  const missing = namesIn(path).find(
    (name) => values[name] === undefined || values[name] === null || scalarText(values[name]) === '',
  );
  return missing === undefined ? { path: values } : { reason: `nothing says what ${missing} is` };
}
