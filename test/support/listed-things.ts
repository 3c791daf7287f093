import type { Case } from '../../src/model/case.ts';
import type { Operation } from '../../src/model/contract.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { keptOperation } from '../../src/contract/resources/kept-operation.ts';
import { resourcesOf } from '../../src/contract/resources/resources.ts';
import type { Relation } from '../../src/judge/behaviour/relation.ts';
import type { KnownThings } from '../../src/run/behaviour/known-things.ts';
import { resourceList, type ResourceList } from '../../src/run/behaviour/lists/pages.ts';
import type { Answer, AskOptions, ResourceClient } from '../../src/run/behaviour/resource-client.ts';
import type { Made } from '../../src/run/behaviour/writes/create.ts';
import { contractOf } from './contracts.ts';

/** A query parameter of the list. */
export const queried = (name: string, schema: JsonObject = {}, description?: string): JsonObject => ({
  ...{ name, in: 'query', schema },
  ...(description !== undefined && { description }),
});

export interface Listing {
  parameters?: JsonObject[];
  /** Members of a job besides its id. */
  members?: JsonObject;
  /** The schema of the list, given that of a job; an array of them unless given. */
  schema?: (job: JsonObject) => JsonObject;
  headers?: JsonObject;
  description?: string;
}

/** What the server answers to a query: a body, or a body with header fields. */
export type Respond = (query: JsonObject, nth: number) => { body: Json; fields?: Record<string, string> } | undefined;

export interface ListedThings {
  list: ResourceList;
  known: KnownThings;
  /** The queries that were asked, in their order. */
  asked: JsonObject[];
  /** What these requests were called, and the paths that they went to. */
  titles: string[];
  paths: string[];
  told: Relation[];
}

/** A list of jobs whose server answers as a test says, with the jobs that the run created. */
export async function listedThings(
  { parameters = [], members = {}, schema, headers, description }: Listing,
  created: JsonObject[],
  respond: Respond,
): Promise<ListedThings> {
  const job: JsonObject = { type: 'object', properties: { id: { type: 'string' }, ...members } };
  const answer = (one: JsonObject) => ({
    ...{ description: 'Done.', content: { 'application/json': { schema: one } } },
    ...(headers && { headers }),
  });
  const contract = await contractOf({
    paths: {
      '/jobs': {
        get: {
          ...{ operationId: 'listJobs', parameters, ...(description !== undefined && { description }) },
          responses: { 200: answer(schema ? schema(job) : { type: 'array', items: job }) },
        },
        post: {
          requestBody: { content: { 'application/json': { schema: job } } },
          responses: { 201: answer(job) },
        },
      },
      '/jobs/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        get: { responses: { 200: answer(job) } },
      },
    },
  });
  const [operation, create, read] = ['GET /jobs', 'POST /jobs', 'GET /jobs/{id}'].map((line) =>
    contract.operations.find(({ method, path }) => `${method} ${path}` === line),
  ) as [Operation, Operation, Operation];
  const resource = resourcesOf(contract).of(operation)?.resource;
  if (!resource) throw new Error('the list is about nothing');
  const asked: JsonObject[] = [];
  const told: Relation[] = [];
  const titles: string[] = [];
  const paths: string[] = [];
  const answerOf = (
    one: Operation,
    inputs: unknown,
    body: Json,
    fields: Record<string, string> = {},
    { path }: { path: string } = one,
  ) =>
    ({
      case: { operation: one, inputs, request: { method: one.method, path, headers: [] } } as unknown as Case,
      ...{ status: 200, fields: new Map(Object.entries(fields)), body },
      response: { status: 200, headers: Object.entries(fields), body: new Uint8Array() },
    }) as unknown as Answer;
  const client = {
    ...{ contract, resource, overrides: { headers: [], set: {} }, isOver: false, mark: () => 'm1' },
    context: { target: { baseUrl: 'http://127.0.0.1:1' } },
    kept: (one: Operation, role: 'list' | 'read') => keptOperation(contract, one, resource, role),
    ask: (one: Operation, inputs: { query: JsonObject }, title: string, options?: Pick<AskOptions, 'request'>) => {
      const { query } = inputs;
      asked.push(query);
      titles.push(title);
      const plain = { method: one.method, path: one.path, headers: [] };
      const request = options?.request?.(plain) ?? plain;
      paths.push(request.path);
      const came = respond(query, asked.length);
      return Promise.resolve(came && answerOf(one, inputs, came.body, came.fields, request));
    },
    tell: (_: Answer, relation: Relation) => void told.push(relation),
  } as unknown as ResourceClient;
  const made = created.map((value): Made => {
    const by = answerOf(create, { path: {}, query: {}, header: {}, cookie: {}, body: value }, value);
    return { by, inputs: by.case.inputs, id: String(value['id']), params: { id: value['id'] ?? null } };
  });
  const reads = new Map(
    made.map((one, nth) => {
      const value = created[nth] as JsonObject;
      return [one, { answer: answerOf(read, {}, value), thing: { id: String(value['id']), value, place: '#' } }];
    }),
  );
  const list = resourceList(client, operation, made[0] as Made, []);
  return { list, known: { made, reads, volatile: new Set() }, asked, titles, paths, told };
}
