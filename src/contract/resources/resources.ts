/*
 * The model of what an API keeps: which operations create, list, read, change and delete the same things, and which
 * answers may give a parameter its value. From the contract alone: find-resources.ts reads the paths, identities.ts where
 * answers name what was created, feeders.ts what feeds a parameter, order.ts in which order operations are asked.
 */

import type { Contract, Operation } from '../../model/contract.ts';
import { describesStatus } from '../described-statuses.ts';
import { createRouter, type Router } from '../router.ts';
import { resourceDescribed } from './described-names.ts';
import { feedersOf, resourceNamed, type FeederSources } from './feeders.ts';
import { assign, findResources, type Found } from './find-resources.ts';
import { identitiesOf } from './identities.ts';
import { resolveLinks } from './links.ts';
import { normalise, reference, SYNONYMS } from './names.ts';
import { orderOf } from './order.ts';
import { isAtOrBelow, shapeOfPath } from './path-shapes.ts';
import type { Feeder, Identity, Resource, Resources } from './resource.ts';
import { answerShapes } from './shape.ts';
import { placeOf, readStatements, type Statements } from './statements.ts';

const known = new WeakMap<Contract['operations'], Resources>();
const routers = new WeakMap<Contract['operations'], Router>();

/** The resources of a contract; found once. */
export function resourcesOf(contract: Contract): Resources {
  const resources = known.get(contract.operations) ?? findAll(contract);
  known.set(contract.operations, resources);
  return resources;
}

/** Made once: a contract may have a thousand operations. */
export function routerOf(contract: Contract): Router {
  const router = routers.get(contract.operations) ?? createRouter([contract]);
  routers.set(contract.operations, router);
  return router;
}

function findAll(contract: Contract): Resources {
  const statements = readStatements(contract);
  const { links } = resolveLinks(contract);
  const found = findResources(contract, statements);
  applyStatements(contract, found, statements);
  adoptCreations(contract, found);
  addIdentities(contract, found, links, statements);
  const byWord = wordsOf(found);
  const described = applyDescriptions(contract, found, statements, byWord);
  const sources: FeederSources = { contract, found, links, statements, byWord, described };
  const feeders = new Map<Operation, Feeder[]>();
  const feedersFor = (operation: Operation): Feeder[] => {
    const feeding = feeders.get(operation) ?? feedersOf(sources, operation);
    feeders.set(operation, feeding);
    return feeding;
  };
  const created = new Map<Operation, Resource[]>();
  for (const resource of found.all)
    for (const create of resource.create) created.set(create, [...(created.get(create) ?? []), resource]);
  const of: Resources['of'] = (operation) => found.roles.get(operation);
  return {
    all: found.all,
    of,
    named: (operation, name) => resourceNamed(sources, operation, { in: 'path', name }),
    described,
    at: (item) => found.byItem.get(shapeOfPath(item)),
    called: byWord,
    createdBy: (operation) => created.get(operation) ?? [],
    feeders: feedersFor,
    inOrder: (operations) => orderOf(operations, of, feedersFor),
  };
}

/** What the contract says itself (`x-resource`) goes before what its paths show. */
function applyStatements(contract: Contract, found: Found, statements: Statements): void {
  for (const operation of contract.operations) {
    const { name, role } = statements.of(operation) ?? {};
    if (name === undefined && role === undefined) continue;
    const guessed = found.roles.get(operation);
    const placed = guessed?.resource ?? [...(found.named.get(operation)?.values() ?? [])].at(-1);
    const named = name === undefined ? undefined : found.all.find((one) => normalise(one.name) === normalise(name));
    if (name !== undefined && placed && !named) placed.name = name;
    const resource = named ?? placed ?? newResource(found, name ?? operation.id);
    const does = role ?? guessed?.role;
    if (does === undefined || (guessed?.resource === resource && guessed.role === does)) continue;
    if (guessed) unassign(guessed.resource, operation);
    assign(found, operation, resource, does);
  }
}

