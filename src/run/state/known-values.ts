import type { Contract, Operation, Parameter, ParameterIn, RequestValues } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange, Response } from '../../model/exchange.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { identify, keyOf } from '../../contract/resources/identify.ts';
import { locateInList, locateInThing, valuesAt, type Wanted } from '../../contract/resources/locate.ts';
import { isSameName, normalise, reference, SYNONYMS, wantedNames } from '../../contract/resources/names.ts';
import type { Feeder, Resource } from '../../contract/resources/resource.ts';
import { namedInBody, type NamedInBody } from '../../contract/resources/named-in-body.ts';
import { renamed, shapeOfPath } from '../../contract/resources/path-shapes.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { shapeOfSchema, shapeOfValue } from '../../contract/resources/shape.ts';
import { isNamed, wantedOf } from '../../contract/resources/identities.ts';
import { readFields } from '../../http/header-fields.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { isObject, joinPointer, lastToken, nameAt, ownMember } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import { compileSegments } from '../../messages/path-template.ts';
import { itemTemplate, type Item, type Ledger, type Provenance } from './ledger.ts';
import { effectOf } from '../permissions/effect.ts';
import type { Permissions } from '../permissions/permissions.ts';
import { isWholeList } from './whole-list.ts';

/** A value for a parameter, where it comes from, and the operation whose answer had it. */
export interface KnownValue {
  in: ParameterIn;
  name: string;
  value: Json;
  provenance: Provenance;
  /** The id of an operation, `--set`, or a pointer to an example. */
  from: string;
}

/** A thing in a list, and what the list says of it. */
export interface ListedItem extends Item {
  shown: Json;
}

/** What a run knows of the things on the target: what they are called, and whose they are. */
export interface KnownValues {
  /** Notes what an exchange tells. */
  learn(testCase: Case, exchange: Exchange): void;
  /** The things that the answer to a list shows. */
  itemsIn(resource: Resource, list: Case, response: Response): ListedItem[];
  /** The operation that lists what another creates: what it shows before was not created by the run. */
  listing(operation: Operation): Operation | undefined;
  /**
   * Settings of all the path parameters together, each of one thing and what that lies in, the most trusted first. For what
   * changes or deletes, those of things alone that this run created. An operation without path parameters has the empty one.
   */
  valuesFor(operation: Operation): KnownValue[][];
  /** Values of a parameter of the query, a header or a cookie that names one of a resource. */
  parameterValues(operation: Operation, parameter: Pick<Parameter, 'in' | 'name'>): KnownValue[];
  /** Values of a member of the body that names one of a resource: `shopId`, `tag_ids`. */
  bodyReference(operation: Operation, pointer: Pointer): Omit<KnownValue, 'in' | 'name'>[];
}

export interface KnownValuesOptions {
  /** Of the target, so that a URI can be read as a path of the contract. */
  baseUrl: string;
  ledger: Ledger;
  overrides?: Overrides;
  /** What may be sent anything need not be sent what was created. */
  permissions?: Pick<Permissions, 'of'>;
}

/** A thing on the target, and what an answer said of it. */
interface Thing {
  params: JsonObject;
  /** The answer's own words, where it had more than the name. */
  shown: Json | undefined;
  from: string;
}

/** When a request was sent and answered, in milliseconds since 1970; absent where the target does not say. */
interface Times {
  sent?: number;
  answered?: number;
}

/** As many things of a resource are kept as may be of use. */
const MOST_LISTED = 20;
/** As many settings are offered. */
const MOST_SETTINGS = 10;

