import type { Contract, Operation } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Response } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isNamed, wantedOf } from '../../contract/resources/identities.ts';
import { keyOf } from '../../contract/resources/identify.ts';
import { locateInList, locateInThing, valuesAt, type Wanted } from '../../contract/resources/locate.ts';
import { wantedNames } from '../../contract/resources/names.ts';
import { renamed } from '../../contract/resources/path-shapes.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { shapeOfValue } from '../../contract/resources/shape.ts';
import { objectsIn } from '../../json/objects-in.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { isObject, joinPointer, nameAt, ownMember } from '../../json/pointer.ts';
import { namesIn } from '../../messages/path-template.ts';
import { collectionPath, type LearningContext } from './learning-context.ts';
import type { Item } from './ledger.ts';
import { hasSameMembers, MOST_LISTED } from './things.ts';
import { isWholeList } from './whole-list.ts';

/** A thing in a list, and what the list says of it. */
export interface ListedItem extends Item {
  shown: Json;
}

/** The operations whose answers show what is there of each resource: its list, and what is asked where it is created. */
export function listsByOperation({ operations }: Contract, resources: Resource[]): Map<Operation, Resource[]> {
  const gets = new Map(operations.flatMap((one) => (one.method === 'GET' ? [[one.path, one]] : [])));
  const found = new Map<Operation, Resource[]>();
  for (const resource of resources) {
    const posts = resource.create.filter(({ method }) => method === 'POST');
    for (const list of new Set([resource.list, ...posts.map(({ path }) => gets.get(path))]))
      if (list) found.set(list, [...(found.get(list) ?? []), resource]);
  }
  return found;
}

/** What a list shows was there before: none of it becomes created. */
export function learnList(
  { contract, ledger, things, wholeLists }: LearningContext,
  resource: Resource,
  testCase: Case,
  response: Response,
  answered?: number,
): void {
  const { inputs, operation } = testCase;
  const body = jsonIn(response.body);
  const { item: template, parameter } = resource;
  if (body === undefined) return;
  if (isWholeList(body, response)) wholeLists.add(collectionPath(testCase));
  if (template === undefined || !parameter) return;
  const listed = listedIn(contract, resource, body);
  const inherited = renamed(inputs.path, operation.path, template);
  const paramsOf = (value: string | number) => ({ ...inherited, [parameter.name]: keyOf(contract, resource, value) });
  // Whatever may be an identifier is taken for one.
  const names = new Set(wantedNames(parameter.name, resource.name).map(({ name }) => name.toLowerCase()));
  const items = listed.map(({ item }) => item);
  for (const value of mentioned(body, names, items))
    ledger.record({ template, params: paramsOf(value) }, 'listed', answered);
  for (const { value, item } of listed.slice(0, MOST_LISTED)) {
    const params = completed(contract, resource, paramsOf(value), item);
    if (!params) continue;
    ledger.record({ template, params }, 'listed', answered);
    things.note(resource, { params, shown: item, from: operation.id });
  }
}

/** The things that the answer to a list shows. */
export function itemsIn(
  contract: Contract,
  resource: Resource,
  { inputs, operation }: Case,
  response: Response,
): ListedItem[] {
  const { item: template, parameter } = resource;
  const body = jsonIn(response.body);
  if (template === undefined || !parameter || body === undefined) return [];
  const inherited = renamed(inputs.path, operation.path, template);
  return listedIn(contract, resource, body).flatMap(({ value, item: shown }) => {
    const own = { ...inherited, [parameter.name]: keyOf(contract, resource, value) };
    const params = completed(contract, resource, own, shown);
    return params ? [{ template, params, shown }] : [];
  });
}

/** The things of a list, each with the value that names it. */
function listedIn(contract: Contract, resource: Resource, body: Json): ReturnType<typeof valuesAt> {
  if (!resource.parameter) return [];
  const wanted = wantedOf(contract, resource.parameter, resource);
  const located = locateInList([{ shape: shapeOfValue(body), clause: '#' }], wanted);
  return located ? valuesAt(body, located.place) : [];
}

/** The parameters of what a listed thing lies in, where the request does not say them. */
function completed(
  contract: Contract,
  { item, read, parent }: Resource,
  params: JsonObject,
  shown: Json,
): JsonObject | undefined {
  const found = { ...params };
  for (const name of namesIn(item ?? '')) {
    if (ownMember(found, name) !== undefined) continue;
    const parameter = read?.parameters.find((one) => one.in === 'path' && one.name === name);
    const word = (read && resourcesOf(contract).named(read, name)?.name) ?? parent?.name ?? name;
    const wanted: Wanted = parameter
      ? wantedOf(contract, parameter, { name: word })
      : { parameter: name, resource: word, types: [] };
    const located = locateInThing([{ shape: shapeOfValue(shown), clause: '#' }], wanted);
    if (!located || !isNamed(located.by)) return undefined;
    found[name] = nameAt(shown, located.place.pointer) ?? null;
  }
  return found;
}

/** The texts and numbers under such names, at any depth, in what looks like the things that are listed: a role is no user. */
function mentioned(value: Json, names: Set<string>, listed: Json[]): (string | number)[] {
  const kinds = [
    ...new Map(
      listed.slice(0, MOST_LISTED).flatMap((item) => (isObject(item) ? [[Object.keys(item).join('\n'), item]] : [])),
    ).values(),
  ];
  const isAlike = (object: JsonObject) => kinds.length === 0 || kinds.some((kind) => hasSameMembers(kind, object));
  return objectsIn(value).flatMap((object) =>
    (isAlike(object) ? Object.keys(object) : []).flatMap((name) =>
      names.has(name.toLowerCase()) ? (nameAt(object, joinPointer('#', name)) ?? []) : [],
    ),
  );
}
