import type { Contract, MediaType, Operation, Parameter } from '../../model/contract.ts';
import type { Pointer } from '../../model/json.ts';
import { joinPointer } from '../../json/pointer.ts';
import type { Found } from './find-resources.ts';
import { requestShapes, wantedOf } from './identities.ts';
import type { ResolvedLink } from './links.ts';
import { locateInList, locateInThing, type Wanted } from './locate.ts';
import { normalise, reference } from './names.ts';
import { shapeOfPath } from './path-shapes.ts';
import { EVIDENCE, type Feeder, type Resource } from './resource.ts';
import { answerShapes, shapeOfSchema } from './shape.ts';
import { placeOf, type Statements } from './statements.ts';

export interface FeederSources {
  contract: Contract;
  found: Found;
  links: ResolvedLink[];
  statements: Statements;
  /** The one resource that a word names; undefined where there is none, or more than one. */
  byWord(word: string): Resource | undefined;
  /** The resource that the description of a parameter names, where its place in the path says another. */
  described(operation: Operation, name: string): Resource | undefined;
}

/** What may give the parameters of an operation and the members of its body their values. */
export function feedersOf(sources: FeederSources, operation: Operation): Feeder[] {
  const byParameter = operation.parameters.flatMap((parameter) => {
    const { in: where, name } = parameter;
    const stated = sources.statements.of(operation)?.parameters;
    const to = { in: where, name };
    const linked = byLink(sources, operation, parameter);
    if (stated?.has(name)) return [...linked, ...declared(sources, stated.get(name), operation, to)];
    const resource = sources.described(operation, name) ?? resourceNamed(sources, operation, parameter);
    return sorted([...linked, ...(resource ? feedParameter(sources, resource, parameter, operation, to) : [])]);
  });
  return [...byParameter, ...bodyFeeders(sources, operation)];
}

/** What the contract says of a parameter or a member itself: which resource it names one of, or that it names none. */
function declared(
  sources: FeederSources,
  name: string | null | undefined,
  operation: Operation,
  to: Feeder['to'],
): Feeder[] {
  const resource = typeof name === 'string' ? sources.byWord(normalise(name)) : undefined;
  if (!resource) return [];
  const wanted = { parameter: resource.parameter?.name ?? 'id', resource: resource.name, types: [] };
  return feed(sources, resource, wanted, operation, to).map((one) => ({ ...one, by: 'declared' }));
}

/**
 * The resource that a parameter names one of: by its place in the path, unless its own word says otherwise, or by its name.
 * `/archive/features/{projectId}` takes a project.
 */
export function resourceNamed(
  { found, byWord }: Pick<FeederSources, 'found' | 'byWord'>,
  operation: Operation,
  { in: where, name }: Pick<Parameter, 'in' | 'name'>,
): Resource | undefined {
  const word = reference(name)?.word;
  if (where !== 'path') return word === undefined ? undefined : (byWord(word.replace(/^x(?=.)/, '')) ?? byWord(word));
  const placed = found.named.get(operation)?.get(name);
  const own = byWord(word ?? normalise(name));
  if (!placed || own === placed) return own ?? placed;
  const [ownWord, placedWord] = [word ?? normalise(name), normalise(placed.name)];
  // `{token}` of `/api-tokens/{token}` is one of those.
  if (own && !ownWord.startsWith(placedWord) && !placedWord.endsWith(ownWord)) return own;
  return placed.create.length > 0 || placed.list ? placed : (own ?? byWord(normalise(placed.name)) ?? placed);
}

/** The most trusted first, each place once. */
function sorted(feeders: Feeder[]): Feeder[] {
  const ranked = feeders.toSorted((a, b) => EVIDENCE.indexOf(a.by) - EVIDENCE.indexOf(b.by));
  const keyOf = ({ from }: Feeder) => `${from.operation.pointer} ${JSON.stringify(from.place)}`;
  return ranked.filter((feeder, index) => ranked.findIndex((other) => keyOf(other) === keyOf(feeder)) === index);
}

function byLink({ links, found }: FeederSources, operation: Operation, { in: where, name }: Parameter): Feeder[] {
  return links.flatMap(({ link, from, to }): Feeder[] => {
    if (to !== operation) return [];
    const expression = link.parameters[`${where}.${name}`] ?? link.parameters[name];
    const place = typeof expression === 'string' ? placeOf(expression) : undefined;
    const resource = found.named.get(operation)?.get(name) ?? found.roles.get(from)?.resource;
    return place && resource
      ? [{ to: { in: where, name }, from: { operation: from, place }, by: 'link', resource }]
      : [];
  });
}

