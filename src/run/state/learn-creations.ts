import type { Operation } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Response } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { isNamed, wantedOf } from '../../contract/resources/identities.ts';
import { identify } from '../../contract/resources/identify.ts';
import { locateInThing } from '../../contract/resources/locate.ts';
import { normalise, reference } from '../../contract/resources/names.ts';
import { renamed } from '../../contract/resources/path-shapes.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { shapeOfValue } from '../../contract/resources/shape.ts';
import { isNaming } from '../../cases/baseline/names.ts';
import { readFields } from '../../http/header-fields.ts';
import { objectsIn } from '../../json/objects-in.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { isObject, nameAt, ownMember } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { namesIn } from '../../messages/path-template.ts';
import { collectionPath, type LearningContext } from './learning-context.ts';
import { itemsIn } from './learn-lists.ts';
import type { Item } from './ledger.ts';
import { hasSameMembers, lastOf } from './things.ts';

/** The answer to a creation says what it made, and proves that this run did. */
export function learnCreation(
  context: LearningContext,
  resource: Resource,
  testCase: Case,
  response: Response,
  sent?: number,
): void {
  const { contract, baseUrl, ledger, things, wholeLists } = context;
  const { inputs, request, operation, id } = testCase;
  const template = resource.item;
  if (template === undefined) return;
  const found = identify(contract, resource, operation, { inputs, request, response }, baseUrl);
  if ('reason' in found) {
    learnSeveral(context, resource, testCase, response, sent);
    return;
  }
  const params = found.path;
  // What is called as the thing is its name, though a project has the same number.
  const value = lastOf(params, resource);
  const isSure = isNamed(found.by) || found.by === 'location' || isOfItsKind(resource, jsonIn(response.body), value);
  if (isReferredTo(testCase, value, isSure ? othersOf(context, resource) : undefined)) return;
  const isProved =
    response.status === 201 ||
    readFields(response.headers).has('location') ||
    wholeLists.has(collectionPath({ operation, request }));
  const item = { template, params, by: operation.id, case: id };
  if (isProved) ledger.recordCreated(item, sent);
  else {
    const isOwn = isNamedByRun(testCase, jsonIn(response.body), value, ledger.isOwnName);
    learnByName(context, operation, scalarText(value), isOwn ? () => ledger.recordCreated(item, sent) : undefined);
  }
  things.note(resource, { params, shown: jsonIn(response.body), from: operation.id });
}

/**
 * The answer to a creation lists the things that it made (`POST /users` with `{"usernames": ["ann", "bob"]}`). A list had none of them
 * before, and they are no more than were sent: some servers answer with all that is there.
 */
function learnSeveral(
  { contract, ledger, things, wholeLists }: LearningContext,
  resource: Resource,
  testCase: Case,
  response: Response,
  sent?: number,
): void {
  const { inputs, operation, id } = testCase;
  const made = itemsIn(contract, resource, testCase, response);
  if (made.length === 0 || made.length > mostSent(inputs.body) || !wholeLists.has(collectionPath(testCase))) return;
  for (const { template, params, shown } of made) {
    if (isReferredTo(testCase, lastOf(params, resource))) continue;
    if (ledger.recordCreated({ template, params, by: operation.id, case: id }, sent))
      things.note(resource, { params, shown, from: operation.id });
  }
}

/** Of how many things a body speaks: as many as its longest list has. */
function mostSent(body: Json | undefined): number {
  if (Array.isArray(body)) return body.length;
  const lists = isObject(body) ? Object.values(body).filter((member): member is Json[] => Array.isArray(member)) : [];
  return Math.max(1, ...lists.map((list) => list.length));
}

/** A PUT creates what was not there: it says so (RFC 9110 §9.3.4), or a read had not found it. */
export function learnReplacement(
  { ledger, things }: LearningContext,
  resource: Resource,
  item: Item,
  { operation, id }: Case,
  response: Response,
  sent?: number,
): void {
  if (response.status !== 201 && !ledger.isAbsent(item)) return;
  ledger.recordCreated({ ...item, by: operation.id, case: id }, sent);
  things.note(resource, { params: item.params, shown: jsonIn(response.body), from: operation.id });
}

/**
 * What a POST on a thing made of it and called as the request said: `POST /features/{name}/clone` with `{"name": "copy"}`, answered with
 * 201 and a feature of that name. Any other identifier may be that of something else.
 */
