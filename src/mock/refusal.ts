import type { Contract, MediaType, Operation, ResponseObject } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import type { RequestError } from '../messages/decode-request.ts';
import { isExpressible } from '../messages/body/example-value.ts';
import { responseFor } from '../contract/examples.ts';
import { isJsonMedia } from '../messages/request-media.ts';
import { isObject, joinPointer } from '../json/pointer.ts';
import { scalarText } from '../json/scalar-text.ts';
import { knownNames } from '../schema/keywords.ts';
import { responseErrors } from '../schema/read-write-only.ts';
import { sample } from '../schema/sample.ts';
import { unconditional } from '../schema/subschemas.ts';
import { exampleAs, isFramingHeader, mediaTypeOf } from './documented/available-examples.ts';
import { plainValue } from './dynamic/generate.ts';
import { loadPrism } from './dynamic/prism.ts';
import { noValueReason } from './no-value.ts';
import { describeError, headersOf, ownHeaders, problem } from './problem-details.ts';
import { headerValue, respond, textOf, type Reply } from './reply.ts';

/** Each kind of error with its status, in order of precedence. */
const STATUSES: [status: number, is: (error: RequestError) => boolean][] = [
  [401, ({ kind }) => kind === 'security'],
  [413, ({ kind }) => kind === 'size'],
  [415, ({ kind }) => kind === 'media type'],
  [400, ({ kind, malformed }) => kind === 'parameter' || malformed === true],
  // The body is missing.
  [400, ({ at, expected }) => at === 'request body' && expected === true],
  [422, () => true],
];

/**
 * The refusal of a request that violates its contract. It has the documented shape of its status, with an explanation if that
 * has a member for one: which part of the request is wrong, and how. If no shape is documented, it is a problem document,
 * which also names the clause and the document's statement there.
 */
export function refusal(contract: Contract, operation: Operation, errors: RequestError[]): Reply | Promise<Reply> {
  const [meant] = STATUSES.find(([, is]) => errors.some(is)) ?? [400];
  const status = documentedStatus(operation, meant);
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const found = errors.slice(0, 100).map((error) => describeError(contract, error));
  return refuse(contract, operation, status, `${first?.at} ${first?.message}${more}`, { errors: found });
}

/** Statuses that say nearly the same: of a bad request or a bad body, and of missing credentials. */
const NEARLY: Record<number, number> = { 400: 422, 422: 400, 401: 403 };

/** Of two statuses that say nearly the same, the documented one. */
export function documentedStatus({ responses }: Operation, status: number): number {
  const other = NEARLY[status] ?? status;
  const documents = (code: number) => responses.some((one) => one.status === String(code));
  return !documents(status) && documents(other) ? other : status;
}

/** A refusal with a status, in the shape that the contract documents for it. @param said members of the problem document besides */
export function refuse(
  contract: Contract,
  operation: Operation,
  status: number,
  detail: string,
  said: JsonObject = {},
): Reply | Promise<Reply> {
  const members = { contract: contract.name, operation: operation.id, ...said };
  const documented = responseFor(operation, status);
  const headers = [...headersOf(status, contract, operation)];
  if (documented) headers.push(...documentedHeaders(contract, operation, documented, status, headers));
  const plain = problem(status, detail, members, headers);
  if (!documented || documented.media.length === 0) return plain;
  return inShapeOf(contract, documented, plain, plain.problem ?? {});
}

/** A problem document in the shape of a documented response, with its status and its headers. */
export function inShapeOf(
  contract: Contract,
  documented: ResponseObject,
  plain: Reply,
  said: JsonObject,
): Reply | Promise<Reply> {
  const { status } = plain;
  const detail = scalarText(said['detail']);
  const context: Context = { contract, status, detail, headers: ownHeaders(plain), of: documented, problem: said };
  const ordered = [...documented.media].sort((a, b) => Number(isJsonMedia(b)) - Number(isJsonMedia(a)));
  for (const media of ordered) {
    const body = firstConforming(context, media, candidates(context, media));
    if (body !== undefined) return replyWith(context, media, body);
  }
  return makeRefusal(context, ordered, plain);
}

interface Context {
  contract: Contract;
  status: number;
  /** The errors of the request. */
  detail: string;
  headers: HeaderField[];
  of: ResponseObject;
  /** The response if the contract does not describe the body. */
  problem: JsonObject;
}

