import type { Contract } from '../model/contract.ts';
import type { Result, StatementVerdict } from '../model/run.ts';
import type { Finding } from '../model/finding.ts';
import type { Json, Pointer } from '../model/json.ts';
import { requestMedia } from '../messages/request-media.ts';
import { applicable, applicableBelow, type Subschema } from '../schema/subschemas.ts';
import { decodeResponse } from '../messages/decode-response.ts';
import { responseFor } from '../contract/examples.ts';

/** Bodies are walked so deep; what lies deeper counts as not exercised. */
const MAX_DEPTH = 20;
/** Of an array, so many items are walked. */
const MAX_ITEMS = 20;

/**
 * What a run made of each statement of the contract's sources: broken where a finding rests on it, verified where a
 * judged exchange went through its clause and broke nothing, and else not exercised.
 */
export function judgeStatements(contract: Contract, results: Result[], findings: Finding[]): StatementVerdict[] {
  const statements = contract.statements().filter(({ kind }) => kind === 'source');
  if (statements.length === 0) return [];
  const broken = new Set(
    findings
      .filter(({ severity }) => severity === 'violation')
      .map((finding) => finding.statement)
      .map((statement) => statement && `${statement.pointer} ${statement.says}`),
  );
  const touched = new Set<Pointer>();
  for (const result of results) if (!result.undecided) touch(contract, result, touched);
  return statements.map((statement) => ({
    statement,
    verdict: broken.has(`${statement.pointer} ${statement.says}`)
      ? 'broken'
      : touched.has(statement.pointer)
        ? 'verified'
        : 'not exercised',
  }));
}

/** Every clause that one judged exchange went through. */
export function clausesTouched(contract: Contract, result: Result): Set<Pointer> {
  const touched = new Set<Pointer>();
  touch(contract, result, touched);
  return touched;
}

/** Notes every clause that one judged exchange went through. */
function touch(contract: Contract, { case: testCase, exchange }: Result, touched: Set<Pointer>): void {
  const { operation, inputs, expect } = testCase;
  touched.add(operation.pointer);
  if (expect.kind === 'documented') touched.add(owner(expect.example.pointer));
  else add(touched, expect.clause);
  for (const { pointer, name, in: where, schema } of operation.parameters) {
    const value = inputs[where][name];
    if (value === undefined) continue;
    touched.add(pointer);
    if (schema) walk(contract, applicable(contract, schema, value), value, touched);
  }
  for (const scheme of operation.security.flat()) touched.add(scheme.pointer);
  const media = requestMedia(operation, inputs);
  if (operation.body && media) {
    touched.add(operation.body.pointer).add(media.pointer);
    if (media.schema && inputs.body !== undefined && expect.kind !== 'refused')
      walk(contract, applicable(contract, media.schema, inputs.body), inputs.body, touched);
  }
  if (exchange && 'response' in exchange.outcome)
    touchAnswer(
      contract,
      testCase.operation,
      exchange.outcome.response,
      touched,
      expect.kind === 'documented' ? expect.example.response?.pointer : undefined,
    );
}

function touchAnswer(
  contract: Contract,
  operation: Result['case']['operation'],
  response: Parameters<typeof decodeResponse>[0],
  touched: Set<Pointer>,
  example: Pointer | undefined,
): void {
  const documented = responseFor(operation, response.status);
  if (!documented) return;
  touched.add(documented.pointer);
  if (example) touched.add(owner(example));
  const answer = decodeResponse(response);
  for (const header of documented.headers) {
    const value = answer.headers.get(header.name.toLowerCase());
    if (value === undefined) continue;
    touched.add(header.pointer);
    if (header.schema) walk(contract, applicable(contract, header.schema, value), value, touched);
  }
  for (const media of documented.media) {
    touched.add(media.pointer);
    if (media.schema && answer.json !== undefined)
      walk(contract, applicable(contract, media.schema, answer.json), answer.json, touched);
  }
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

/** A clause and the objects that hold it: a `required` inside a `then` stands for both. */
function add(touched: Set<Pointer>, clause: Pointer): void {
  touched.add(clause).add(clause.slice(0, clause.lastIndexOf('/')));
}

/** The Example Object that a `value` belongs to. */
function owner(example: Pointer): Pointer {
  return example.replace(/\/value$/, '');
}
