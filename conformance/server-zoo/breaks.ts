import type { HeaderField, Response } from '../../src/model/exchange.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import {
  at,
  answer,
  firstBroken,
  isObject,
  parse,
  read,
  withBody,
  type Asked,
  type Reference,
  type Rule,
  type Server,
} from './servers.ts';

/** A difference from the reference implementation: takes the factory of the reference, and returns the other server. */
export type Break = (reference: Reference) => Server;

type Value = Json | ((sent: Json | undefined, made: Json, asked: Asked) => Json);

/** Changes the responses to accepted requests. */
export function accepted(change: (response: Response, asked: Asked) => Response): Break {
  return (reference) => {
    const serve = reference();
    return (request) => {
      const response = serve(request);
      return response.status < 300 ? change(response, read(request)) : response;
    };
  };
}

/** Changes the JSON body of responses to accepted requests, in place. */
export const made = (change: (made: JsonObject, asked: Asked) => void): Break =>
  accepted((response, asked) => {
    const body = bodyOf(response);
    change(body, asked);
    return withBody(response, JSON.stringify(body));
  });

/** Gives an existing member another value. */
export const put = (path: string, value: Value): Break =>
  made((body, asked) => {
    const [parent, name] = memberOf(body, path);
    if (parent && Object.hasOwn(parent, name))
      parent[name] = typeof value === 'function' ? value(asked.body, body, asked) : value;
  });

/** Leaves a member out. */
export const drop = (path: string): Break =>
  made((body) => {
    const [parent, name] = memberOf(body, path);
    if (parent) delete parent[name];
  });

/** Gives a member another name. */
export const rename = (path: string, other: string): Break =>
  made((body) => {
    const [parent, name] = memberOf(body, path);
    if (!parent || !Object.hasOwn(parent, name)) return;
    parent[other] = parent[name] as Json;
    delete parent[name];
  });

/** The whole body, as text or as bytes. */
export const text = (change: (text: string, made: JsonObject) => string | Uint8Array): Break =>
  accepted((response) => withBody(response, change(Buffer.from(response.body).toString(), bodyOf(response))));

/** Sets a header of the response, or leaves it out without a value. */
export const header = (name: string, value?: string): Break =>
  accepted((response) => {
    const others = response.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
    return { ...response, headers: value === undefined ? others : ([...others, [name, value]] as HeaderField[]) };
  });

export const status = (code: number): Break => accepted((response) => ({ ...response, status: code }));

/** Ignores one of the rules for requests. */
export const accepts =
  (rule: string): Break =>
  (reference) =>
    reference(rule);

/** Answers a request as if it were another, valid one, if the function gives one. */
export const takes =
  (instead: (asked: Asked) => Json | undefined): Break =>
  (reference) => {
    const serve = reference();
    return (request) => {
      const other = instead(read(request));
      return serve(other === undefined ? request : { ...request, body: Buffer.from(JSON.stringify(other)) });
    };
  };

/** Responds with a status if a condition is true, else like the reference. */
export const answers =
  (code: number, when: (asked: Asked) => boolean): Break =>
  (reference) => {
    const serve = reference();
    return (request) =>
      when(read(request)) ? answer(code, { code, description: 'no', error_code: 'No' }) : serve(request);
  };

export const refuses = (when: (asked: Asked) => boolean): Break => answers(422, when);
export const fails = (when: (asked: Asked) => boolean): Break => answers(500, when);

/** Responds with a status to requests whose first violated rule is the given one. */
export const answersBroken = (code: number, rules: Record<string, Rule>, rule: string): Break =>
  answers(code, (asked) => firstBroken(rules, asked)?.name === rule);

/** A difference with its own state for each server. */
export const remembering =
  (make: () => Break): Break =>
  (reference) =>
    make()(reference);

export const sent = (path: string, value: Json) => (asked: Asked) => at(asked.body, path) === value;

export function bodyOf(response: Response): JsonObject {
  return parse(Buffer.from(response.body).toString()) as JsonObject;
}

function memberOf(body: JsonObject, path: string): [JsonObject | undefined, string] {
  const names = path.split('.');
  const name = names.pop() as string;
  const parent = names.length > 0 ? at(body, names.join('.')) : body;
  return [isObject(parent) ? parent : undefined, name];
}

/** A copy with another value of a member. */
export function withMember(body: Json | undefined, path: string, value: Json): JsonObject {
  const copy = structuredClone(body) as JsonObject;
  const [parent, name] = memberOf(copy, path);
  if (parent) parent[name] = value;
  return copy;
}
