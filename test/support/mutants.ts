import type { JsonObject } from '../../src/model/json.ts';
import type { Request, Response } from '../../src/model/exchange.ts';
import type { RequestError } from '../../src/messages/decode-request.ts';
import { analyze } from '../../src/bindings/analyze.ts';
import { exampleCases } from '../../src/cases/examples.ts';
import { makeCases } from '../../src/cases/plan.ts';
import { createConformingServer } from '../../src/mutation/conforming-server.ts';
import type { Mutant, MutationOperator, Server, Subject } from '../../src/mutation/mutant.ts';
import { contractOf } from './contracts.ts';

export const GUID = '9b2f0c1e-6c1d-4e5a-8f39-2d7c0f7f1b11';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reaches into a document of its own making
export type Change = (operation: any) => void;

/** One operation that creates a thing: enough for each mutation operator to have mutants. */
export function thingDocument(change: Change = () => {}): JsonObject {
  const operation = {
    operationId: 'createThing',
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, kind: { enum: ['disk', 'tape'], default: 'disk' } },
          },
          examples: { one: { value: { name: 'first-thing-1', kind: 'tape' } } },
        },
      },
    },
    responses: {
      '201': {
        description: 'made',
        headers: {
          Location: { required: true, schema: { type: 'string' }, examples: { one: { value: `/things/${GUID}` } } },
        },
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['id', 'name', 'kind'],
              properties: {
                id: { type: 'string', format: 'uuid' },
                name: { type: 'string' },
                kind: { enum: ['disk', 'tape'] },
                state: { type: 'string' },
              },
            },
            examples: { one: { value: { id: GUID, name: 'first-thing-1', kind: 'tape', state: 'READY' } } },
          },
        },
      },
    },
  };
  change(operation);
  return { 'x-examples': 'exact', paths: { '/things': { post: operation } } };
}

/** The mutants of an operator for the first operation of a document, with a server to try them on. */
export async function mutantsOf(operator: MutationOperator, document: JsonObject = thingDocument()) {
  const contract = await contractOf(document);
  const [operation] = contract.operations;
  if (!operation) throw new Error('the document has no operation');
  const subject: Subject = {
    contract,
    operation,
    examples: operation.examples.map((example) => ({ example, leaves: analyze(contract, operation, example) })),
  };
  const mutants = operator.mutants(subject);
  const server = createConformingServer(contract);
  const [documented] = makeCases(contract, [exampleCases]);
  if (!documented) throw new Error('the document has no example');
  const mutant = (title: string): Mutant => {
    const found = mutants.find((one) => one.title === title);
    if (!found) throw new Error(`no mutant is called "${title}", but: ${mutants.map((one) => one.title).join(', ')}`);
    return found;
  };
  return {
    subject,
    mutants,
    mutant,
    titles: mutants.map(({ title }) => title),
    server,
    /** The request of the documented example, with the given body if there is one. */
    request: (body?: unknown): Request =>
      body === undefined
        ? documented.request
        : { ...documented.request, body: new TextEncoder().encode(JSON.stringify(body)) },
    answer: (title: string, request: Request = documented.request): Promise<Response> =>
      mutant(title).answer(server, request),
  };
}

/** A server with fixed responses and fixed decoded requests. */
export function fixedServer(response: Response, errors: RequestError[] = []): Server {
  return {
    answer: () => Promise.resolve(response),
    read: () => ({ inputs: { path: {}, query: {}, header: {}, cookie: {} }, errors }),
  };
}

export const textOf = ({ body }: Response): string => new TextDecoder().decode(body);
export const jsonOf = (response: Response): any => JSON.parse(textOf(response)); // eslint-disable-line @typescript-eslint/no-explicit-any -- a test reaches into any body

/** The value of a header, if it is present. */
export const headerOf = ({ headers }: Response, name: string): string | undefined =>
  headers.find(([field]) => field.toLowerCase() === name.toLowerCase())?.[1];
