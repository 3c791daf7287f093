/*
 * Most recorded exchanges conform, and are like others before them. What follows from the case, the status and the media type alone is
 * worked out once for all of them; what depends on values is looked at in each: the schemas, the checks that compare values, and one pass
 * over each body. Whatever is not plainly right is left to the judge, which finds out what is wrong.
 */
import type { Case } from '../model/case.ts';
import type { Contract, MediaType, Operation, ResponseObject } from '../model/contract.ts';
import type { Exchange, HeaderField } from '../model/exchange.ts';
import type { Json, Pointer } from '../model/json.ts';
import { ownMember } from '../json/pointer.ts';
import { isSecretHeader, secretsOfHeaders } from '../contract/secrets.ts';
import { responseFor } from '../contract/examples.ts';
import { decodeResponse, readByMedia, type DecodedResponse } from '../messages/decode-response.ts';
import { headerValueOf } from '../messages/header-value.ts';
import { requestMedia } from '../messages/request-media.ts';
import { createBodyWalk, touchFresh, type BodyWalk, type Touchable, type Walked } from './body-walk.ts';
import { body } from './checks/body.ts';
import { credentials } from './checks/credentials.ts';
import { headers } from './checks/headers.ts';
import { CHECKS } from './checks/index.ts';
import { jsonText } from './checks/json-text.ts';
import { link } from './checks/link.ts';
import { mediaType } from './checks/media-type.ts';
import { refusal } from './checks/refusal.ts';
import { schema } from './checks/schema.ts';
import { serverError } from './checks/server-error.ts';
import { status } from './checks/status.ts';
import { undocumentedField } from './checks/undocumented-field.ts';
import { undocumentedStatus } from './checks/undocumented-status.ts';
import { useAfterDelete } from './checks/use-after-delete.ts';
import { writeOnly } from './checks/write-only.ts';
import { prepareJudgement, type Bindings, type Check, type Judgement } from './judgement.ts';
import type { RunSecrets } from './secrets.ts';
import { clausesOfCase, isMet, isTaken, mediaOfAnswer, type TouchedByOperation } from './source-coverage.ts';
import { obstacleOf } from './undecided.ts';
import { MB } from '../text/sizes.ts';

/** What these say follows from the case, the status, the media type and whether there is a body of JSON. */
const OF_THE_FRAME: ReadonlySet<Check> = new Set([
  ...[serverError, useAfterDelete, link, refusal, credentials, status, undocumentedStatus, mediaType, body],
  jsonText,
]);
/** What these look at is looked at here in another way. */
const DONE_HERE: ReadonlySet<Check> = new Set([schema, headers, writeOnly, undocumentedField]);
/** All others look at values. */
const OF_VALUES = CHECKS.filter(({ each }) => each).filter((one) => !OF_THE_FRAME.has(one) && !DONE_HERE.has(one));

/** Longer bodies are cut once they are judged, and nothing is learned from them. */
const MOST_BYTES = MB;
/** A target chooses its labels. */
const MOST_FRAMES = 1_000;
const MOST_FIELDS = 1_000;

/** What exchanges of one kind have in common. */
interface Frame extends Pick<Judgement, 'leaves' | 'contradictions'>, Touchable {
  documented: ResponseObject | undefined;
  media: MediaType | undefined;
  isTaken: boolean;
  /** Whether the body of the answer could have violated the schema of that media type. */
  touchesBody: boolean;
  overAnswer: BodyWalk;
}

/** What tells exchanges of one kind from others about the same clause; without a frame if they have to be judged in full. */
interface Kind {
  expected: Case['expect']['kind'];
  at: string | undefined;
  status: number;
  isEmpty: boolean;
  /** The media type of the request. */
  sent: string | undefined;
  /** The Content-Type of the answer. */
  label: string | undefined;
  frame: Frame | undefined;
}

function isSameKind(one: Omit<Kind, 'frame'>, other: Omit<Kind, 'frame'>): boolean {
  return (
    one.status === other.status &&
    one.expected === other.expected &&
    one.isEmpty === other.isEmpty &&
    one.at === other.at &&
    one.sent === other.sent &&
    one.label === other.label
  );
}

/** A parameter or header of the contract, and how its values are gone over. */
interface Part extends Touchable {
  walk: BodyWalk;
}

