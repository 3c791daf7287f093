import type {
  Contract,
  Example,
  RequestValues,
  MediaType,
  Operation,
  ResponseObject,
  SchemaError,
} from '../model/contract.ts';
import type { Evidence, Violation } from '../model/finding.ts';
import type { Expectation } from '../model/case.ts';
import type { Leaf } from '../model/binding.ts';
import type { Response } from '../model/exchange.ts';
import type { Json, Pointer } from '../model/json.ts';
import {
  inconsistencyFor,
  inconsistencyOfSchema,
  inconsistentExamples,
  isInconsistent,
  type InconsistentExample,
} from '../contract/inconsistent-examples.ts';
import { descriptionAt } from '../contract/description-at.ts';
import { isSuccess, responseFor } from '../contract/examples.ts';
import { isObject, lastToken, valueAt, digitsAt } from '../json/pointer.ts';
import { analyze } from '../bindings/analyze.ts';
import { isJsonType } from '../http/media-type.ts';
import { cut } from '../text/wording.ts';
import { headerValueOf } from '../messages/header-value.ts';
import { responseErrors } from '../schema/read-write-only.ts';
import { formatUnusable, unusableInResponse } from '../contract/unusable-schemas.ts';
import type { Relation } from './behaviour/relation.ts';
import { decodeResponse, readByMedia, type DecodedResponse } from '../messages/decode-response.ts';
import { formatOf } from '../messages/body/index.ts';
import { isError, isSuccessful } from '../http/status.ts';

/** One exchange, prepared for the checks. */
export interface Judgement {
  contract: Contract;
  operation: Operation;
  /** The case in words. */
  title: string;
  inputs: RequestValues;
  expect: Expectation;
  /** The target's base URL. */
  baseUrl: string;
  response: DecodedResponse;
  /** The documented response to compare with; absent for a refusal, or if nothing is documented. */
  documented?: ResponseObject;
  /** The documented media type of the body. */
  media?: MediaType;
  /** The body's schema errors that its documented examples do not have; empty if there is no schema. */
  errors: SchemaError[];
  /** Why parts of the response cannot be judged. */
  doubts: { reason: string; hint?: string }[];
  /** The leaves of that response's documented examples, the case's own example first. Leaves that violate their schema are left out. */
  leaves: LeafOf[];
  /** The documented examples of that media type that violate its schema. */
  contradictions: readonly InconsistentExample[];
  /** The one that prevents a complete judgement of this exchange. */
  obstacle?: InconsistentExample;
}

export interface LeafOf {
  leaf: Leaf;
  /** Its place, as findings name it. */
  at: string;
  example: Example;
}

/** A check of one exchange, or across all exchanges of a run. */
export interface Check {
  /** Its name, in every report, waiver and fingerprint: `bound-value`. */
  id: string;
  /** What it requires, as a sentence. */
  title: string;
  /** The evidence of its findings: a standard always counts, anything else only if the clause is neither printed nor inferred. */
  rests?: Evidence;
  /** The violations in one exchange. */
  each?(judged: Judgement): Violation[];
  /** Begins a run: what is returned takes its exchanges in their order, and gives the violations that each shows beside those before it. */
  across?(): (judged: Judgement) => Violation[];
  /** The violations that several answers about one thing or one list show together. */
  relates?(relation: Relation): Violation[];
}

/** Prepares an exchange for the checks. */
export function prepareJudgement(
  subject: Pick<Judgement, 'contract' | 'operation' | 'title' | 'inputs' | 'expect' | 'baseUrl'>,
  received: Response,
  bindings: Bindings,
): Judgement {
  const plain = decodeResponse(received);
  const documented = documentedFor(subject, plain.status);
  const media = documented && mediaFor(documented, plain);
  const isLabelled = media && plain.mediaType !== undefined && matches(media.type, plain.mediaType);
  const response = isLabelled ? readByMedia(subject.contract, media, plain, received) : plain;
  const found =
    media?.schema && response.json !== undefined
      ? responseErrors(subject.contract, media.schema, response.json, { holder: response, key: 'json' })
      : [];
  const all = found.filter(({ undecided }) => !undecided);
  const untold = [...found, ...headerErrors(subject.contract, documented, response)].filter(
    ({ undecided }) => undecided,
  );
  const doubts = [
    ...unreadable(subject.contract, media, response),
    ...(documented ? unusableInResponse(subject.contract, documented).map(formatUnusable) : []),
    ...untold.map(({ message, pointer, keyword }) => ({
      reason: `${message} (${pointer})`,
      ...(keyword === 'pattern' && { hint: 'Write the pattern so that it can be matched in one way only.' }),
    })),
  ];
  const contradictions = media ? inconsistentExamples(subject.contract, media) : [];
  // The target may have the errors of the contract's own example.
  const excuses = all.map(
    (error) => inconsistencyFor(contradictions, error) ?? inconsistencyOfSchema(subject.contract, error),
  );
  const errors = all.filter((_, index) => !excuses[index]);
  const excused = excuses.find(Boolean);
  const obstacle = ownContradiction(subject.expect, documented, contradictions) ?? excused;
  const shown = documented ? bindings(subject.operation, documented, exampleOf(subject.expect)) : [];
  // Texts are held to their schema alone: a document seldom says whether a line break ends them.
  const isText =
    typeof response.json === 'string' && media !== undefined && formatOf(media.encodedAs, media.type).name === 'text';
  const leaves = isText ? shown.filter(({ leaf }) => leaf.place.in === 'header') : shown;
  const judged = { ...subject, response, errors, doubts, leaves, contradictions };
  return { ...judged, ...(documented && { documented }), ...(media && { media }), ...(obstacle && { obstacle }) };
}