export function createKnownValues(
  contract: Contract,
  { baseUrl, ledger, overrides = NO_OVERRIDES, permissions }: KnownValuesOptions,
): KnownValues {
  const resources = resourcesOf(contract);
  const things = new Map<Resource, Map<string, Thing>>();
  const wholeLists = new Set<string>();
  const lists = listsByOperation(contract, resources.all);
  const isAnyReferable = resources.all.some(isReferable);

  function note(resource: Resource, thing: Thing): void {
    const known = things.get(resource) ?? new Map<string, Thing>();
    things.set(resource, known);
    const key = JSON.stringify(Object.values(thing.params).map(scalarText));
    const before = known.get(key);
    if (before) before.shown ??= thing.shown;
    else if (known.size < MOST_LISTED || isCreated(resource, thing)) known.set(key, thing);
  }

  function isCreated({ item }: Resource, { params }: Thing): boolean {
    return item !== undefined && ledger.provenance({ template: item, params }) === 'created';
  }

  function learnCreation(resource: Resource, testCase: Case, response: Response, { sent }: Times): void {
    const { inputs, request, operation } = testCase;
    const template = resource.item;
    if (template === undefined) return;
    const found = identify(contract, resource, operation, { inputs, request, response }, baseUrl);
    if ('reason' in found) return;
    const item = { template, params: found.path };
    if (isReferredTo(inputs, lastOf(found.path, resource))) return;
    const isProved =
      response.status === 201 || readFields(response.headers).has('location') || wholeLists.has(pathOf(request.path));
    if (isProved) ledger.recordCreated({ ...item, by: operation.id, case: testCase.id }, sent);
    note(resource, { params: found.path, shown: jsonIn(response.body), from: operation.id });
  }

  /** A PUT creates what was not there: it says so (RFC 9110 §9.3.4), or a read had not found it. */
  function learnReplacement(
    resource: Resource,
    item: Item,
    { operation, id }: Case,
    response: Response,
    sent?: number,
  ): void {
    if (response.status !== 201 && !ledger.isAbsent(item)) return;
    ledger.recordCreated({ ...item, by: operation.id, case: id }, sent);
    note(resource, { params: item.params, shown: jsonIn(response.body), from: operation.id });
  }

  /**
   * What a POST on a thing made of it and called as the request said: `POST /features/{name}/clone` with `{"name": "copy"}`, answered with
   * 201 and a feature of that name. Any other identifier may be that of something else.
   */
  function learnCopy({ operation, inputs, id }: Case, response: Response, sent?: number): void {
    const last = namesIn(operation.path).at(-1);
    const resource = last === undefined ? undefined : resources.named(operation, last);
    const template = resource?.item;
    const shown = jsonIn(response.body);
    if (operation.method !== 'POST' || resources.createdBy(operation).length > 0) return;
    if (!resource?.parameter || template === undefined || !isObject(shown) || !isObject(inputs.body)) return;
    const kinds = thingsOf(resource).flatMap((thing) => (isObject(thing.shown) ? [thing.shown] : []));
    if (!kinds.some((kind) => hasSameMembers(kind, shown))) return;
    const wanted = wantedOf(contract, resource.parameter, resource);
    const located = locateInThing([{ shape: shapeOfValue(shown), clause: '#' }], wanted);
    const value = located && nameAt(shown, located.place.pointer);
    if (typeof value !== 'string' || !Object.values(inputs.body).includes(value)) return;
    const params = { ...renamed(inputs.path, operation.path, template), [resource.parameter.name]: value };
    if (scalarText(ownMember(inputs.path, last ?? '')) === value) return;
    ledger.recordCreated({ template, params, by: operation.id, case: id }, sent);
    note(resource, { params, shown, from: operation.id });
  }

  function learnList(resource: Resource, testCase: Case, response: Response, { answered }: Times): void {
    const body = jsonIn(response.body);
    const template = resource.item;
    if (body === undefined) return;
    if (isWholeList(body, response)) wholeLists.add(pathOf(testCase.request.path));
    if (template === undefined || !resource.parameter) return;
    const { name } = resource.parameter;
    const inherited = renamed(testCase.inputs.path, testCase.operation.path, template);
    const wanted = wantedOf(contract, resource.parameter, resource);
    const located = locateInList([{ shape: shapeOfValue(body), clause: '#' }], wanted);
    const listed = located ? valuesAt(body, located.place) : [];
    // Whatever may be an identifier was there before: nothing of it becomes created.
    const names = new Set(wantedNames(name, resource.name).map((one) => one.name.toLowerCase()));
    for (const value of mentioned(
      body,
      names,
      listed.map(({ item }) => item),
    ))
      ledger.record(
        { template, params: { ...inherited, [name]: keyOf(contract, resource, value) } },
        'listed',
        answered,
      );
    for (const { value, item } of listed.slice(0, MOST_LISTED)) {
      const params = completed(resource, { ...inherited, [name]: keyOf(contract, resource, value) }, item);
      if (!params) continue;
      ledger.record({ template, params }, 'listed', answered);
      note(resource, { params, shown: item, from: testCase.operation.id });
    }
  }

  function itemsIn(resource: Resource, { inputs, operation }: Case, response: Response): ListedItem[] {
    const { item: template, parameter } = resource;
    const body = jsonIn(response.body);
    if (template === undefined || !parameter || body === undefined) return [];
    const inherited = renamed(inputs.path, operation.path, template);
    const located = locateInList([{ shape: shapeOfValue(body), clause: '#' }], wantedOf(contract, parameter, resource));
    return (located ? valuesAt(body, located.place) : []).flatMap(({ value, item: shown }) => {
      const own = { ...inherited, [parameter.name]: keyOf(contract, resource, value) };
      const params = completed(resource, own, shown);
      return params ? [{ template, params, shown }] : [];
    });
  }

  /** The parameters of what a listed thing lies in, where the request does not say them. */
  function completed(resource: Resource, params: JsonObject, shown: Json): JsonObject | undefined {
    const names = namesIn(resource.item ?? '');
    for (const name of names) {
      if (ownMember(params, name) !== undefined) continue;
      const parameter = resource.read?.parameters.find((one) => one.in === 'path' && one.name === name);
      const word = (resource.read && resources.named(resource.read, name)?.name) ?? resource.parent?.name ?? name;
      const wanted: Wanted = parameter
        ? wantedOf(contract, parameter, { name: word })
        : { parameter: name, resource: word, types: [] };
      const located = locateInThing([{ shape: shapeOfValue(shown), clause: '#' }], wanted);
      if (!located || !isNamed(located.by)) return undefined;
      params = { ...params, [name]: nameAt(shown, located.place.pointer) ?? null };
    }
    return params;
  }

  /** A thing that says which others it belongs to: `shopId`, or a `shop` with an `id`. */
  function learnReferences(response: Response, from: string, { answered }: Times): void {
    if (!isAnyReferable) return;
    for (const shown of objectsIn(jsonIn(response.body)))
      for (const name of Object.keys(shown)) {
        const refers = reference(name);
        const resource = refers && !refers.isMany ? resources.called(refers.word) : undefined;
        if (!resource || !isReferable(resource)) continue;
        const last = resource.parameter.name;
        const value = nameAt(shown, joinPointer('#', name));
        if (value === undefined) continue;
        if (!wantedNames(last, resource.name).some((one) => one.name === refers?.by)) continue;
        if (!fitsParameter(resource.parameter, value)) continue;
        ledger.record({ template: resource.item, params: { [last]: value } }, 'listed', answered);
        note(resource, { params: { [last]: value }, shown: undefined, from });
      }
  }

  function fitsParameter(parameter: Parameter | undefined, value: Json): boolean {
    const schema = parameter?.schema;
    if (schema === undefined) return true;
    // The digits of a large integer are a text.
    const forms = [value, scalarText(value), ...(/^-?\d{16,}$/.test(scalarText(value)) ? [Number(value)] : [])];
    return forms.some((form) => contract.accepts(schema, form));
  }

  /** The things of a resource that are still there, those that this run created first. */
  function thingsOf(resource: Resource): (Thing & { provenance: Provenance })[] {
    const all = [...(things.get(resource)?.values() ?? [])].flatMap((thing) => {
      const item = { template: resource.item ?? '', params: thing.params };
      return ledger.isGone(item) ? [] : [{ ...thing, provenance: ledger.provenance(item) }];
    });
    return [
      ...all.filter(({ provenance }) => provenance === 'created'),
      ...all.filter(({ provenance }) => provenance !== 'created'),
    ];
  }

  /** The names of what this run created, for a body that says what it changes. */
  function createdNames({ item, parameter }: NamedInBody): Omit<KnownValue, 'in' | 'name'>[] {
    const [resource] = resources.all.filter((one) => one.item === item);
    return (resource ? thingsOf(resource) : []).flatMap(({ params, provenance, from }) => {
      const value = params[parameter];
      return provenance === 'created' && value !== undefined ? [{ value, provenance, from }] : [];
    });
  }

  function restrictedTo(operation: Operation): 'created' | undefined {
    if (permissions) {
      const permission = permissions.of(operation);
      // What the body names is created, and the path says where that lies.
      return permission.may === 'send to created' && !permission.namedBy ? 'created' : undefined;
    }
    return effectOf(contract, operation) === 'changes one' ? 'created' : undefined;
  }

  function valuesFor(operation: Operation): KnownValue[][] {
    const names = namesIn(operation.path);
    if (names.length === 0) return [[]];
    const settings = [
      ...givenSetting(names, overrides),
      ...settingsOfThings(operation, names),
      ...documentedSettings(operation, names),
    ];
    const distinct = [...new Map(settings.map((setting) => [textOf(setting), setting])).values()];
    return distinct.filter(allowedFor(operation)).slice(0, MOST_SETTINGS);
  }

  function allowedFor(operation: Operation): (setting: KnownValue[]) => boolean {
    const template = itemTemplate(operation.path);
    if (template === undefined || restrictedTo(operation) === undefined) return () => true;
    return (setting) => ledger.provenance({ template, params: paramsOf(setting) }) === 'created';
  }

  /** Those of the thing that the path names, or of the nearest thing above it, completed. */
  function settingsOfThings(operation: Operation, names: string[]): KnownValue[][] {
    const isAllowed = allowedFor(operation);
    for (const name of names.toReversed()) {
      const named = resources.named(operation, name);
      const alike = named && resources.called(normalise(named.name));
      const resource = [named, alike, ...namesakesOf(named, name)].find((one) => one && thingsOf(one).length > 0);
      if (!resource) continue;
      const known = thingsOf(resource);
      const placed = isAtOrBelow(operation.path, resource.item);
      const isItem = shapeOfPath(operation.path) === shapeOfPath(resource.item ?? '');
      if (isItem && !isSameName(resource.parameter?.name, operation.path, resource.name)) continue;
      const found = known.flatMap((thing) => {
        const params = placed
          ? renamed(thing.params, resource.item ?? '', operation.path)
          : { [name]: lastOf(thing.params, resource) };
        const setting = complete(operation, names, params, thing);
        return setting && isAllowed(setting) ? [setting] : [];
      });
      if (found.length > 0) return found;
    }
    return [];
  }

  /** Resources of the same name whose things are named by a parameter that is called the same: `{featureName}`, and not `{id}`. */
  function namesakesOf(named: Resource | undefined, name: string): Resource[] {
    const own = normalise(name);
    if (!named || SYNONYMS.includes(own)) return [];
    return resources.all.filter(
      (one) =>
        one !== named &&
        normalise(one.name) === normalise(named.name) &&
        one.parameter !== undefined &&
        normalise(one.parameter.name) === own,
    );
  }

  /** A setting of all the parameters, what a thing does not say taken from other things or the contract. */
  function complete(
    operation: Operation,
    names: string[],
    params: JsonObject,
    { provenance, from }: Pick<KnownValue, 'provenance' | 'from'>,
  ): KnownValue[] | undefined {
    const setting: KnownValue[] = [];
    for (const name of names) {
      const given = ownMember(overrides.set, name);
      const value = ownMember(params, name);
      if (value !== undefined) setting.push({ in: 'path', name, value, provenance, from });
      else if (given !== undefined)
        setting.push({ in: 'path', name, value: given, provenance: 'given', from: '--set' });
      else {
        const other = otherValue(operation, name);
        if (!other) return undefined;
        setting.push(other);
      }
    }
    return setting;
  }

  function otherValue(operation: Operation, name: string): KnownValue | undefined {
    const resource = resources.named(operation, name);
    const [thing] = resource && !isAtOrBelow(operation.path, resource.item) ? thingsOf(resource) : [];
    if (resource && thing) {
      const { provenance, from } = thing;
      return { in: 'path', name, value: lastOf(thing.params, resource), provenance, from };
    }
    return documentedValue(contract, operation, name);
  }

  function documentedSettings(operation: Operation, names: string[]): KnownValue[][] {
    const examples = operation.examples.map((example): KnownValue[] =>
      names.flatMap((name) => {
        const value = ownMember(example.request.path, name);
        return value === undefined
          ? (documentedValue(contract, operation, name) ?? [])
          : [{ in: 'path', name, value, provenance: 'documented', from: example.pointer }];
      }),
    );
    const alone = names.flatMap((name) => documentedValue(contract, operation, name) ?? []);
    return [...examples, alone].filter((setting) => setting.length === names.length);
  }

  /** The values that feeders name, as the things that are known have them. */
  function referenced(feeders: Feeder[], name: string, types: readonly string[]): Omit<KnownValue, 'in' | 'name'>[] {
    return [...new Set(feeders.map(({ resource }) => resource))].flatMap((resource) =>
      thingsOf(resource).flatMap(({ params, shown, provenance, from }) => {
        const wanted = { parameter: name.replace(/s$/, ''), resource: resource.name, types };
        const located =
          shown === undefined ? undefined : locateInThing([{ shape: shapeOfValue(shown), clause: '#' }], wanted);
        const value = located ? nameAt(shown, located.place.pointer) : lastOf(params, resource);
        return value === undefined ? [] : [{ value, provenance, from }];
      }),
    );
  }

  return {
    learn: (testCase, { outcome, startedAt, duration }) => {
      if (!('response' in outcome)) return;
      const times: Times = startedAt === undefined ? {} : { sent: startedAt, answered: startedAt + duration };
      const { operation, inputs } = testCase;
      const { response } = outcome;
      const isSuccess = response.status >= 200 && response.status < 300;
      const role = resources.of(operation);
      const template = role?.resource.item;
      const isItem = template !== undefined && namesIn(template).length === namesIn(operation.path).length;
      const item = {
        template: template !== undefined && isItem ? template : operation.path,
        params: template !== undefined && isItem ? renamed(inputs.path, operation.path, template) : inputs.path,
      };
      const isMissing = response.status === 404 || response.status === 410;
      if (operation.method === 'DELETE' && (isSuccess || isMissing)) ledger.recordGone(item);
      if (role?.role === 'read' && isMissing) ledger.recordAbsent(item);
      if (!isSuccess) return;
      if ((operation.method === 'PUT' || ledger.isFresh(item)) && role && isItem)
        learnReplacement(role.resource, item, testCase, response, times.sent);
      else for (const resource of resources.createdBy(operation)) learnCreation(resource, testCase, response, times);
      if (response.status === 201) learnCopy(testCase, response, times.sent);
      for (const resource of lists.get(operation) ?? []) learnList(resource, testCase, response, times);
      if (role?.role === 'read') {
        ledger.record(item, 'listed', times.answered);
        note(role.resource, { params: item.params, shown: jsonIn(response.body), from: operation.id });
      }
      learnReferences(response, operation.id, times);
    },
    listing: (operation) => {
      const [resource] = resources.createdBy(operation);
      if (operation.method !== 'POST' || !resource) return undefined;
      const beside = contract.operations.find(({ method, path }) => method === 'GET' && path === operation.path);
      return beside ?? (resource.list?.path.includes('{') ? undefined : resource.list);
    },
    itemsIn,
    valuesFor,
    parameterValues: (operation, { in: where, name }) => {
      const parameter = operation.parameters.find((one) => one.in === where && one.name === name);
      const feeders = resources
        .feeders(operation)
        .filter(({ to }) => 'name' in to && to.in === where && to.name === name);
      const types = parameter?.schema ? shapeOfSchema(contract, parameter.schema).types : [];
      return referenced(feeders, name, types).map((value) => ({ in: where, name, ...value }));
    },
    bodyReference: (operation, pointer) => {
      const own = namedInBody(contract, operation);
      if (own && pointer === joinPointer('#', own.member)) return createdNames(own);
      const feeders = resources.feeders(operation).filter(({ to }) => 'pointer' in to && to.pointer === pointer);
      const tokens = lastToken(pointer) === '0' ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer;
      return referenced(feeders, lastToken(tokens), []);
    },
  };
}