export interface QuickLook {
  /**
   * Whether nothing is to be found in an exchange, nothing is open, and nothing in it is a secret that is not known yet.
   * @param touched takes the clauses that it could have violated, if it conforms
   */
  conforms(testCase: Case, exchange: Exchange, baseUrl: string, touched: TouchedByOperation | undefined): boolean;
}

export function createQuickLook(contract: Contract, bindings: Bindings, secrets: RunSecrets): QuickLook {
  const frames = new Map<Operation, Map<Pointer, Kind[]>>();
  const overRequests = new Map<Pointer | undefined, BodyWalk>();
  const parts = new Map<Pointer, Part>();
  // Of secret header fields: what is in these is known.
  const knownFields = { given: new Set<string>(), received: new Set<string>() };
  let count = 0;

  function frameOf(testCase: Case, response: DecodedResponse, exchange: Exchange, baseUrl: string): Frame | undefined {
    const { operation, expect, inputs } = testCase;
    const clause = expect.kind === 'documented' ? expect.example.pointer : expect.clause;
    let byClause = frames.get(operation);
    if (!byClause) frames.set(operation, (byClause = new Map<Pointer, Kind[]>()));
    let kinds = byClause.get(clause);
    if (!kinds) byClause.set(clause, (kinds = []));
    const kind: Omit<Kind, 'frame'> = {
      expected: expect.kind,
      at: expect.kind === 'documented' ? undefined : expect.at,
      status: response.status,
      isEmpty: response.json === undefined,
      sent: inputs.mediaType,
      label: response.headers.get('content-type'),
    };
    for (const one of kinds) if (isSameKind(one, kind)) return one.frame;
    if (count >= MOST_FRAMES) return undefined;
    count += 1;
    const frame = readFrame(testCase, response, exchange, baseUrl);
    kinds.push({ ...kind, frame });
    return frame;
  }

  function readFrame(testCase: Case, plain: DecodedResponse, exchange: Exchange, baseUrl: string): Frame | undefined {
    const { operation, expect } = testCase;
    if (!('response' in exchange.outcome) || obstacleOf(contract, testCase, exchange)) return undefined;
    const taken = isTaken(testCase, plain.status);
    // What is neither accepted nor refused as it should be is rare.
    if (!taken && !isMet(expect, plain.status)) return undefined;
    const { outcome } = exchange;
    const { title, inputs } = testCase;
    const judgement = prepareJudgement(
      { contract, operation, title, inputs, expect, baseUrl },
      outcome.response,
      bindings,
    );
    const { documented, media, leaves, contradictions, doubts, obstacle } = judgement;
    if (obstacle || (doubts.length > 0 && judgement.errors.length === 0)) return undefined;
    if (media && readByMedia(contract, media, plain, outcome.response) !== plain) return undefined;
    const fitting = mediaOfAnswer(operation, plain);
    if (fitting.some((one) => one !== media)) return undefined;
    if (CHECKS.some((check) => OF_THE_FRAME.has(check) && check.each && check.each(judgement).length > 0))
      return undefined;
    return {
      ...{ documented, media, leaves, contradictions, isTaken: taken, touchedIn: undefined },
      clauses: [...clausesOfCase(testCase, plain.status), ...fitting.map(({ pointer }) => pointer)],
      touchesBody: fitting.length > 0,
      overAnswer: createBodyWalk(contract, media?.schema, media),
    };
  }

  /** Whether the documented headers that came conform, and none that is required is missing. */
  function headersConform({ documented }: Frame, response: DecodedResponse): boolean {
    if (!documented) return true;
    return documented.headers.every((header) => {
      const value = response.headers.get(header.name.toLowerCase());
      if (value === undefined) return !header.required;
      return header.schema === undefined || contract.accepts(header.schema, headerValueOf(contract, header, value));
    });
  }

  function overPart(pointer: Pointer, schemaOf: Pointer | undefined, value: Json, into: Walked): boolean {
    let part = parts.get(pointer);
    if (!part)
      parts.set(
        pointer,
        (part = { clauses: [pointer], touchedIn: undefined, walk: createBodyWalk(contract, schemaOf) }),
      );
    if (part.touchedIn !== into.touched) into.fresh.push(part);
    return part.walk(value, into);
  }

  /** Goes over what may touch clauses beside the bodies. */
  function overParts({ operation, inputs }: Case, frame: Frame, response: DecodedResponse, into: Walked): boolean {
    if (frame.isTaken)
      for (const { pointer, name, in: where, schema: schemaOf } of operation.parameters) {
        const value = ownMember(inputs[where], name);
        if (value !== undefined && !overPart(pointer, schemaOf, value, into)) return false;
      }
    for (const header of responseFor(operation, response.status)?.headers ?? []) {
      const value = response.headers.get(header.name.toLowerCase());
      if (value !== undefined && !overPart(header.pointer, header.schema, value, into)) return false;
    }
    return true;
  }

  function overRequest(testCase: Case, into: Walked): boolean {
    const { operation, inputs } = testCase;
    if (inputs.body === undefined) return true;
    const media = requestMedia(operation, inputs);
    let walk = overRequests.get(media?.schema);
    if (!walk) overRequests.set(media?.schema, (walk = createBodyWalk(contract, media?.schema)));
    return walk(inputs.body, into);
  }

  function areKnown(testCase: Case, exchange: Exchange, sent: readonly string[], answered: readonly string[]): boolean {
    if (secrets.isFull()) return true;
    if (!('response' in exchange.outcome)) return false;
    const { operation } = testCase;
    return (
      sent.every((secret) => secrets.isKnown('given', secret)) &&
      answered.every((secret) => secrets.isKnown('received', secret)) &&
      areFieldsKnown(operation, exchange.request.headers, 'given') &&
      areFieldsKnown(operation, exchange.outcome.response.headers, 'received')
    );
  }

  function areFieldsKnown(operation: Operation, fields: HeaderField[], from: 'given' | 'received'): boolean {
    const known = knownFields[from];
    for (const field of fields) {
      const [name, value] = field;
      if (!isSecretHeader(name, operation) || known.has(value)) continue;
      if (!secretsOfHeaders([field], operation).every((secret) => secrets.isKnown(from, secret))) return false;
      if (known.size < MOST_FIELDS) known.add(value);
    }
    return true;
  }

  return {
    conforms(testCase, exchange, baseUrl, all) {
      if (!('response' in exchange.outcome) || exchange.repeated) return false;
      const received = exchange.outcome.response;
      const { incomplete, unended, undecoded } = received;
      if (incomplete !== undefined || unended || undecoded !== undefined || received.body.length > MOST_BYTES)
        return false;
      const response = decodeResponse(received);
      const { json } = response;
      if (json === undefined ? response.size > 0 : response.hasMark || response.repeated || typeof json !== 'object')
        return false;
      const frame = frameOf(testCase, response, exchange, baseUrl);
      if (!frame) return false;
      const { documented, media, leaves, contradictions } = frame;
      if (media?.schema !== undefined && json !== undefined) {
        if (!contract.accepts(media.schema, json, { holder: response, key: 'json' })) return false;
      }
      if (!headersConform(frame, response)) return false;
      const judgement: Judgement = {
        contract,
        operation: testCase.operation,
        title: testCase.title,
        inputs: testCase.inputs,
        expect: testCase.expect,
        baseUrl,
        response,
        errors: [],
        doubts: [],
        leaves,
        contradictions,
        ...(documented && { documented }),
        ...(media && { media }),
      };
      if (!OF_VALUES.every((check) => check.each?.(judgement).length === 0)) return false;
      const touched = all?.touched;
      const sent: Walked = { secrets: [], fresh: [], touched: frame.isTaken ? touched : undefined };
      const answered: Walked = { secrets: [], fresh: [], touched: frame.touchesBody ? touched : undefined };
      const beside: Walked = { secrets: [], fresh: [], touched };
      if (json !== undefined && !frame.overAnswer(json, answered)) return false;
      if (!overRequest(testCase, sent) || !areKnown(testCase, exchange, sent.secrets, answered.secrets)) return false;
      if (!all || !touched) return true;
      if (!overParts(testCase, frame, response, beside)) return false;
      if (frame.touchedIn !== touched) beside.fresh.push(frame);
      for (const walked of [sent, answered, beside]) touchFresh(walked);
      all.isAccepting ||= frame.isTaken;
      return true;
    },
  };
}
