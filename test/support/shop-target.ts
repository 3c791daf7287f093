import type { Contract } from '../../src/model/contract.ts';
import type { Request, Response, Target } from '../../src/model/exchange.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { createMock } from '../../src/mock/mock.ts';

/** Stands between the client and the shop: it may change what is asked and what is answered. */
export type Fault = (request: Request, forward: (request: Request) => Promise<Response>) => Promise<Response>;

/** A server that keeps what it is sent, inside this process, perhaps with a fault. */
export function shopTarget(contract: Contract, fault: Fault = (request, forward) => forward(request)): Target {
  const mock = createMock([contract], { mode: 'stateful' });
  return inProcessTarget(
    'the shop',
    (request) => fault(request, (asked) => mock.handle({ ...asked, path: `/v1${asked.path}` })),
    'http://shop.test/v1',
  );
}

/** The JSON of a body; an empty object where there is none. */
export function jsonOf({ body }: Pick<Request, 'body'>): JsonObject {
  const text = new TextDecoder().decode(body);
  return text.startsWith('{') ? (JSON.parse(text) as JsonObject) : {};
}

/** The same message with another body. */
export function withJson<Message extends Request | Response>(message: Message, body: Json): Message {
  return { ...message, body: new TextEncoder().encode(JSON.stringify(body)) };
}

/** A fault in the answers to requests of one method whose path fits a pattern. */
export function answering(method: string, path: RegExp, change: (answer: JsonObject, request: Request) => Json): Fault {
  return async (request, forward) => {
    const response = await forward(request);
    const isMeant = request.method === method && path.test(request.path) && response.status < 300;
    return isMeant ? withJson(response, change(jsonOf(response), request)) : response;
  };
}

/** A fault in what requests of one method are taken for, where their path fits a pattern. */
export function taking(method: string, path: RegExp, change: (request: Request) => Request): Fault {
  return (request, forward) =>
    forward(request.method === method && path.test(request.path) ? change(request) : request);
}

/** The same request with another value of a parameter of its query, where it has that or `change` makes one. */
export function withQuery(
  request: Request,
  name: string,
  change: (value: string | null) => string | undefined,
): Request {
  const [path = '', query = ''] = request.path.split('?', 2);
  const parameters = new URLSearchParams(query);
  const value = change(parameters.get(name));
  if (value === undefined) parameters.delete(name);
  else parameters.set(name, value);
  return { ...request, path: parameters.size > 0 ? `${path}?${parameters.toString()}` : path };
}