/** What the documented headers do wrong by their schemas. */
function headerErrors(
  contract: Contract,
  documented: ResponseObject | undefined,
  { headers }: DecodedResponse,
): SchemaError[] {
  return (documented?.headers ?? []).flatMap((header) => {
    const value = headers.get(header.name.toLowerCase());
    return header.schema === undefined || value === undefined
      ? []
      : contract.validate(header.schema, headerValueOf(contract, header, value));
  });
}

/** A body in another encoding than the inferred one: no document says that it is wrong, and its contents are not judged. */
function unreadable(
  contract: Contract,
  media: MediaType | undefined,
  { mediaType, json, size, unread }: DecodedResponse,
): Judgement['doubts'] {
  if (media && isJsonType(media.encodedAs) && unread !== undefined)
    return [{ reason: `${unread}, and was not judged` }];
  const statement = media && contract.statement(media.pointer);
  const isGuessed =
    media && statement?.kind === 'inferred' && statement.carried === undefined && isJsonType(media.encodedAs);
  return isGuessed && mediaType !== undefined && !isJsonType(mediaType) && json === undefined && size > 0
    ? [{ reason: `no document names the media type of the answer, and its body is ${mediaType}, which is not judged` }]
    : [];
}

/** The contradiction between the case's own example and its schema. */
function ownContradiction(
  expect: Expectation,
  documented: ResponseObject | undefined,
  contradictions: readonly InconsistentExample[],
): InconsistentExample | undefined {
  const response = expect.kind === 'documented' ? expect.example.response : undefined;
  return response && response.of === documented
    ? contradictions.find(({ example }) => example.pointer === response.pointer)
    : undefined;
}

/** The leaves of a response's documented examples, those of the case's own example first; cached. */
export type Bindings = (operation: Operation, documented: ResponseObject, own: Example | undefined) => LeafOf[];

export function createBindings(contract: Contract): Bindings {
  const analysed = new Map<Example, LeafOf[]>();
  const known = new Map<ResponseObject, Map<Example | undefined, LeafOf[]>>();
  const leavesOf = (operation: Operation, example: Example) => {
    const leaves =
      analysed.get(example) ??
      comparable(contract, operation, example).map((leaf) => ({ leaf, at: formatPlace(leaf.place), example }));
    analysed.set(example, leaves);
    return leaves;
  };
  return (operation, documented, own) => {
    const byOwn = known.get(documented) ?? new Map<Example | undefined, LeafOf[]>();
    known.set(documented, byOwn);
    let leaves = byOwn.get(own);
    if (!leaves) {
      const examples = operation.examples.filter(({ response }) => response?.of === documented);
      const ordered =
        own && examples.includes(own) ? [own, ...examples.filter((example) => example !== own)] : examples;
      leaves = ordered.flatMap((example) => leavesOf(operation, example));
      byOwn.set(own, leaves);
    }
    return leaves;
  };
}

/** The leaves of a documented response without those that violate its schema: a server may follow either. */
function comparable(contract: Contract, operation: Operation, example: Example): Leaf[] {
  const leaves = analyze(contract, operation, example);
  const { media, pointer } = example.response ?? {};
  const own = media
    ? inconsistentExamples(contract, media).filter((contradiction) => contradiction.example.pointer === pointer)
    : [];
  return own.length === 0
    ? leaves
    : leaves.filter(({ place }) => place.in === 'header' || !isInconsistent(own, place.pointer));
}

/** The example that a case was made from, if any. */
function exampleOf(expect: Expectation): Example | undefined {
  return 'example' in expect ? expect.example : undefined;
}

/** The documented success responses of an operation, else the default response. */
export function successResponses(operation: Operation): ResponseObject[] {
  const own = operation.responses.filter(isSuccess);
  return own.length > 0 ? own : operation.responses.filter(({ status }) => status === 'default');
}

