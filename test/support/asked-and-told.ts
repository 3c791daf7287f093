import type { Case } from '../../src/model/case.ts';
import type { Operation } from '../../src/model/contract.ts';
import type { Exchange, HeaderField, Request } from '../../src/model/exchange.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { resourcesOf } from '../../src/contract/resources/resources.ts';
import type { Relation } from '../../src/judge/behaviour/relation.ts';
import type { KnownThings } from '../../src/run/behaviour/known-things.ts';
import { answerOf, createResourceClient, type ResourceClient } from '../../src/run/behaviour/resource-client.ts';
import type { Made, Maker } from '../../src/run/behaviour/writes/create.ts';
import type { PhaseContext } from '../../src/run/phases/phase.ts';
import { createLedger } from '../../src/run/state/ledger.ts';
import { contractOf } from './contracts.ts';

/** What the server of a test answers; 200 and `{}` unless it says so. */
export interface Reply {
  status?: number;
  fields?: Record<string, string>;
  body?: Json;
}

/** @param nth from 1: how often this very method and path was asked for. No reply is an answer that never comes. */
export type Respond = (line: string, nth: number, request: Request & { json?: Json }) => Reply | undefined;

export interface AskedAndTold {
  client: ResourceClient;
  known: KnownThings;
  maker: Maker;
  /** The requests, in their order: `PUT /jobs/1 If-Match: "a"`, and ` (gone)` where anything but acceptance is expected. */
  asked: string[];
  cases: Case[];
  /** How many requests each of them stands on. */
  after(): number[];
  told: Relation[];
  operation(line: string): Operation;
}

export interface Api {
  /** Members of an operation besides its usual ones: `GET /jobs/{id}`. Null takes the operation out. */
  operations?: Record<string, JsonObject | null>;
  /** The members of a job besides its id. */
  members?: JsonObject;
  /** The path that jobs lie under: `/teams/{team}`. */
  below?: string;
  more?: JsonObject;
  /** The things that the run created before. */
  created?: JsonObject[];
  headers?: HeaderField[];
  /** Operations that are held back. */
  heldBack?: string[];
  baseUrl?: string;
}

const text = { type: 'string' };
const json = (schema: JsonObject) => ({ 'application/json': { schema } });

