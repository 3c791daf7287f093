import type { Case } from '../model/case.ts';
import type { Contract, MediaType, Operation, Statement } from '../model/contract.ts';
import type { Response } from '../model/exchange.ts';
import type { Result, StatementVerdict } from '../model/run.ts';
import type { Finding } from '../model/finding.ts';
import type { Json, Pointer } from '../model/json.ts';
import { requestMedia } from '../messages/request-media.ts';
import { applicable, applicableBelow, type Subschema } from '../schema/subschemas.ts';
import { decodeResponse, type DecodedResponse } from '../messages/decode-response.ts';
import { responseFor } from '../contract/examples.ts';
import { matches } from './judgement.ts';
import { ownMember } from '../json/pointer.ts';
import { isClientError, isNotFound, isSuccessful } from '../http/status.ts';

/** The depth to which bodies are walked; deeper clauses count as not exercised. */
export const MAX_DEPTH = 20;
/** The most items of an array that are walked. */
export const MAX_ITEMS = 20;

/**
 * The clauses that the judged exchanges of a run could have violated, by operation id; they count where the operation accepted a valid
 * request. Those of two parts of a run merge into those of the whole.
 */
export type TouchedClauses = Map<string, TouchedByOperation>;

export interface TouchedByOperation {
  touched: Set<Pointer>;
  isAccepting: boolean;
}

/** Adds what one case touched. */
export function addTouched(contract: Contract, all: TouchedClauses, result: Result): void {
  const { case: testCase, exchange, undecided } = result;
  if (undecided || !exchange || !('response' in exchange.outcome)) return;
  const own = touchedBy(all, testCase.operation.id);
  own.isAccepting ||= isTaken(testCase, exchange.outcome.response.status);
  touch(contract, result, own.touched);
}

/** Adds what another part of the run touched. */
export function mergeTouched(all: TouchedClauses, others: TouchedClauses): void {
  for (const [id, { touched, isAccepting }] of others) {
    const own = touchedBy(all, id);
    own.isAccepting ||= isAccepting;
    for (const clause of touched) own.touched.add(clause);
  }
}

export function touchedBy(all: TouchedClauses, id: string): TouchedByOperation {
  const own = all.get(id) ?? { touched: new Set<Pointer>(), isAccepting: false };
  all.set(id, own);
  return own;
}

/**
 * The result of a run for each statement of the contract's sources: broken if a finding rests on it, verified if a judged
 * exchange could have violated its clause and did not, else not exercised.
 */
export function judgeStatements(contract: Contract, all: TouchedClauses, findings: Finding[]): StatementVerdict[] {
  const broken = new Set(
    findings
      .filter(({ severity }) => severity === 'violation')
      .map((finding) => finding.statement)
      .map((statement) => statement && `${statement.pointer} ${statement.says}`),
  );
  // If an operation refuses everything, its refusal of invalid requests shows nothing.
  const accepting = [...all.values()].filter(({ isAccepting }) => isAccepting);
  return sourceStatements(contract).map((statement) => ({
    statement,
    verdict: broken.has(`${statement.pointer} ${statement.says}`)
      ? 'broken'
      : accepting.some(({ touched }) => touched.has(statement.pointer))
        ? 'verified'
        : 'not exercised',
  }));
}

const known = new WeakMap<Contract, Statement[]>();

/** The statements that a run comes to a verdict on. */
export function sourceStatements(contract: Contract): Statement[] {
  let statements = known.get(contract);
  if (!statements) known.set(contract, (statements = contract.statements().filter(({ kind }) => kind === 'source')));
  return statements;
}

/** The clauses that one judged exchange could have violated, for an operation that accepts valid requests. */
export function clausesTouched(contract: Contract, result: Result): Set<Pointer> {
  const touched = new Set<Pointer>();
  touch(contract, result, touched);
  return touched;
}

/** Adds the clauses that one judged exchange could have violated. */
function touch(contract: Contract, { case: testCase, exchange }: Result, touched: Set<Pointer>): void {
  if (!exchange || !('response' in exchange.outcome)) return;
  const { response } = exchange.outcome;
  if (!isTaken(testCase, response.status) && !isMet(testCase.expect, response.status)) return;
  for (const clause of clausesOfCase(testCase, response.status)) touched.add(clause);
  if (isTaken(testCase, response.status)) touchRequest(contract, testCase, touched);
  touchAnswer(contract, testCase, response, touched);
}

