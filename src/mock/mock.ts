import { randomUUID } from 'node:crypto';
import type { Contract, HeaderField, Operation, Request, Response } from '../model.ts';
import { accepts } from '../contract/media-type.ts';
import { readFields } from '../contract/fields.ts';
import { readRequest, type RequestError } from '../contract/request.ts';
import { createRouter, type Match } from '../contract/route.ts';
import { pathOf } from '../contract/segments.ts';
import { echoAnswer, staticAnswer, type Answer } from './answer.ts';
import { answerable, mediaTypeOf } from './answerable.ts';
import { chooseExample, type Answerable } from './choose-example.ts';
import { createFresh } from './fresh.ts';
import { readPreferences, type Preferences } from './prefer.ts';
import type { Prism } from './prism.ts';
import { problem, refusal } from './problem.ts';
import { NOTHING, respond } from './respond.ts';

export type MockMode = 'echo' | 'static';

export interface MockOptions {
  /** `echo`, the default: the documented example with the request in it. `static`: the documented example. */
  mode?: MockMode;
  now?: () => Date;
  /** Makes a uuid. */
  newId?: () => string;
  /** Mistakes of a request that are let pass, as by a server that does not know the clause. None are, unless given. */
  forgives?: (error: RequestError) => boolean;
}

export interface Mock {
  /** Answers as the contracts say. Never rejects: what goes wrong here is a 500 that says what. */
  handle(request: Request): Promise<Response>;
}

/** An operation with what it is answered with, each answer made when it is first needed. */
interface Compiled {
  examples: Answerable[];
  answer(example: Answerable): Answer;
}

/** A mock of contracts, without a socket. */
export function createMock(contracts: Contract[], { mode = 'echo', now = () => new Date(), newId = randomUUID, forgives }: MockOptions = {}): Mock {
  const router = createRouter(contracts);
  const compiled = new Map<Operation, Compiled>();
  const prisms = new Map<Contract, Promise<Prism>>();
  let serial = 0;

  const compile = (contract: Contract, operation: Operation): Compiled => {
    const known = compiled.get(operation);
    if (known) return known;
    const answers = new Map<Answerable, Answer>();
    const make = mode === 'static' ? staticAnswer : (example: Answerable) => echoAnswer(contract, operation, example);
    const answer = (example: Answerable): Answer => {
      const made = answers.get(example) ?? make(example);
      answers.set(example, made);
      return made;
    };
    const entry = { examples: answerable(operation), answer };
    compiled.set(operation, entry);
    return entry;
  };

  const prismOf = (contract: Contract): Promise<Prism> => {
    const known = prisms.get(contract) ?? import('./prism.ts').then(({ createPrism }) => createPrism(contract));
    prisms.set(contract, known);
    return known;
  };

  const answer = async ({ contract, operation, params }: Match & { kind: 'operation' }, request: Request): Promise<Response> => {
    const { inputs, errors } = readRequest(contract, operation, params, request);
    const unforgiven = forgives ? errors.filter((error) => !forgives(error)) : errors;
    if (unforgiven.length > 0) return refusal(contract, operation, unforgiven);
    const { accept, wishes } = negotiation(request);
    const { examples, answer: answerOf } = compile(contract, operation);
    const example = wishes ? undefined : chooseExample(examples, inputs);
    const type = example && mediaTypeOf(example.response);
    if (example && (type === undefined || accepts(accept, essence(type)))) return answerOf(example)(inputs, request, createFresh({ now, newId }, ++serial));
    const prism = await prismOf(contract);
    return prism(operation, inputs, request, wishes ?? {});
  };

  const route = (request: Request): Promise<Response> | Response => {
    const match = router.match(request.method, request.path);
    return match.kind === 'operation'
      ? answer(match, request)
      : (UNROUTED.get(request.method)?.(router.match, match, request, answer) ?? unrouted(match, request));
  };

  return {
    handle: async (request) => {
      try {
        const response = await route(request);
        return request.method === 'HEAD' ? { ...response, body: NOTHING } : response;
      } catch (error) {
        return problem(500, `the mock could not answer: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

type Unrouted = (
  match: (method: string, path: string) => Match,
  found: Match,
  request: Request,
  answer: (match: Match & { kind: 'operation' }, request: Request) => Promise<Response>,
) => Promise<Response> | Response | undefined;

/** Methods that every path has, whether its contract documents them or not. */
const UNROUTED = new Map<string, Unrouted>([
  [
    // RFC 9110 §9.3.2: as GET, without the content.
    'HEAD',
    (match, _, request, answer) => {
      const get = match('GET', request.path);
      return get.kind === 'operation' ? answer(get, { ...request, method: 'GET' }) : undefined;
    },
  ],
  [
    // RFC 9110 §9.3.7: what the path, or with an asterisk the whole server, allows.
    'OPTIONS',
    (_, found, { path }) => (found.kind === 'method' ? respond(204, [allow(found.allow)]) : path === '*' ? respond(204, []) : undefined),
  ],
]);

function unrouted(match: Match, { method, path }: Request): Response {
  if (match.kind === 'method') return problem(405, `${method} is not documented for ${pathOf(path)}`, { allow: match.allow }, [allow(match.allow)]);
  if (match.kind === 'none' && match.malformed) return problem(400, 'the path is not well percent-encoded');
  const nearest = match.kind === 'none' ? match.nearest : undefined;
  return problem(
    404,
    `no contract documents the path ${pathOf(path)}${nearest === undefined ? '' : `; the nearest is ${nearest}`}`,
    nearest === undefined ? {} : { nearest },
  );
}

/** RFC 9110 §10.2.1. */
function allow(documented: string[]): HeaderField {
  return ['Allow', [...new Set([...documented, ...(documented.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].join(', ')];
}

/** What the client says of the answer that it wants. */
function negotiation({ headers }: Request): { accept: string | undefined; wishes: Preferences | undefined } {
  const fields = readFields(headers.filter(([name]) => /^(accept|prefer)$/i.test(name)));
  return { accept: fields.get('accept'), wishes: readPreferences(fields.get('prefer')) };
}

function essence(type: string): string {
  return (type.split(';', 1)[0] ?? '').trim().toLowerCase();
}
