import type { HeaderField, Request, Response } from '../../src/model/exchange.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { replace, type Shop } from './shop.ts';

/** Changes every answer. */
export const answers = (change: (response: Response, request: Request, shop: Shop) => Response) => (shop: Shop) =>
  replace(shop, 'serve', (serve) => (request) => change(serve(request), request, shop));

/** Changes the requests before they are read. */
export const requests = (change: (request: Request) => Request) => (shop: Shop) =>
  replace(shop, 'serve', (serve) => (request) => serve(change(request)));

/** Answers with a status and a body where a condition holds. */
export const instead =
  (when: (response: Response, request: Request) => boolean, make: (response: Response) => Partial<Response>) =>
  (shop: Shop) =>
    answers((response, request) => (when(response, request) ? { ...response, ...make(response) } : response))(shop);

export const headerOf = (message: Request | Response, name: string) =>
  message.headers.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];

/** The message with another value of a header field, or without it. */
export function withHeader<Message extends Request | Response>(
  message: Message,
  name: string,
  value?: string,
): Message {
  const others = message.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  return { ...message, headers: value === undefined ? others : ([...others, [name, value]] as HeaderField[]) };
}

/** The JSON object of a body; undefined where it is none. */
export function objectOf({ body = new Uint8Array() }: { body?: Uint8Array }): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

export const isRequest = ({ method, path }: Request, wanted: string, depth: number) =>
  method === wanted && path.split('?')[0]?.split('/').length === depth + 1;
