import type { Case, Phase } from '../../model/case.ts';
import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { Exchange, Request, Response } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { fillRequired } from '../../cases/fill-required.ts';
import { keptOperation, type KeptOperation } from '../../contract/resources/kept-operation.ts';
import { isAtOrBelow, renamed } from '../../contract/resources/path-shapes.ts';
import type { Resource, ResourceRole } from '../../contract/resources/resource.ts';
import { shownThing, type ShownThing } from '../../contract/resources/shown.ts';
import { readFields, type Fields } from '../../http/header-fields.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { ownMember } from '../../json/pointer.ts';
import { hasChosenMembers } from '../../judge/chosen-members.ts';
import type { Relation } from '../../judge/behaviour/relation.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { applyOverrides, NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import { namesIn } from '../../messages/path-template.ts';
import { isCutShort } from '../phases/shrink.ts';
import type { PhaseContext } from '../phases/phase.ts';
import { isSuccessful } from '../../http/status.ts';

/** A request with its answer. */
export interface Answer {
  case: Case;
  exchange: Exchange;
  response: Response;
  status: number;
  fields: Fields;
  body?: Json;
}

/** What a request carries besides its inputs. */
export interface AskOptions {
  /** The requests that it depends on, in their order. */
  after?: Answer[];
  expect?: Case['expect'];
  /** In place of the request that the inputs make. */
  request?: (request: Request) => Request;
}

/** What one resource is judged with: its operations, and how they are asked. */
export interface ResourceClient {
  context: PhaseContext;
  contract: Contract;
  resource: Resource;
  overrides: Overrides;
  /** Looked at once. */
  kept(operation: Operation, role: ResourceRole): KeptOperation;
  /** Undefined where nothing was sent, or no answer came. */
  ask(operation: Operation, inputs: RequestValues, title: string, options?: AskOptions): Promise<Answer | undefined>;
  /** The thing in an answer. */
  shown(kept: KeptOperation, answer: Answer): ShownThing | undefined;
  /** Judges what an answer shows together with those before it. */
  tell(answer: Answer, relation: Relation): void;
  /** An end for names that no other request of any run has. */
  mark(): string;
  /** Whether so much was sent that nothing else should be. */
  readonly isOver: boolean;
}

/** Requests for one resource, at the most, without the creations that a page of the default length needs. */
export const MAX_REQUESTS = 250;

/** A client for one resource. @param cases gets each case that was sent @param phase the one that asks */
export function createResourceClient(
  context: PhaseContext,
  resource: Resource,
  cases: Case[],
  mark: () => string,
  phase: Phase = 'behaviour',
): ResourceClient {
  const { contract, options, sender, judge, baselines } = context;
  const { overrides = NO_OVERRIDES } = options;
  const known = new Map<Operation, KeptOperation>();
  let count = 0;

  async function ask(
    operation: Operation,
    inputs: RequestValues,
    title: string,
    { after = [], expect, request = (own) => own }: AskOptions = {},
  ): Promise<Answer | undefined> {
    if (count >= MAX_REQUESTS || sender.isOver) return undefined;
    count += 1;
    const headers = baselines.startOf(operation)?.overrides.headers ?? overrides.headers;
    const testCase: Case = {
      id: `${operation.id} > ${title}, ${resource.name} ${count}`,
      phase,
      operation,
      title,
      inputs,
      request: request(encodeRequest(operation, inputs, { ...overrides, headers })),
      expect: expect ?? { kind: 'accepted', clause: operation.pointer, at: 'request', mayRefuse: true },
      ...(after.length > 0 && { after: after.map((one) => one.case) }),
    };
    const exchange = await sender.send(testCase);
    if (!exchange || isCutShort(exchange)) return undefined;
    judge.judge(testCase, exchange);
    cases.push(testCase);
    context.onExchange(testCase, exchange);
    return 'response' in exchange.outcome ? answerOf(testCase, exchange, exchange.outcome.response) : undefined;
  }

  return {
    context,
    contract,
    resource,
    overrides,
    kept: (operation, role) => {
      const kept = known.get(operation) ?? keptOperation(contract, operation, resource, role);
      known.set(operation, kept);
      return kept;
    },
    ask,
    shown: (kept, { body }) => shownThing(kept, body),
    tell: ({ case: testCase }, relation) => judge.relate(testCase, withChoice(testCase, relation)),
    mark,
    get isOver() {
      return count >= MAX_REQUESTS || sender.isOver;
    },
  };
}

/** A relation that rests on what an answer shows, where a request can choose what that is. */
function withChoice({ operation }: Case, relation: Relation): Relation {
  const comparison = 'comparison' in relation ? relation.comparison : undefined;
  if (!comparison || !hasChosenMembers(operation)) return relation;
  return { ...relation, comparison: { ...comparison, isChosen: true } } as Relation;
}

/** What came of a case. */
export function answerOf(testCase: Case, exchange: Exchange, response: Response): Answer {
  const body = jsonIn(response.body);
  return {
    ...{ case: testCase, exchange, response, status: response.status },
    fields: readFields(response.headers),
    ...(body !== undefined && { body }),
  };
}

/** Whether it was done: what is accepted for later (202) need not be there yet. */
export function isDone(answer: Pick<Answer, 'status'> | undefined): boolean {
  return answer !== undefined && isSuccessful(answer.status) && answer.status !== 202;
}

/** The smallest request of an operation, for one thing or for the list that holds it. @param template the path that has these names */
export function plainInputs(
  { contract, overrides, resource }: Pick<ResourceClient, 'contract' | 'overrides' | 'resource'>,
  operation: Operation,
  params: JsonObject,
  template = resource.item ?? '',
): RequestValues {
  // `/projects/{project_id}/versions` lists what `/versions/{version_id}` is one of, and has no parameter in common with it.
  const isNear = isAtOrBelow(operation.path, template) || isAtOrBelow(template, operation.path);
  const all = isNear ? renamed(params, template, operation.path) : params;
  const path: JsonObject = {};
  for (const name of namesIn(operation.path)) {
    const value = ownMember(all, name);
    if (value !== undefined) path[name] = value;
  }
  const empty: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  const given = applyOverrides(operation, empty, overrides);
  return fillRequired(contract, operation, { ...given, path: { ...given.path, ...path } });
}