/** Whether a valid request was accepted: with a success, or with its documented response. */
export function isTaken({ operation, expect }: Case, status: number): boolean {
  if (expect.kind === 'refused' || expect.kind === 'gone') return false;
  const documented = expect.kind === 'documented' ? expect.example.response?.of : undefined;
  return isSuccessful(status) || (documented !== undefined && documented === responseFor(operation, status));
}

/** Whether an invalid request was refused. */
export function isMet({ kind }: Case['expect'], status: number): boolean {
  return (kind === 'refused' && isClientError(status)) || (kind === 'gone' && isNotFound(status));
}

/** The clauses that follow from a case that was taken, or refused as it had to be, and from the status of its answer alone. */
export function clausesOfCase(testCase: Case, status: number): Pointer[] {
  const { operation, inputs, expect } = testCase;
  const media = requestMedia(operation, inputs);
  const ofRequest = [
    operation.pointer,
    ...operation.security.flat().map(({ pointer }) => pointer),
    ...(operation.body && media ? [operation.body.pointer, media.pointer] : []),
  ];
  const documented = responseFor(operation, status);
  const example = expect.kind === 'documented' ? expect.example : undefined;
  return [
    ...(isTaken(testCase, status) ? ofRequest : []),
    ...(expect.kind === 'documented' ? [owner(expect.example.pointer)] : around(expect.clause)),
    ...(documented ? [documented.pointer] : []),
    ...(example?.response && example.response.of === documented ? [owner(example.response.pointer)] : []),
  ];
}

function touchRequest(contract: Contract, { operation, inputs }: Case, touched: Set<Pointer>): void {
  for (const { pointer, name, in: where, schema } of operation.parameters) {
    const value = ownMember(inputs[where], name);
    if (value === undefined) continue;
    touched.add(pointer);
    if (schema) walk(contract, applicable(contract, schema, value), value, touched);
  }
  const media = requestMedia(operation, inputs);
  if (operation.body && media?.schema && inputs.body !== undefined)
    walk(contract, applicable(contract, media.schema, inputs.body), inputs.body, touched);
}

function touchAnswer(contract: Contract, { operation }: Case, response: Response, touched: Set<Pointer>): void {
  const answer = decodeResponse(response);
  for (const header of responseFor(operation, response.status)?.headers ?? []) {
    const value = answer.headers.get(header.name.toLowerCase());
    if (value === undefined) continue;
    touched.add(header.pointer);
    if (header.schema) walk(contract, applicable(contract, header.schema, value), value, touched);
  }
  for (const media of mediaOfAnswer(operation, answer)) {
    touched.add(media.pointer);
    if (media.schema && answer.json !== undefined)
      walk(contract, applicable(contract, media.schema, answer.json), answer.json, touched);
  }
}

/** The documented media types that the body of an answer may be of. */
export function mediaOfAnswer(operation: Operation, { status, size, mediaType }: DecodedResponse): MediaType[] {
  const documented = size === 0 ? undefined : responseFor(operation, status);
  return documented?.media.filter(({ type }) => mediaType === undefined || matches(type, mediaType)) ?? [];
}

function walk(contract: Contract, schemas: Subschema[], value: Json, touched: Set<Pointer>, depth = 0): void {
  for (const { pointer, schema } of schemas) {
    touched.add(pointer);
    if (schema['if'] !== undefined) touched.add(`${pointer}/if`);
  }
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
  const names = Array.isArray(value) ? Object.keys(value.slice(0, MAX_ITEMS)) : Object.keys(value);
  for (const name of names) {
    const child = (value as { [name: string]: Json })[name] ?? null;
    walk(contract, applicableBelow(contract, schemas, value, name), child, touched, depth + 1);
  }
}

/** A clause and its enclosing clauses: a `required` inside a `then` counts for both. */
function around(clause: Pointer): Pointer[] {
  return [clause, clause.slice(0, clause.lastIndexOf('/'))];
}

/** The Example Object that a `value` belongs to. */
function owner(example: Pointer): Pointer {
  return example.replace(/\/value$/, '');
}
