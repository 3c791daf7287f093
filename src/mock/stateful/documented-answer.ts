import type { Operation } from '../../model/contract.ts';
import type { HeaderField } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { isJsonType, parseMediaType } from '../../http/media-type.ts';
import { headerValue, respond, type Reply } from '../reply.ts';
import type { Contents, Thing } from './store.ts';
import { writeJson } from '../../json/exact-integers.ts';
import { isSuccessful } from '../../http/status.ts';

export function isAccepted({ status, noValue }: Reply): boolean {
  return isSuccessful(status) && noValue === undefined;
}

/** The value of a JSON body; undefined where there is none, as in a 204 for which the contract shows one. */
export function readBody({ headers, body }: Reply): Json | undefined {
  const type = headers.find(([name]) => name === 'Content-Type')?.[1];
  if (body.length === 0 || type === undefined || !isJsonType(parseMediaType(type)?.type ?? '')) return undefined;
  return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)) as Json;
}

export function withBody(reply: Reply, body: Json | undefined, fields: HeaderField[]): Reply {
  const replaced = new Set(['content-length', ...fields.map(([name]) => name.toLowerCase())]);
  const headers = reply.headers.filter(([name]) => !replaced.has(name.toLowerCase()));
  const all = [...headers, ...fields.map(([name, value]): HeaderField => [name, headerValue(value)])];
  return respond(reply.status, all, body === undefined ? reply.body : writeJson(body));
}

const shownBefore = new WeakMap<Thing, Map<Operation, unknown>>();

/** What an operation shows of a thing, made once for each state of it: what is made up for it stays the same. */
export function shownAs<T>(thing: Thing, operation: Operation, make: () => T): T {
  const known = shownBefore.get(thing) ?? new Map<Operation, unknown>();
  shownBefore.set(thing, known);
  if (!known.has(operation)) known.set(operation, make());
  return known.get(operation) as T;
}

const answers = new WeakMap<Contents, Map<Operation, Map<string, Reply>>>();

/** What an operation answered to requests for a list, by their paths, while nothing in it changes. */
export function answeredBefore(contents: Contents, operation: Operation): Map<string, Reply> {
  const known = answers.get(contents) ?? new Map<Operation, Map<string, Reply>>();
  answers.set(contents, known);
  const own = known.get(operation) ?? new Map<string, Reply>();
  known.set(operation, own);
  return own;
}

interface DocumentedList {
  reply: Reply;
  /** Undefined where the answer is not JSON or is a refusal. */
  body: Json | undefined;
}

const documentedLists = new WeakMap<Contents, Map<Operation, Promise<DocumentedList>>>();

/** What echo answers to a list, asked once while nothing in it changes. */
export function documentedList(
  { operation, echo }: { operation: Operation; echo(): Reply | Promise<Reply> },
  contents: Contents,
): Promise<DocumentedList> {
  const lists = documentedLists.get(contents) ?? new Map<Operation, Promise<DocumentedList>>();
  documentedLists.set(contents, lists);
  const make = async (): Promise<DocumentedList> => {
    const reply = await echo();
    return { reply, body: isAccepted(reply) ? readBody(reply) : undefined };
  };
  const known = lists.get(operation) ?? make();
  lists.set(operation, known);
  return known;
}
