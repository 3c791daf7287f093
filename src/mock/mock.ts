import type { Contract, RequestValues, MediaType, Operation } from '../model/contract.ts';
import type { HeaderField, Request, Response } from '../model/exchange.ts';
import { readFields, type Fields } from '../http/header-fields.ts';
import { decodeRequest, type RequestError } from '../messages/decode-request.ts';
import { withinBudget } from '../schema/pattern/budget.ts';
import { createRouter, type Match } from '../contract/router.ts';
import { pathOf } from '../messages/path-template.ts';
import { callbacksOf } from '../contract/callbacks.ts';
import { dueCallbacks, type DueCallback } from './callbacks.ts';
import { createReshaper, DEFAULT_ERROR_SHAPE, type ErrorShapeName } from './error-shapes.ts';
import type { Responder } from './documented/responders.ts';
import { respondableExamples } from './documented/available-examples.ts';
import { createChooser, type RespondableExample } from './documented/choose-example.ts';
import { createGeneratedValues } from './documented/generated-values.ts';
import { DEFAULT_MODE, MODES, type MockMode, type Mode } from './modes.ts';
import { overriddenReply } from './overrides/overridden-reply.ts';
import { createOverrideChooser } from './overrides/overrides.ts';
import { preferredMediaType } from './preferred/content-negotiation.ts';
import { readPreferences } from './preferred/prefer-header.ts';
import { problem } from './problem-details.ts';
import { refusal } from './refusal.ts';
import { createRandom, drawSeed } from './random.ts';
import { NOTHING, respond, toResponse, whenMade, type Reply } from './reply.ts';
import { seededSources } from './documented/seeded-values.ts';
import { preferredReply } from './preferred/preferred-reply.ts';
import { createState } from './stateful/state.ts';
import { createStateful } from './stateful/stateful.ts';
import type { Store } from './stateful/store.ts';

export interface MockOptions {
  /** `echo`, the default: the documented example with the request in it. `static`: the documented example. `dynamic`: values generated from the schemas. */
  mode?: MockMode;
  /** With a seed, the same requests to a new mock get the same bytes. */
  seed?: number;
  now?: () => Date;
  /** Gives a new uuid. */
  newId?: () => string;
  /** Gives the number of an answer: what is counted up or drawn in it follows from that. By default they count from 1. */
  nextSerial?: () => number;
  /** For the mode `stateful`: what is kept, shared with others. By default a store of its own with the documented examples in it. */
  store?: Store;
  /** Says which mistakes of a request the mock accepts, like a server that does not know the clause. By default none. */
  forgives?: (error: RequestError) => boolean;
  /** The largest body of a request once its content coding is removed, in bytes. */
  maxBody?: number;
  /** The shape of errors where the contract documents no body for them: `problem` by default. */
  errors?: ErrorShapeName;
  /** Gets the callbacks that an answer entails. Nothing is sent by the mock itself. */
  onCallback?: (callback: DueCallback) => void;
}

export interface Mock {
  /** Responds as the contracts say. Never rejects: an error in the mock itself becomes a 500 with its message. */
  handle(request: Request): Promise<Response>;
  /**
   * The same for the mock's own server: synchronous for documented examples, and a body may be text.
   * @param fields the header fields of the request, if they were read already
   */
  reply(request: Request, fields?: Fields): Reply | Promise<Reply>;
  /** An error that did not come from {@link Mock.reply}, in the shape that the errors of this mock have. */
  inShape(error: Reply, request: Request): Reply | Promise<Reply>;
}

/** An operation with the responses of its examples, prepared lazily. */
interface CompiledOperation {
  choose(inputs: RequestValues): DocumentedReply | undefined;
  /** The response of an example that the request prefers. */
  respondWith(example: RespondableExample): Responder;
}

/** A documented example with its response. */
interface DocumentedReply {
  /** The media type of the response. */
  media: MediaType | undefined;
  /** All media types that the response is documented in. */
  available: MediaType[];
  respond: Responder;
}

/** A request on its way through the mock. */
interface Received {
  request: Request;
  fields: Fields;
}