/** The refusal with a generated value, like a success, which may take a while; or its own example, even if it violates the schema. */
async function makeRefusal(context: Context, ordered: MediaType[], plain: Reply): Promise<Reply> {
  const { contract, of } = context;
  const prism = await loadPrism();
  for (const media of ordered) {
    const made = media.schema === undefined ? undefined : await plainValue(contract, prism, media.schema);
    const body = made === undefined ? undefined : firstConforming(context, media, [made]);
    if (body !== undefined) return replyWith(context, media, body);
  }
  for (const media of ordered) {
    const shown = media.examples.values().next().value?.value;
    if (shown !== undefined) return replyWith(context, media, shown);
  }
  return { ...plain, noValue: noValueReason(contract, ordered[0]?.schema ?? of.pointer, of) };
}

/** The possible bodies of a refusal, best first: the documented example, samples of the schema, the fullest one. */
function* candidates({ contract, detail, problem: body }: Context, media: MediaType): Generator<Json> {
  const { schema, examples } = media;
  for (const { value } of examples.values()) yield value;
  if (schema === undefined) {
    yield isJsonMedia(media) ? body : detail;
    return;
  }
  // A schema without properties allows any explanation.
  if (isJsonMedia(media) && knownNames(unconditional(contract, [schema])).size === 0) yield body;
  yield detail;
  for (const make of shapes(contract, schema)) {
    const value = make();
    if (value !== undefined) yield value;
  }
}

/** The first body that conforms, with the explanation if it has a member for it. */
function firstConforming(
  { contract, status, detail, problem: said }: Context,
  media: MediaType,
  bodies: Iterable<Json>,
): Json | undefined {
  const { schema } = media;
  const conforms = (body: Json) =>
    schema === undefined ||
    contract.unusable(schema) !== undefined ||
    (responseErrors(contract, schema, body).length === 0 && isExpressible(contract, media, body));
  for (const body of bodies) {
    const own = body === said ? body : explained(body, detail);
    const found = [withStatus(own, status), own, body].find(conforms);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A body with the status that it is sent with, where it has a member for that (RFC 9457 §3.1.2). */
function withStatus(body: Json, status: number): Json {
  return isObject(body) && typeof body['status'] === 'number' ? { ...body, status } : body;
}

/** A body with the explanation in its message member; in a list, in the first item. */
function explained(body: Json, detail: string): Json {
  if (Array.isArray(body)) {
    const [first, ...others] = body;
    if (first === undefined) return [detail];
    return typeof first === 'string' || isObject(first) ? [explained(first, detail), ...others] : body;
  }
  if (!isObject(body)) return body;
  const name = Object.keys(body).find((member) => EXPLAINING.test(member));
  const message = name === undefined ? undefined : body[name];
  if (name === undefined || message === undefined) return body;
  return { ...body, [name]: isObject(message) ? explained(message, detail) : detail };
}

/** Members of a documented error that hold a message for people. */
const EXPLAINING = /^(message|detail|description|error_description|reason|title|error)$/i;

function replyWith({ status, headers }: Context, media: MediaType, body: Json): Reply {
  const type = mediaTypeOf({ media, body }) ?? media.type;
  return respond(status, [['Content-Type', type], ...headers], textOf(type, body, media));
}

/** The headers that the contract shows or requires for a refusal, except those that are set already. */
function documentedHeaders(
  contract: Contract,
  operation: Operation,
  of: ResponseObject,
  status: number,
  said: HeaderField[],
): HeaderField[] {
  const names = new Set(said.map(([name]) => name.toLowerCase()));
  return [...exampleAs(contract, operation, of, status, 'default').response.headers].flatMap(
    ([{ name }, value]): HeaderField[] =>
      isFramingHeader(name) || names.has(name.toLowerCase()) ? [] : [[name, headerValue(value)]],
  );
}

/** Ways to sample a schema. Optional members matter, because they distinguish the branches of a choice. */
function shapes(contract: Contract, schema: Pointer): (() => Json | undefined)[] {
  const { pointer, value } = contract.resolve(schema);
  const branches = isObject(value) && Array.isArray(value['oneOf']) ? value['oneOf'] : [];
  return [
    () => sample(contract, schema),
    () => sample(contract, schema, 'full'),
    ...branches.flatMap((_, index) =>
      (['full', 'minimal'] as const).map(
        (extent) => () => sample(contract, joinPointer(pointer, 'oneOf', index), extent),
      ),
    ),
  ];
}