function feedParameter(
  sources: FeederSources,
  resource: Resource,
  parameter: Parameter,
  operation: Operation,
  to: Feeder['to'],
): Feeder[] {
  const fed = feed(sources, resource, wantedOf(sources.contract, parameter, resource), operation, to);
  // `/features/{child}/parents` asks for what `/features/{featureName}` names, whatever it is called there.
  const isPlaced =
    sources.found.named.get(operation)?.get(parameter.name) === resource &&
    shapeOfPath(operation.path) !== shapeOfPath(resource.item ?? '');
  if (fed.length > 0 && !resource.list) {
    // What is put into a shop comes from the list of all there is.
    const other = sources.byWord(normalise(resource.name));
    const more = other && other !== resource ? wantedOf(sources.contract, parameter, other) : undefined;
    return other && more ? [...fed, ...feed(sources, other, more, operation, to)] : fed;
  }
  if (fed.length > 0 || !isPlaced || !resource.parameter) return fed;
  return feed(sources, resource, wantedOf(sources.contract, resource.parameter, resource), operation, to);
}

/** What creates or lists a resource, as far as its answers have what is wanted. */
function feed(
  { contract }: FeederSources,
  resource: Resource,
  wanted: Wanted,
  operation: Operation,
  to: Feeder['to'],
): Feeder[] {
  const created = resource.create.flatMap((from): Feeder[] => {
    if (from === operation) return [];
    const identities = resource.identities.filter((one) => one.from === from);
    const own = identities.flatMap(({ by, place, link }) => {
      const at = place ?? (link && linkPlace(link, resource));
      return at && wanted.parameter === resource.parameter?.name ? [{ by, place: at }] : [];
    });
    const located = own.length > 0 ? undefined : locateInThing(answerShapes(contract, from), wanted);
    const isChosen = own.length === 0 && !located && identities.some(({ by }) => by === 'request');
    const chosen = isChosen ? locateInThing(requestShapes(contract, from), wanted) : undefined;
    const places = [
      ...own,
      ...(located ? [located] : []),
      ...(chosen ? [{ by: 'request' as const, place: { in: 'request' as const, pointer: chosen.place.pointer } }] : []),
    ];
    return places.map(({ by, place }) => ({
      to,
      from: { operation: from, place },
      by,
      resource,
    }));
  });
  const located =
    resource.list && resource.list !== operation && locateInList(answerShapes(contract, resource.list), wanted);
  return [
    ...created,
    ...(located && resource.list
      ? [{ to, from: { operation: resource.list, place: located.place }, by: located.by, resource }]
      : []),
  ];
}

function linkPlace({ link, to }: ResolvedLink, { parameter }: Resource): Feeder['from']['place'] | undefined {
  const last = parameter?.name ?? to.path;
  const expression = link.parameters[`path.${last}`] ?? link.parameters[last];
  return typeof expression === 'string' ? placeOf(expression) : undefined;
}

const IDENTIFYING = new Set(['id', 'uuid', 'guid', 'uid']);

/** How deep in a body references are looked for. */
const DEPTH = 3;

/** The members of a body that name other resources: `shopId`, `tag_ids`. */
function bodyFeeders(sources: FeederSources, operation: Operation): Feeder[] {
  const stated = sources.statements.of(operation)?.parameters;
  return bodyMembers(sources, operation.body?.media ?? []).flatMap(({ pointer, schema, name }) => {
    if (stated?.has(pointer)) return declared(sources, stated.get(pointer), operation, { pointer });
    const refers = reference(name);
    // A name is what a client gives to something new as often as a reference.
    const resource = refers && IDENTIFYING.has(refers.by) ? sources.byWord(refers.word) : undefined;
    if (!resource) return [];
    const types = shapeOfSchema(sources.contract, schema).types;
    const wanted = { parameter: name.replace(/s$/, ''), resource: resource.name, types };
    return sorted(feed(sources, resource, wanted, operation, { pointer }));
  });
}

interface BodyMember {
  pointer: Pointer;
  name: string;
  schema: Pointer;
}

function bodyMembers({ contract }: FeederSources, media: MediaType[]): BodyMember[] {
  const found: BodyMember[] = [];
  const seen = new Set<Pointer>();
  const visit = (at: Pointer, schema: Pointer, depth: number): void => {
    const shape = shapeOfSchema(contract, schema);
    if (shape.component !== undefined && seen.has(`${at} ${shape.component}`)) return;
    if (shape.component !== undefined) seen.add(`${at} ${shape.component}`);
    for (const [name, { clause }] of shape.members) {
      const member = shapeOfSchema(contract, clause);
      const items = member.types.includes('array') ? member.itemsClause : undefined;
      const pointer = joinPointer(at, name);
      if (member.isReadOnly) continue;
      if (isScalar(member.types)) found.push({ pointer, name, schema: clause });
      else if (items !== undefined && isScalar(shapeOfSchema(contract, items).types))
        found.push({ pointer: joinPointer(pointer, 0), name, schema: items });
      if (depth < DEPTH && member.members.size > 0) visit(pointer, clause, depth + 1);
    }
  };
  for (const { schema } of media) if (schema) visit('#', schema, 1);
  return [...new Map(found.map((one) => [one.pointer, one])).values()];
}

function isScalar(types: readonly string[]): boolean {
  return types.some((type) => type === 'string' || type === 'integer' || type === 'number');
}