/** The documented response to compare with. An undocumented success is compared with the documented success. */
function documentedFor(
  { contract, operation, expect }: Pick<Judgement, 'contract' | 'operation' | 'expect'>,
  status: number,
): ResponseObject | undefined {
  const own = responseFor(operation, status);
  if (expect.kind === 'refused' || expect.kind === 'gone')
    return isError(status) && !isOfSuccess(contract, operation, own) ? own : undefined;
  // The documented response to a documented request may be a refusal.
  if (isError(status)) return expect.kind === 'documented' && expect.example.response?.of === own ? own : undefined;
  if (!isSuccessful(status)) return own?.status === 'default' ? undefined : own;
  const expected = expect.kind === 'documented' ? expect.example.response?.of : undefined;
  const bodyless = status === 204 || status === 205;
  return expected && own === expected
    ? own
    : bodyless
      ? undefined
      : (expected ?? own ?? successResponses(operation)[0]);
}

/**
 * Whether a response is the `default` that stands for the success of an operation, which documents no other (`default: successful operation`
 * of the pet store): how it refuses, the document does not say then.
 */
function isOfSuccess(contract: Contract, { responses }: Operation, own: ResponseObject | undefined): boolean {
  if (own?.status !== 'default' || responses.some(({ status }) => /^[1-3]/.test(status))) return false;
  const schemas = own.media.flatMap(({ schema }) => (schema === undefined ? [] : [valueAt(contract.document, schema)]));
  const named = schemas.map((schema) => (isObject(schema) ? schema['$ref'] : undefined));
  return ![descriptionAt(contract, own.pointer), ...named].some(
    (words) => typeof words === 'string' && OF_ERRORS.test(words),
  );
}

const OF_ERRORS = /error|fail|problem|\bfault|exception|unexpected|invalid|refus|denied|unauthori|\b[45](?:xx|\d\d)\b/i;

function mediaFor(documented: ResponseObject, { mediaType }: DecodedResponse): MediaType | undefined {
  const exact = mediaType && documented.media.find(({ type }) => matches(type, mediaType));
  return exact || documented.media.find(({ encodedAs }) => isJsonType(encodedAs)) || documented.media[0];
}

/** Whether a media type matches a documented one, which may be a range. */
export function matches(documented: string, actual: string): boolean {
  if (documented === '*/*' || documented === actual) return true;
  return documented.endsWith('/*') && actual.startsWith(documented.slice(0, -1));
}

/** The response's value at the place of a documented leaf. */
export function received({ response }: Judgement, place: Leaf['place']): Json | undefined {
  return place.in === 'header' ? response.headers.get(place.name.toLowerCase()) : valueAt(response.json, place.pointer);
}

/** The digits of that value, where it is an integer that no number holds. */
export function receivedDigits({ response }: Judgement, place: Leaf['place']): bigint | undefined {
  return place.in === 'header' ? undefined : digitsAt(response, 'json', place.pointer);
}

/** The name of a leaf's member or header. */
export function nameOf(place: Leaf['place']): string {
  return place.in === 'header' ? place.name : lastToken(place.pointer) || 'value';
}

/** A leaf's place, as findings name it. */
export function formatPlace(place: Leaf['place']): string {
  return place.in === 'header' ? `header ${place.name}` : `body${place.pointer}`;
}

/** The clause that a case is about: the one that it violates or exercises, or its documented example. */
export function clauseOf({ expect }: Pick<Judgement, 'expect'>): Pointer {
  return expect.kind === 'documented' ? expect.example.pointer : expect.clause;
}

/** The place of that clause in the request. */
export function requestAt({ expect }: Pick<Judgement, 'expect'>): string {
  return expect.kind === 'documented' ? 'request' : expect.at;
}

/** The documented success statuses in words: `201 or 202`. */
export function formatSuccess(operation: Operation): string {
  return (
    successResponses(operation)
      .map(({ status }) => (status === 'default' ? 'a success (2xx)' : status))
      .join(' or ') || 'a success (2xx)'
  );
}

/** Statuses that refer to another place for the resource (RFC 9110 §15.4). */
const ELSEWHERE = new Set([300, 301, 302, 303, 307, 308]);

/** Whether a response says that the resource is elsewhere. */
export function isElsewhere(status: number): boolean {
  return ELSEWHERE.has(status);
}

/** Whether the same request is to be sent there. 302 and 303 lead to another response, such as an error page. */
export function isMoved(status: number): boolean {
  return isElsewhere(status) && status !== 302 && status !== 303;
}

/** A status in words, with the place that it names: `308, Location: /v2`. */
export function formatStatus({ status, headers }: DecodedResponse): string {
  const location = headers.get('location');
  return isElsewhere(status) && location !== undefined ? `${status}, Location: ${cut(location, 200)}` : String(status);
}

/** Whether a response accepts the request: a 2xx, or a documented 3xx if no 2xx is documented. */
export function isAcceptance(operation: Operation, status: number): boolean {
  if (isSuccessful(status)) return true;
  if (isError(status) || operation.responses.some(isSuccess)) return false;
  const own = responseFor(operation, status);
  return own !== undefined && own.status !== 'default';
}