/** A mock of contracts, without a socket. */
export function createMock(
  contracts: Contract[],
  {
    mode: name = DEFAULT_MODE,
    errors: shape = DEFAULT_ERROR_SHAPE,
    seed,
    forgives,
    store,
    maxBody,
    onCallback,
    ...given
  }: MockOptions = {},
): Mock {
  const mode: Mode = MODES[name];
  const sources =
    seed === undefined ? { now: () => new Date(), newId: () => crypto.randomUUID() } : seededSources(seed);
  let count = 0;
  const { now = sources.now, newId = sources.newId, nextSerial = () => ++count } = given;
  const randomSeed = seed ?? drawSeed();
  const router = createRouter(contracts);
  const compiled = new Map<Operation, CompiledOperation>();
  const stateful = mode.keeps && createStateful({ store: store ?? createState(contracts).store, now, newId });

  const compile = (contract: Contract, operation: Operation): CompiledOperation => {
    let known = compiled.get(operation);
    if (!known) compiled.set(operation, (known = compileOperation(mode, contract, operation)));
    return known;
  };

  const chooseOverride = createOverrideChooser();
  const reshape = createReshaper(shape, contracts);

  const answerInMode: AnswerMatch = (found, received) => {
    const { contract, operation, params } = found;
    const { request, fields } = received;
    const calls = onCallback && callbacksOf(contract, operation).length > 0;
    const { inputs, errors } = decodeRequest(contract, operation, params, request, fields, maxBody);
    const unforgiven = forgives ? errors.filter((error) => !forgives(error)) : errors;
    if (unforgiven.length > 0) return refusal(contract, operation, unforgiven);
    const preferred = readPreferences(fields.get('prefer'), request.path);
    const override = preferred ? undefined : chooseOverride(contract, operation, inputs, fields);
    const accept = fields.get('accept');
    const { choose, respondWith } = compile(contract, operation);
    const echo = (preferences = preferred): Promise<Reply> | Reply => {
      const serial = nextSerial();
      const documented = preferences || mode.generates ? undefined : choose(inputs);
      if (documented && (!documented.media || documented.media === preferredMediaType(accept, documented.available)))
        return documented.respond(inputs, request, createGeneratedValues({ now, newId }, serial));
      return preferredReply({
        ...{ contract, operation, inputs, request, accept, preferences: preferences ?? {} },
        states: preferred !== undefined,
        generates: mode.generates,
        random: createRandom(randomSeed, serial),
        respondWith: (example) => respondWith(example)(inputs, request, createGeneratedValues({ now, newId }, serial)),
      });
    };
    // Whoever asks for an answer by its name or its status gets that one.
    const inMode = (wanted = preferred) =>
      stateful && !wanted ? stateful({ contract, operation, inputs, request, fields, echo }) : echo(wanted);
    const made = override
      ? overriddenReply(contract, operation, override, inMode, createRandom(randomSeed, nextSerial()))
      : inMode();
    if (!calls) return made;
    const call = (reply: Reply): Reply => {
      dueCallbacks(contract, operation, inputs, request, reply).forEach(onCallback);
      return reply;
    };
    return whenMade(made, call);
  };

  const answer: AnswerMatch = (found, received) =>
    whenMade(answerInMode(found, received), (reply) => reshape(reply, found));

  const route = (received: Received): Promise<Reply> | Reply => {
    const { method, path } = received.request;
    const match = router.match(method, path);
    if (match.kind === 'operation') return answer(match, received);
    return UNROUTED.get(method)?.(router.match, match, received, answer) ?? reshape(unrouted(match, received.request));
  };

  const reply: Mock['reply'] = (request, fields = readFields(request.headers)) => {
    const finish = request.method === 'HEAD' ? withoutContent : undefined;
    try {
      const made = withinBudget(() => route({ request, fields }));
      if (made instanceof Promise) return made.then(finish, internalError);
      return finish ? finish(made) : made;
    } catch (error) {
      return internalError(error);
    }
  };

  return {
    reply,
    inShape: (error, { method, path }) => {
      const found = router.match(method, path);
      return reshape(error, found.kind === 'operation' ? found : undefined);
    },
    handle: async (request) => {
      const made = await reply(request);
      if (made.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, made.delay));
      return toResponse(made);
    },
  };
}

function compileOperation(mode: Mode, contract: Contract, operation: Operation): CompiledOperation {
  const chooseExample = createChooser(respondableExamples(operation));
  const replies = new Map<RespondableExample, DocumentedReply>();
  const preferred = new Map<string, Responder>();
  return {
    choose: (inputs) => {
      const example = chooseExample(inputs);
      let reply = example && replies.get(example);
      if (example && !reply) {
        const { media, of } = example.response;
        reply = { media, available: of.media, respond: mode.prepare(contract, operation, example) };
        replies.set(example, reply);
      }
      return reply;
    },
    respondWith: (example) => {
      const key = `${example.response.status} ${example.response.pointer}`;
      const responder = preferred.get(key) ?? mode.prepare(contract, operation, example);
      preferred.set(key, responder);
      return responder;
    },
  };
}

/** RFC 9110 §9.3.2. */
function withoutContent(reply: Reply): Reply {
  return { ...reply, body: NOTHING };
}

function internalError(error: unknown): Reply {
  const noValue = `the mock could not answer: ${error instanceof Error ? error.message : String(error)}`;
  return { ...problem(500, noValue), noValue };
}

type AnswerMatch = (match: Match & { kind: 'operation' }, received: Received) => Promise<Reply> | Reply;

type Unrouted = (
  match: (method: string, path: string) => Match,
  found: Match,
  received: Received,
  answer: AnswerMatch,
) => Promise<Reply> | Reply | undefined;

/** Methods that every path supports, even if its contract does not document them. */
const UNROUTED = new Map<string, Unrouted>([
  [
    // RFC 9110 §9.3.2: like GET, without the content.
    'HEAD',
    (match, _, { request, fields }, answer) => {
      const get = match('GET', request.path);
      return get.kind === 'operation' ? answer(get, { request: { ...request, method: 'GET' }, fields }) : undefined;
    },
  ],
  [
    // RFC 9110 §9.3.7: the methods that the path allows; for an asterisk, those of the whole server.
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