/** Whether a request refers to a thing: what it answers with was there before. */
function isReferredTo({ path, body }: RequestValues, value: Json): boolean {
  const sent = [...Object.entries(path), ...objectsIn(body).flatMap((object) => Object.entries(object))];
  return sent.some(
    ([name, own]) =>
      scalarText(own) === scalarText(value) && (Object.hasOwn(path, name) || reference(name)?.by === 'id'),
  );
}

/** The operations whose answers show what is there of each resource: its list, and what is asked where it is created. */
function listsByOperation({ operations }: Contract, resources: Resource[]): Map<Operation, Resource[]> {
  const gets = new Map(operations.flatMap((one) => (one.method === 'GET' ? [[one.path, one]] : [])));
  const found = new Map<Operation, Resource[]>();
  for (const resource of resources) {
    const posts = resource.create.filter(({ method }) => method === 'POST');
    for (const list of new Set([resource.list, ...posts.map(({ path }) => gets.get(path))]))
      if (list) found.set(list, [...(found.get(list) ?? []), resource]);
  }
  return found;
}

function givenSetting(names: string[], { set }: Overrides): KnownValue[][] {
  const given = names.flatMap((name): KnownValue[] => {
    const value = ownMember(set, name);
    return value === undefined ? [] : [{ in: 'path', name, value, provenance: 'given', from: '--set' }];
  });
  return given.length === names.length ? [given] : [];
}

