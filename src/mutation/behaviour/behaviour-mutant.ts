import type { Contract, Parameter } from '../../model/contract.ts';
import type { Request, Response } from '../../model/exchange.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import type { Resource, ResourceRole } from '../../contract/resources/resource.ts';
import { isObject, replaceAt, valueAt } from '../../json/pointer.ts';
import { readJson } from '../../json/parse-json.ts';
import type { KeptOperation } from '../../contract/resources/kept-operation.ts';
import { editBody, isSuccess, type Mutant } from '../mutant.ts';
import type { KeepingServer } from './keeping-server.ts';

/** Answers one request wrongly; it may remember those before it. */
export type Fault = (request: Request, server: KeepingServer) => Promise<Response>;

/** The stateful mock with one fault. */
export interface BehaviourMutant extends Omit<Mutant, 'answer'> {
  /** The fault anew, which remembers nothing. */
  fault(): Fault;
}

/** The input of an operator: one resource, with its operations looked at. */
export interface KeptSubject {
  contract: Contract;
  resource: Resource;
  operations: KeptOperation[];
}

/** Makes mutants with one kind of fault in what an API does. */
export interface BehaviourOperator {
  /** The name of its file: `lost-writes`. */
  name: string;
  family: string;
  mutants(subject: KeptSubject): BehaviourMutant[];
}

export function behaviourMutant(
  { operation }: KeptOperation,
  family: string,
  title: string,
  clause: Pointer,
  fault: () => Fault,
): BehaviourMutant {
  return { id: `${operation.id} ${title}`, family, title, operation, clause, fault };
}

export const inRole = ({ operations }: KeptSubject, role: ResourceRole): KeptOperation[] =>
  operations.filter((one) => one.role === role);

/** Changes the requests to one operation. */
export const onRequest =
  ({ operation }: KeptOperation, change: (request: Request) => Request) =>
  (): Fault =>
  (request, server) =>
    server.answer(server.operationOf(request) === operation ? change(request) : request);

/** Changes the successful answers of one operation. */
export const onSuccess =
  (
    { operation }: KeptOperation,
    change: (response: Response, request: Request, server: KeepingServer) => Response | Promise<Response>,
  ) =>
  (): Fault =>
  async (request, server) => {
    const response = await server.answer(request);
    return server.operationOf(request) === operation && isSuccess(response)
      ? change(response, request, server)
      : response;
  };

/** Changes the items of the lists that one operation answers with. */
export const onItems = (kept: KeptOperation, change: (items: Json[], query: URLSearchParams) => Json[]) =>
  onSuccess(kept, (response, { path }) =>
    editBody(response, (body) => {
      const items = kept.list === undefined ? undefined : valueAt(body, kept.list);
      return Array.isArray(items) ? replaceAt(body, kept.list as Pointer, change(items, queryOf(path))) : body;
    }),
  );

export function queryOf(path: string): URLSearchParams {
  return new URLSearchParams(path.split('?')[1] ?? '');
}

/** The request with another value of a query parameter, or without it. */
export function withQuery(request: Request, name: string, value: string | undefined): Request {
  const [address = ''] = request.path.split('?');
  const query = queryOf(request.path);
  if (value === undefined) query.delete(name);
  else query.set(name, value);
  const text = query.toString();
  return { ...request, path: text === '' ? address : `${address}?${text}` };
}

/** The message with another value of a header field, or without it. */
export function withHeader<Message extends Request | Response>(
  message: Message,
  name: string,
  value?: string,
): Message {
  const isOther = ([other]: readonly [string, string]) => other.toLowerCase() !== name.toLowerCase();
  const headers = message.headers.filter(isOther);
  return { ...message, headers: value === undefined ? headers : [...headers, [name, value] as const] };
}

export function headerOf({ headers }: Request | Response, name: string): string | undefined {
  return headers.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
}

/** The JSON object of a body; undefined where it is none. */
export function objectIn(body: Uint8Array | undefined): JsonObject | undefined {
  const read = readJson(new TextDecoder().decode(body));
  return 'problem' in read || !isObject(read.value) ? undefined : read.value;
}

export function parameterOf({ operation }: KeptOperation, where: Parameter['in'], name: string): Parameter | undefined {
  return operation.parameters.find(
    (one) =>
      one.in === where && (where === 'header' ? one.name.toLowerCase() === name.toLowerCase() : one.name === name),
  );
}