/** What the descriptions of parameters say goes before what their places in the path show: such an operation is not about the thing of its path. */
function applyDescriptions(
  contract: Contract,
  found: Found,
  statements: Statements,
  byWord: FeederSources['byWord'],
): Resources['described'] {
  const described = new Map<Operation, Map<string, Resource>>();
  for (const operation of contract.operations) {
    if (statements.of(operation)) continue;
    for (const parameter of operation.parameters) {
      const placed = found.named.get(operation)?.get(parameter.name);
      const resource = resourceDescribed(contract, operation, parameter, placed, byWord);
      if (!resource) continue;
      described.set(operation, new Map([...(described.get(operation) ?? []), [parameter.name, resource]]));
      const role = found.roles.get(operation);
      if (!role || role.resource !== placed || role.role === 'create' || role.role === 'list') continue;
      unassign(role.resource, operation);
      found.roles.delete(operation);
    }
  }
  return (operation, name) => described.get(operation)?.get(name);
}

function newResource({ all }: Found, name: string): Resource {
  const resource: Resource = { name, create: [], update: [], identities: [] };
  all.push(resource);
  return resource;
}

function unassign(resource: Resource, operation: Operation): void {
  resource.create = resource.create.filter((one) => one !== operation);
  resource.update = resource.update.filter((one) => one !== operation);
  if (resource.list === operation) delete resource.list;
  if (resource.read === operation) delete resource.read;
  if (resource.remove === operation) delete resource.remove;
}

/**
 * What is created or listed under one path and read under another: `POST /shops/{shop}/pets` and `GET /pets/{id}`.
 * The words have to be the same; where several things are called so, the answers as well, or all but one of them lie in other things.
 */
function adoptCreations(contract: Contract, found: Found): void {
  const readAs = new Map<string, Resource[]>();
  const madeAs = new Map<string, Resource[]>();
  const named = new Map<string, Resource[]>();
  for (const resource of found.all) {
    if (resource.item === undefined) continue;
    add(named, normalise(resource.name), resource);
    const component = shownAs(contract, resource);
    if (component !== undefined) add(readAs, component, resource);
    const made = new Set(resource.create.flatMap((create) => componentsOf(contract, create)));
    for (const one of made) if (one !== component) add(madeAs, one, resource);
  }
  for (const loose of found.all.filter(({ item }) => item === undefined)) {
    const same = named.get(normalise(loose.name)) ?? [];
    for (const create of [...loose.create]) {
      const [component] = componentsOf(contract, create);
      const alike = component === undefined ? [] : [readAs, madeAs].flatMap((known) => known.get(component) ?? []);
      const shown = same.filter((one) => alike.includes(one));
      const only = outermost(shown.length > 0 ? shown : same.filter((one) => one.create.length === 0));
      if (only && !isAtOrBelow(create.path, only.item)) move(found, create, loose, only, 'create');
    }
    if (!loose.list) continue;
    const [component] = itemComponents(contract, loose.list);
    const shown = component === undefined ? [] : (readAs.get(component) ?? []);
    const called = same.filter((one) => isAsked(one) && isShownAs(contract, one, component));
    const only = onlyThing(shown) ?? outermost(shown.length > 0 ? shown.filter((one) => same.includes(one)) : called);
    if (only && !only.list && !isAtOrBelow(loose.list.path, only.item)) move(found, loose.list, loose, only, 'list');
  }
  found.all = found.all.filter(
    ({ item, create, list, read, update, remove }) =>
      item !== undefined || create.length > 0 || list || read || update.length > 0 || remove,
  );
}

/** The component that describes a thing: what a read of it answers, else what a change does. */
function shownAs(contract: Contract, { read, update }: Resource): string | undefined {
  return [...(read ? [read] : []), ...update].map((one) => componentsOf(contract, one)[0]).find(Boolean);
}

/** Whether an operation is about the thing itself, and not only about what lies in it. */
function isAsked({ read, update, remove }: Resource): boolean {
  return read !== undefined || remove !== undefined || update.some(({ method }) => method !== 'POST');
}

/** Whether nothing says that a thing is described by another component. */
function isShownAs(contract: Contract, resource: Resource, component: string | undefined): boolean {
  const own = shownAs(contract, resource);
  return own === undefined || component === undefined || own === component;
}

function onlyThing(resources: Resource[]): Resource | undefined {
  return resources.length === 1 ? resources[0] : undefined;
}

/** The only one, or the only one that lies in nothing else. */
function outermost(resources: Resource[]): Resource | undefined {
  return onlyThing(resources) ?? onlyThing(resources.filter(({ parent }) => !parent));
}

