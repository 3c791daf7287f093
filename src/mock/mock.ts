import { randomUUID } from 'node:crypto';
import type { Contract, RequestValues, MediaType, Operation } from '../model/contract.ts';
import type { HeaderField, Request, Response } from '../model/exchange.ts';
import { readFields, type Fields } from '../http/header-fields.ts';
import { decodeRequest, type RequestError } from '../messages/decode-request.ts';
import { createRouter, type Match } from '../contract/router.ts';
import { pathOf } from '../messages/path-template.ts';
import { echoAnswer, staticAnswer, type Answer } from './documented/answers.ts';
import { respondableExamples } from './documented/available-examples.ts';
import { createChooser, type RespondableExample } from './documented/choose-example.ts';
import { createGeneratedValues } from './documented/generated-values.ts';
import { preferred } from './preferred/content-negotiation.ts';
import { readPreferences } from './preferred/prefer-header.ts';
import { createReplayCache } from './replay-cache.ts';
import { problem, refusal } from './problem-details.ts';
import { createRandom } from './random.ts';
import { NOTHING, respond, toResponse, type Reply } from './reply.ts';
import { seededSources } from './documented/seeded-values.ts';
import { preferredAnswer } from './preferred/preferred-answer.ts';

export type MockMode = 'echo' | 'static' | 'dynamic';

export interface MockOptions {
  /** `echo`, the default: the documented example with the request in it. `static`: the documented example. `dynamic`: values made up from the schemas. */
  mode?: MockMode;
  /** The same requests to a mock that was newly started get the same bytes. */
  seed?: number;
  now?: () => Date;
  /** Makes a uuid. */
  newId?: () => string;
  /** Mistakes of a request that are let pass, as by a server that does not know the clause. None are, unless given. */
  forgives?: (error: RequestError) => boolean;
}

export interface Mock {
  /** Answers as the contracts say. Never rejects: what goes wrong here is a 500 that says what. */
  handle(request: Request): Promise<Response>;
  /**
   * The same for the mock's own server: at once where the contract's documented examples answer, and a body may be text.
   * @param fields the header fields of the request, where they were read before
   * @param key remembers how it was answered, for {@link Mock.recall}
   */
  reply(request: Request, fields?: Fields, key?: string): Reply | Promise<Reply>;
  /** The answer to a request that came before in the same bytes, made anew. */
  recall(key: string): Reply | undefined;
  /** Whether requests have come again of late, so that one is worth a look. */
  remembers(): boolean;
}

/** An operation with what it is answered with, each answer made when it is first needed. */
interface Compiled {
  choose(inputs: RequestValues): Documented | undefined;
  /** An example that was asked for. */
  show(example: RespondableExample): Answer;
}

/** A documented example with its answer. */
interface Documented {
  /** The media type of the answer. */
  media: MediaType | undefined;
  /** Those of the response that it belongs to. */
  among: MediaType[];
  answer: Answer;
}

/** A request on its way through the mock. */
interface Received {
  request: Request;
  fields: Fields;
  key: string | undefined;
}