export function learnCopy(
  { contract, ledger, things }: LearningContext,
  { operation, inputs, id }: Case,
  response: Response,
  sent?: number,
): void {
  const resources = resourcesOf(contract);
  const last = namesIn(operation.path).at(-1);
  const resource = last === undefined ? undefined : resources.named(operation, last);
  const template = resource?.item;
  const shown = jsonIn(response.body);
  if (operation.method !== 'POST' || resources.createdBy(operation).length > 0) return;
  if (!resource?.parameter || template === undefined || !isObject(shown) || !isObject(inputs.body)) return;
  const kinds = things.of(resource).flatMap((thing) => (isObject(thing.shown) ? [thing.shown] : []));
  if (!kinds.some((kind) => hasSameMembers(kind, shown))) return;
  const wanted = wantedOf(contract, resource.parameter, resource);
  const located = locateInThing([{ shape: shapeOfValue(shown), clause: '#' }], wanted);
  const value = located && nameAt(shown, located.place.pointer);
  if (typeof value !== 'string' || !Object.values(inputs.body).includes(value)) return;
  if (scalarText(ownMember(inputs.path, last ?? '')) === value) return;
  const params = { ...renamed(inputs.path, operation.path, template), [resource.parameter.name]: value };
  ledger.recordCreated({ template, params, by: operation.id, case: id }, sent);
  things.note(resource, { params, shown, from: operation.id });
}

/**
 * What changed a thing of this run may have given it another name: the answer calls it as the request did, and no longer as the path.
 */
export function learnMove(
  { contract, ledger, things }: LearningContext,
  resource: Resource,
  item: Item,
  { operation, inputs, id }: Case,
  response: Response,
  sent?: number,
): void {
  const { parameter } = resource;
  const shown = jsonIn(response.body);
  if (!parameter || !isObject(shown) || !isObject(inputs.body) || !ledger.isKnownCreated(item)) return;
  const wanted = wantedOf(contract, parameter, resource);
  const located = locateInThing([{ shape: shapeOfValue(shown), clause: '#' }], wanted);
  const value = located && isNamed(located.by) ? nameAt(shown, located.place.pointer) : undefined;
  if (typeof value !== 'string' || !Object.values(inputs.body).includes(value)) return;
  if (scalarText(lastOf(item.params, resource)) === value) return;
  const moved = { template: item.template, params: { ...item.params, [parameter.name]: value } };
  ledger.recordMoved(item, { ...moved, by: operation.id, case: id }, sent);
  things.note(resource, { params: moved.params, shown, from: operation.id });
}

/**
 * Whether a request refers to a thing: what it answers with was there before.
 * @param isOther whether a name of the request is that of things of another kind, which may have the same number
 */
function isReferredTo(
  { operation, inputs: { path, body } }: Case,
  value: Json,
  isOther: (operation: Operation, name: string) => boolean = () => false,
): boolean {
  const sent = [...Object.entries(path), ...objectsIn(body).flatMap((object) => Object.entries(object))];
  return sent.some(
    ([name, own]) =>
      scalarText(own) === scalarText(value) &&
      (Object.hasOwn(path, name) || reference(name)?.by === 'id') &&
      !isOther(operation, name),
  );
}

/** Whether an answer calls the object that has a value after the resource: `issue: { id: 3 }`. */
function isOfItsKind({ name }: Resource, answer: Json | undefined, value: Json): boolean {
  return (
    isObject(answer) &&
    Object.entries(answer).some(
      ([member, thing]) =>
        normalise(member) === normalise(name) && isObject(thing) && Object.values(thing).includes(value),
    )
  );
}

/**
 * Learns what a name alone proves. An operation that answers with the same identifier each time changes the one thing that it is about
 * (`POST /cart`), whatever it is called by then: only where two answers name two things are those the run's whose names are.
 */
function learnByName(
  { answeredBy }: LearningContext,
  operation: Operation,
  value: string,
  record: (() => unknown) | undefined,
): void {
  const answered = answeredBy.get(operation) ?? new Map<string, (() => unknown) | undefined>();
  answeredBy.set(operation, answered);
  answered.set(value, answered.has(value) ? undefined : record);
  if (answered.size < 2) return;
  for (const [one, proves] of answered) {
    proves?.();
    answered.set(one, undefined);
  }
}

/**
 * Whether the thing that an answer shows has a name that only this run can have given it, and the request no other name, by which a server
 * could have found something that was there.
 */
function isNamedByRun(
  { inputs: { body } }: Case,
  answer: Json | undefined,
  value: Json,
  isOwnName: (name: string) => boolean,
): boolean {
  const sent = objectsIn(body).flatMap((object) => Object.entries(object));
  const names = sent.filter((entry): entry is [string, string] => isNaming(entry[0]) && typeof entry[1] === 'string');
  if (names.length === 0 || !names.every(([, name]) => isOwnName(name))) return false;
  return objectsIn(answer).some(
    (shown) =>
      Object.values(shown).some((one) => scalarText(one) === scalarText(value)) &&
      names.some(([member, name]) => ownMember(shown, member) === name),
  );
}

/** Names of things of other resources: `project_id`, where an issue was created. */
function othersOf({ contract }: LearningContext, resource: Resource): (operation: Operation, name: string) => boolean {
  const resources = resourcesOf(contract);
  return (operation, name) => {
    const named = resources.named(operation, name) ?? resources.called(reference(name)?.word ?? name);
    return named !== undefined && named !== resource;
  };
}