function move(found: Found, operation: Operation, from: Resource, to: Resource, role: 'create' | 'list'): void {
  unassign(from, operation);
  assign(found, operation, to, role);
}

/** What describes the answers of an operation, or all that they hold: `{issue: …}`. */
function componentsOf(contract: Contract, operation: Operation): string[] {
  return answerShapes(contract, operation).flatMap(({ shape }) => {
    const [only, ...others] = shape.members.keys();
    const within = only === undefined || others.length > 0 ? undefined : shape.member(only)?.component;
    return shape.component ?? within ?? [];
  });
}

function itemComponents(contract: Contract, operation: Operation): string[] {
  return answerShapes(contract, operation).flatMap(({ shape }) => {
    const own = shape.items()?.component;
    if (own !== undefined) return own;
    // The only list of things in what wraps it: `{ list: [View], pageInfo }`.
    const wrapped = [...shape.members.keys()].flatMap((name) => shape.member(name)?.items()?.component ?? []);
    return wrapped.length === 1 ? wrapped : [];
  });
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function addIdentities(
  contract: Contract,
  found: Found,
  links: ReturnType<typeof resolveLinks>['links'],
  statements: Statements,
): void {
  const sources = { contract, found, links, router: () => routerOf(contract) };
  for (const operation of contract.operations) {
    const role = found.roles.get(operation);
    const stated = statements.of(operation)?.identity;
    const place = stated && placeOf(stated.expression);
    if (stated && place && role?.role === 'create')
      role.resource.identities.push({ from: operation, by: 'declared', place, clause: stated.clause });
    if (operation.method !== 'POST' || statements.of(operation)?.none) continue;
    for (const { resource, identity } of identitiesOf(sources, operation)) {
      if (resource.identities.some((one) => isSameIdentity(one, identity))) continue;
      resource.identities.push(identity);
      if (!resource.create.includes(operation)) resource.create.push(operation);
    }
  }
  for (const resource of found.all) addReplacing(contract, resource);
}

function isSameIdentity(a: Identity, b: Identity): boolean {
  return a.from === b.from && a.link === b.link && JSON.stringify(a.place) === JSON.stringify(b.place);
}

/** A PUT creates what is not there, where it says so with 201 (RFC 9110 §9.3.4), or where nothing else creates. */
function addReplacing(contract: Contract, resource: Resource): void {
  const puts = resource.update.filter(({ method }) => method === 'PUT');
  for (const put of puts) {
    const made = put.responses.find(({ status }) => status === '201');
    const creates = made !== undefined || resource.create.length === 0 || describesStatus(contract, put, 201);
    if (!creates || !resource.parameter) continue;
    resource.create.push(put);
    const place = { in: 'request' as const, parameter: resource.parameter.name };
    resource.identities.push({ from: put, by: 'request', place, clause: made?.pointer ?? put.pointer });
  }
}

/**
 * The one resource that each word names: its name, or what its parameter is called. What lies in a thing is not what that thing's parameter
 * names: of `/projects/{baseId}/bases/{sourceId}` a `baseId` is that of a project.
 */
function wordsOf({ all }: Found): (word: string) => Resource | undefined {
  const byName = new Map<string, Resource[]>();
  const byParameter = new Map<string, Resource[]>();
  for (const resource of all) {
    if (resource.create.length === 0 && !resource.list) continue;
    add(byName, normalise(resource.name), resource);
    const own = resource.parameter?.name;
    const word = own === undefined ? undefined : (reference(own)?.word ?? normalise(own));
    if (word !== undefined && !SYNONYMS.includes(word)) add(byParameter, word, resource);
  }
  return (word) => {
    const named = onlyOne(byName.get(word));
    const asked = onlyOne(byParameter.get(word));
    const liesWithin = named && asked && named !== asked && isAtOrBelow(named.item ?? '', asked.item);
    return liesWithin ? asked : (named ?? asked);
  };
}

/** The only one; of several, the only one that something new comes from, or that lies in nothing else. */
function onlyOne(resources: Resource[] = []): Resource | undefined {
  const whole = resources.filter(({ item }) => item !== undefined);
  const made = whole.filter(({ identities }) => identities.some(({ by }) => by !== 'request'));
  const outer = whole.filter(({ parent }) => !parent);
  return [resources, made, outer].find(({ length }) => length === 1)?.[0];
}