/** An API of jobs whose server answers as a test says, with what the phase `behaviour` knows of things that it created. */
export async function askedAndTold(
  {
    operations = {},
    members = { title: text },
    below = '',
    more = {},
    created = [{ id: '1', title: 'A first job' }],
    headers = [],
    heldBack = [],
    baseUrl = 'http://jobs.test',
  }: Api,
  respond: Respond = () => ({}),
): Promise<AskedAndTold> {
  const job = { type: 'object', properties: { id: { ...text, readOnly: true }, ...members } };
  const done = (schema?: JsonObject) => ({ description: 'Done.', ...(schema && { content: json(schema) }) });
  const taken = { required: true, content: json(job) };
  const [all, one] = [`${below}/jobs`, `${below}/jobs/{id}`];
  const usual: Record<string, JsonObject> = {
    [`POST ${all}`]: { operationId: 'createJob', requestBody: taken, responses: { 201: done(job) } },
    [`GET ${all}`]: { operationId: 'listJobs', responses: { 200: done({ type: 'array', items: job }) } },
    [`GET ${one}`]: { operationId: 'getJob', responses: { 200: done(job) } },
    [`PUT ${one}`]: { operationId: 'putJob', requestBody: taken, responses: { 200: done(job) } },
    [`DELETE ${one}`]: { operationId: 'deleteJob', responses: { 204: done() } },
  };
  const paths: Record<string, JsonObject> = {};
  for (const line of new Set([...Object.keys(usual), ...Object.keys(operations)])) {
    const own = operations[line];
    if (own === null) continue;
    const [method = '', path = ''] = line.split(' ');
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
      ...{ name, in: 'path', required: true, schema: text },
    }));
    paths[path] = { ...paths[path], [method.toLowerCase()]: { parameters, ...merged(usual[line], own) } };
  }
  const contract = await contractOf({ paths, ...more });
  const operation = (line: string): Operation => {
    const found = contract.operations.find(({ method, path }) => `${method} ${path}` === line);
    if (!found) throw new Error(`the API has no ${line}`);
    return found;
  };
  const resource = resourcesOf(contract).all.find(({ item }) => item === one);
  if (!resource) throw new Error(`nothing is kept at ${one}`);

  const asked: string[] = [];
  const cases: Case[] = [];
  const told: Relation[] = [];
  const counts = new Map<string, number>();
  const after = () => cases.map((testCase) => testCase.after?.length ?? 0);
  const answer = (request: Request): Exchange => {
    const line = `${request.method} ${request.path}`;
    const nth = (counts.get(line) ?? 0) + 1;
    counts.set(line, nth);
    const sent = request.body === undefined ? '' : new TextDecoder().decode(request.body);
    const reply = respond(line, nth, { ...request, ...(/^[[{]/.test(sent) && { json: JSON.parse(sent) as Json }) });
    return exchangeOf(request, reply);
  };
  let marks = 0;
  const ledger = createLedger();
  const context = {
    ...{ contract, target: { name: 'jobs', baseUrl }, ledger, options: { overrides: { headers, set: {} } } },
    sender: {
      isOver: false,
      send: (testCase: Case) => {
        const { request, expect } = testCase;
        const fields = request.headers.filter(([name]) => !USUAL.test(name)).map((field) => ` ${field.join(': ')}`);
        const kind = expect.kind === 'accepted' ? '' : ` (${expect.kind})`;
        asked.push(`${request.method} ${request.path}${fields.join('')}${kind}`);
        return Promise.resolve(answer(request));
      },
    },
    judge: { judge: () => undefined, relate: (_: Case, relation: Relation) => told.push(relation) },
    baselines: { startOf: () => undefined, of: () => undefined },
    permissions: { of: ({ id }: Operation) => ({ may: heldBack.includes(id) ? 'hold back' : 'send' }) },
    onExchange: () => undefined,
  } as unknown as PhaseContext;
  const client = createResourceClient(context, resource, cases, () => `mark${(marks += 1)}`);

  const creating = operation(`POST ${all}`);
  const made = created.map((value): Made => {
    const inputs = {
      path: { team: 'a' },
      query: {},
      header: {},
      cookie: {},
      body: value,
      mediaType: 'application/json',
    };
    const request: Request = { method: 'POST', path: all.replace('{team}', 'a'), headers: [] };
    const testCase = { id: 'earlier', operation: creating, inputs, request } as unknown as Case;
    const exchange = exchangeOf(request, { status: 201, body: value });
    const id = String(value['id']);
    const params = { ...(below !== '' && { team: 'a' }), id };
    return { params, id, inputs, by: answerTo(testCase, exchange) };
  });
  const reads = new Map(
    made.map((own, nth) => {
      const request: Request = { method: 'GET', path: `${all}/${own.id}`, headers: [] };
      const value = created[nth] ?? {};
      const testCase = { ...own.by.case, operation: resource.read ?? creating, request };
      return [
        own,
        { answer: answerTo(testCase, exchangeOf(request, { body: value })), thing: { id: own.id, value, place: '#' } },
      ];
    }),
  );
  const [media] = creating.body?.media ?? [];
  const maker: Maker = {
    ...{ operation: creating, kept: client.kept(creating, 'create') },
    base: made[0]?.inputs ?? { path: {}, query: {}, header: {}, cookie: {} },
    ...(media && { distinction: { contract, media, mark: 'mark0', isKept: () => false } }),
  };
  return { client, known: { made, reads, volatile: new Set() }, maker, asked, cases, told, operation, after };
}

/** Fields that each request has. */
const USUAL = /^(host|accept|user-agent|content-length)$/i;

function exchangeOf(request: Request, reply: Reply | undefined): Exchange {
  const { status = 200, fields = {}, body } = reply ?? {};
  const headers = Object.entries({ 'Content-Type': 'application/json; charset=utf-8', ...fields });
  const response = { status, headers, body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)) };
  const outcome: Exchange['outcome'] = reply ? { response } : { failure: { kind: 'reset', message: 'It hung up.' } };
  return { request, outcome, duration: 0, retries: 0 };
}

function answerTo(testCase: Case, exchange: Exchange) {
  if (!('response' in exchange.outcome)) throw new Error('nothing was answered');
  return answerOf(testCase, exchange, exchange.outcome.response);
}

/** Responses are added to the usual ones; everything else takes their place. */
function merged(usual: JsonObject = {}, own: JsonObject = {}): JsonObject {
  const responses = { ...(usual['responses'] as JsonObject), ...(own['responses'] as JsonObject) };
  return { ...usual, ...own, responses };
}
