import type { Contract, Operation, Parameter } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange, Response } from '../../model/exchange.ts';
import type { Pointer } from '../../model/json.ts';
import { locateInThing } from '../../contract/resources/locate.ts';
import { namedInBody, type NamedInBody } from '../../contract/resources/named-in-body.ts';
import { renamed } from '../../contract/resources/path-shapes.ts';
import type { Feeder, Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { shapeOfSchema, shapeOfValue } from '../../contract/resources/shape.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { joinPointer, lastToken, nameAt } from '../../json/pointer.ts';
import { NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import { namesIn } from '../../messages/path-template.ts';
import type { Permissions } from '../permissions/permissions.ts';
import { learnCopy, learnCreation, learnMove, learnReplacement } from './learn-creations.ts';
import { itemsIn, learnList, listsByOperation, type ListedItem } from './learn-lists.ts';
import { learnReferences } from './learn-references.ts';
import type { LearningContext, Times } from './learning-context.ts';
import type { Ledger } from './ledger.ts';
import { createPathSettings } from './path-settings.ts';
import { createThings, lastOf, type KnownValue } from './things.ts';
import { isNotFound, isSuccessful } from '../../http/status.ts';

/** What a run knows of the things on the target: what they are called, and whose they are. */
export interface KnownValues {
  /** Notes what an exchange tells. */
  learn(testCase: Case, exchange: Exchange): void;
  /** The things that the answer to a list shows. */
  itemsIn(resource: Resource, list: Case, response: Response): ListedItem[];
  /** The operation that lists what another creates: what it shows before was not created by the run. */
  listing(operation: Operation): Operation | undefined;
  /** Whether nothing but a name with a mark of the run proves that an operation made something: its answers say no more. */
  isProvedByName(operation: Operation): boolean;
  /**
   * Settings of all the path parameters together, each of one thing and what that lies in, the most trusted first. For what
   * changes or deletes, those of things alone that this run created. An operation without path parameters has the empty one.
   */
  valuesFor(operation: Operation): KnownValue[][];
  /** Values of a parameter of the query, a header or a cookie that names one of a resource. */
  parameterValues(operation: Operation, parameter: Pick<Parameter, 'in' | 'name'>): KnownValue[];
  /** Values of a member of the body that names one of a resource: `shopId`, `tag_ids`. */
  bodyReference(operation: Operation, pointer: Pointer): NamelessValue[];
}

type NamelessValue = Omit<KnownValue, 'in' | 'name'>;

export interface KnownValuesOptions {
  /** Of the target, so that a URI can be read as a path of the contract. */
  baseUrl: string;
  ledger: Ledger;
  overrides?: Overrides;
  /** What may be sent anything need not be sent what was created. */
  permissions?: Pick<Permissions, 'of'>;
}

export function createKnownValues(
  contract: Contract,
  { baseUrl, ledger, overrides = NO_OVERRIDES, permissions }: KnownValuesOptions,
): KnownValues {
  const resources = resourcesOf(contract);
  const things = createThings(ledger);
  const lists = listsByOperation(contract, resources.all);
  const context: LearningContext = {
    contract,
    baseUrl,
    ledger,
    things,
    wholeLists: new Set(),
    answeredBy: new Map(),
  };

  function learn(testCase: Case, { outcome, startedAt, duration }: Exchange): void {
    if (!('response' in outcome)) return;
    const times: Times = startedAt === undefined ? {} : { sent: startedAt, answered: startedAt + duration };
    const { operation, inputs } = testCase;
    const { response } = outcome;
    const isSuccess = isSuccessful(response.status);
    const isMissing = isNotFound(response.status);
    const { role, resource } = resources.of(operation) ?? {};
    const isItem = resource?.item !== undefined && namesIn(resource.item).length === namesIn(operation.path).length;
    const template = isItem ? (resource.item ?? '') : operation.path;
    const item = { template, params: renamed(inputs.path, operation.path, template) };
    if (operation.method === 'DELETE' && (isSuccess || isMissing)) ledger.recordGone(item);
    if (role === 'read' && isMissing) ledger.recordAbsent(item);
    if (!isSuccess) return;
    if (resource && isItem && (operation.method === 'PUT' || ledger.isFresh(item)))
      learnReplacement(context, resource, item, testCase, response, times.sent);
    else
      for (const created of resources.createdBy(operation))
        learnCreation(context, created, testCase, response, times.sent);
    if (resource && isItem && role === 'update') learnMove(context, resource, item, testCase, response, times.sent);
    if (response.status === 201) learnCopy(context, testCase, response, times.sent);
    for (const listed of lists.get(operation) ?? []) learnList(context, listed, testCase, response, times.answered);
    if (resource && role === 'read') {
      ledger.record(item, 'listed', times.answered);
      things.note(resource, { params: item.params, shown: jsonIn(response.body), from: operation.id });
    }
    learnReferences(context, response, operation.id, times.answered);
  }

  /** The names of what this run created, for a body that says what it changes. */
  function createdNames({ item, parameter }: NamedInBody): NamelessValue[] {
    const [resource] = resources.all.filter((one) => one.item === item);
    return (resource ? things.of(resource) : []).flatMap(({ params, provenance, from }) => {
      const value = params[parameter];
      return provenance === 'created' && value !== undefined ? [{ value, provenance, from }] : [];
    });
  }

  /** The values that feeders name, as the things that are known have them. */
  function referenced(feeders: Feeder[], name: string, types: readonly string[]): NamelessValue[] {
    return [...new Set(feeders.map(({ resource }) => resource))].flatMap((resource) =>
      things.of(resource).flatMap(({ params, shown, provenance, from }) => {
        const wanted = { parameter: name.replace(/s$/, ''), resource: resource.name, types };
        const located =
          shown === undefined ? undefined : locateInThing([{ shape: shapeOfValue(shown), clause: '#' }], wanted);
        const value = located ? nameAt(shown, located.place.pointer) : lastOf(params, resource);
        return value === undefined ? [] : [{ value, provenance, from }];
      }),
    );
  }

  return {
    learn,
    isProvedByName: (operation) => context.answeredBy.has(operation),
    itemsIn: (resource, list, response) => itemsIn(contract, resource, list, response),
    listing: (operation) => {
      const [resource] = resources.createdBy(operation);
      if (operation.method !== 'POST' || !resource) return undefined;
      const beside = contract.operations.find(({ method, path }) => method === 'GET' && path === operation.path);
      return beside ?? (resource.list?.path.includes('{') ? undefined : resource.list);
    },
    valuesFor: createPathSettings(contract, { ledger, things, overrides, permissions }),
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