/** What the contract itself has for a parameter: an example, a constant, a value of an enumeration, a default. */
function documentedValue(contract: Contract, operation: Operation, name: string): KnownValue | undefined {
  const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
  const [example] = parameter?.examples.values() ?? [];
  const documented = (value: Json, from: string): KnownValue => ({
    in: 'path',
    name,
    value,
    provenance: 'documented',
    from,
  });
  if (example) return documented(example.value, example.pointer);
  const { value: schema, pointer } = parameter?.schema
    ? contract.resolve(parameter.schema)
    : { value: null, pointer: '#' };
  if (!isObject(schema)) return undefined;
  const [first] = [
    schema['const'],
    schema['default'],
    [schema['enum']].flat()[0],
    [schema['examples']].flat()[0],
    schema['example'],
  ].filter((value) => value !== undefined);
  return first === undefined ? undefined : documented(first, pointer);
}

function paramsOf(setting: KnownValue[]): RequestValues['path'] {
  return Object.fromEntries(setting.map(({ name, value }) => [name, value]));
}

function textOf(setting: KnownValue[]): string {
  return setting.map(({ value }) => encodeURIComponent(scalarText(value))).join('/');
}

function lastOf(params: JsonObject, { parameter }: Resource): Json {
  return (parameter && ownMember(params, parameter.name)) ?? Object.values(params).at(-1) ?? '';
}