/** A mock of contracts, without a socket. */
export function createMock(contracts: Contract[], { mode = 'echo', seed, forgives, ...given }: MockOptions = {}): Mock {
  const sources = seed === undefined ? { now: () => new Date(), newId: randomUUID } : seededSources(seed);
  const { now = sources.now, newId = sources.newId } = given;
  const drawn = seed ?? Math.floor(Math.random() * 2 ** 32);
  const router = createRouter(contracts);
  const compiled = new Map<Operation, Compiled>();
  const cache = createReplayCache();
  let serial = 0;

  const compile = (contract: Contract, operation: Operation): Compiled => {
    const known = compiled.get(operation);
    if (known) return known;
    const answers = new Map<RespondableExample, Documented>();
    const shown = new Map<string, Answer>();
    const answerOf = (example: RespondableExample): Answer =>
      mode === 'static' ? staticAnswer(example) : echoAnswer(contract, operation, example);
    const make = (example: RespondableExample): Documented => ({
      media: example.response.media,
      among: example.response.of.media,
      answer: answerOf(example),
    });
    const show = (example: RespondableExample): Answer => {
      const key = `${example.response.status} ${example.response.pointer}`;
      const made = shown.get(key) ?? answerOf(example);
      shown.set(key, made);
      return made;
    };
    const chosen = createChooser(respondableExamples(operation));
    const choose = (inputs: RequestValues): Documented | undefined => {
      const example = chosen(inputs);
      let made = example && answers.get(example);
      if (example && !made) answers.set(example, (made = make(example)));
      return made;
    };
    const entry = { choose, show };
    compiled.set(operation, entry);
    return entry;
  };

  const answer: AnswerMatch = ({ contract, operation, params }, { request, fields, key }) => {
    const { inputs, errors } = decodeRequest(contract, operation, params, request, fields);
    const unforgiven = forgives ? errors.filter((error) => !forgives(error)) : errors;
    if (unforgiven.length > 0) return refusal(contract, operation, unforgiven);
    const preferences = readPreferences(fields.get('prefer'), request.path);
    const accept = fields.get('accept');
    const { choose, show } = compile(contract, operation);
    const turn = ++serial;
    const documented = preferences || mode === 'dynamic' ? undefined : choose(inputs);
    if (documented && (!documented.media || documented.media === preferred(accept, documented.among))) {
      const made = documented.answer(inputs, request, createGeneratedValues({ now, newId }, turn));
      if (key !== undefined) cache.keep(key, () => made.again(createGeneratedValues({ now, newId }, ++serial)));
      return made;
    }
    return preferredAnswer({
      ...{ contract, operation, inputs, request, accept, preferences: preferences ?? {} },
      dynamic: mode === 'dynamic',
      random: createRandom(drawn, turn),
      show: (example) => show(example)(inputs, request, createGeneratedValues({ now, newId }, turn)),
    });
  };

  const route = (received: Received): Promise<Reply> | Reply => {
    const { method, path } = received.request;
    const match = router.match(method, path);
    if (match.kind === 'operation') return answer(match, received);
    return UNROUTED.get(method)?.(router.match, match, received, answer) ?? unrouted(match, received.request);
  };

  const reply: Mock['reply'] = (request, fields = readFields(request.headers), key = undefined) => {
    const finish = request.method === 'HEAD' ? withoutContent : undefined;
    const noted = finish ? undefined : key;
    try {
      const made = route({ request, fields, key: noted });
      if (made instanceof Promise) return made.then(finish, broken);
      return finish ? finish(made) : made;
    } catch (error) {
      return broken(error);
    }
  };

  return {
    reply,
    recall: cache.recall,
    remembers: cache.isWorthIt,
    handle: async (request) => toResponse(await reply(request)),
  };
}

/** RFC 9110 §9.3.2. */
function withoutContent(reply: Reply): Reply {
  return { ...reply, body: NOTHING };
}

function broken(error: unknown): Reply {
  return problem(500, `the mock could not answer: ${error instanceof Error ? error.message : String(error)}`);
}

type AnswerMatch = (match: Match & { kind: 'operation' }, received: Received) => Promise<Reply> | Reply;

type Unrouted = (
  match: (method: string, path: string) => Match,
  found: Match,
  received: Received,
  answer: AnswerMatch,
) => Promise<Reply> | Reply | undefined;

/** Methods that every path has, whether its contract documents them or not. */
const UNROUTED = new Map<string, Unrouted>([
  [
    // RFC 9110 §9.3.2: as GET, without the content.
    'HEAD',
    (match, _, { request, fields }, answer) => {
      const get = match('GET', request.path);
      return get.kind === 'operation'
        ? answer(get, { request: { ...request, method: 'GET' }, fields, key: undefined })
        : undefined;
    },
  ],
  [
    // RFC 9110 §9.3.7: what the path, or with an asterisk the whole server, allows.
    'OPTIONS',
    (_, found, { request: { path } }) =>
      found.kind === 'method' ? respond(204, [allow(found.allow)]) : path === '*' ? respond(204, []) : undefined,
  ],
]);

function unrouted(match: Match, { method, path }: Request): Reply {
  if (match.kind === 'method')
    return problem(405, `${method} is not documented for ${pathOf(path)}`, { allow: match.allow }, [
      allow(match.allow),
    ]);
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
  return [
    'Allow',
    [...new Set([...documented, ...(documented.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].join(', '),
  ];
}