function isAtOrBelow(path: string, item: string | undefined): boolean {
  return item !== undefined && `${shapeOfPath(path)}/`.startsWith(`${shapeOfPath(item)}/`);
}

function namesIn(path: string): string[] {
  return compileSegments(path).flatMap(({ names }) => names);
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? target;
}

/** The texts and numbers under such names, at any depth, in what looks like the things that are listed: a role is no user. */
function mentioned(value: Json, names: Set<string>, listed: Json[]): (string | number)[] {
  // Things of one list have the same members more often than not.
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

/** Whether two objects share at least half of their members. */
function hasSameMembers(one: JsonObject, other: JsonObject): boolean {
  const [names, others] = [Object.keys(one), Object.keys(other)];
  const shared = names.filter((name) => Object.hasOwn(other, name)).length;
  return 2 * shared >= names.length + others.length - shared;
}

/** Whether one value names a thing of a resource, so that a member of another thing can refer to it. */
function isReferable(resource: Resource): resource is Resource & { item: string; parameter: Parameter } {
  const { item, parameter } = resource;
  return item !== undefined && parameter !== undefined && namesIn(item).length === 1;
}

/** The objects of a value, at any depth. */
function objectsIn(value: Json | undefined): JsonObject[] {
  const found: JsonObject[] = [];
  const left: (Json | undefined)[] = [value];
  for (let next = left.pop(); left.length > 0 || next !== undefined; next = left.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (isObject(next)) found.push(next);
    for (const child of Array.isArray(next) ? next : Object.values(next))
      if (typeof child === 'object' && child !== null) left.push(child);
  }
  return found;
}
