import { encodeRequest } from '../../src/messages/encode-request.ts';
import { NO_OVERRIDES } from '../../src/messages/overrides.ts';
import { decodeRequest, type RequestError } from '../../src/messages/decode-request.ts';
import { createRouter } from '../../src/contract/router.ts';
import { embeddedTarget } from '../../src/run/mock-target.ts';
import { check } from '../../src/run/check.ts';
import { createMock } from '../../src/mock/mock.ts';
import type { Contract, RequestValues, Operation } from '../../src/model/contract.ts';
import type { Request, Response } from '../../src/model/exchange.ts';
import { mutate } from '../../src/mutation/mutate.ts';
import { isDeepStrictEqual } from 'node:util';
import { requestOf, type Accepted, type Expected, type Refused, type Stage } from './document.ts';

/** The outcome of a stage: its problems, and the score if there is one. */
export interface Outcome {
  problems: string[];
  score?: number;
  /** Set if the stage had nothing to do. */
  idle?: true;
}

/** Every stage after the loading, except the types, which are compiled all at once. */
export const RUN: Record<
  Exclude<Stage, 'load' | 'types'>,
  (contract: Contract, expected: Expected) => Promise<Outcome>
> = {
  mock: async (contract, { accepts = [], refuses = [] }) => {
    const { handle } = createMock([contract], {});
    const accepted = await Promise.all(
      accepts.map(async (one) => acceptance(contract, one, await handle(requestOf(one)))),
    );
    const refused = await Promise.all(refuses.map(async (one) => refusal(contract, one, await handle(requestOf(one)))));
    return { problems: [...accepted, ...refused].flat() };
  },
  write: async (contract, { accepts = [] }) => ({ problems: accepts.flatMap((one) => roundTrip(contract, one)) }),
  check: async (contract) => {
    const { verdict, findings, undecided } = await check(contract, embeddedTarget(contract), {
      phases: ['examples', 'coverage'],
    });
    if (verdict === 'conforms') return { problems: [] };
    return {
      problems: [
        ...findings.map(({ message, at, actual, case: of }) => `${of}: ${message} (${at}): ${actual}`),
        ...undecided.map(({ reason }) => reason),
      ],
    };
  },
  mutate: async (contract) => {
    const { mutants, score, undecided } = await mutate(contract);
    const problems = mutants
      .filter(({ outcome }) => outcome === 'survived')
      .map(({ title, clause }) => `survived: ${title} (${clause})`);
    // Without an example there is nothing to mutate.
    if (contract.operations.every(({ examples }) => examples.length === 0)) return { problems: [], idle: true };
    return undecided === undefined ? { problems, score } : { problems: [undecided] };
  },
};

interface Read {
  operation: Operation;
  inputs: RequestValues;
  errors: RequestError[];
}

/** A request, decoded by the contract; undefined if it matches no operation. */
function read(contract: Contract, request: Request): Read | undefined {
  const match = createRouter([contract]).match(request.method, request.path);
  if (match.kind !== 'operation') return undefined;
  return { operation: match.operation, ...decodeRequest(contract, match.operation, match.params, request) };
}

function acceptance(contract: Contract, one: Accepted, response: Response): string[] {
  const { send, reads = {}, answers = {} } = one;
  const result = read(contract, requestOf(one));
  const wrong = (what: string, want: unknown, got: unknown) =>
    `${send}: ${what} should be ${JSON.stringify(want)} and is ${JSON.stringify(got)}`;
  if (response.status >= 400 && answers.status !== response.status)
    return [`${send}: is refused with ${response.status}: ${Buffer.from(response.body).toString()}`];
  const problems = Object.entries(reads).flatMap(([place, want]) => {
    const got = result?.inputs[place as keyof RequestValues];
    return isDeepStrictEqual(got, want) ? [] : [wrong(`what is read as ${place}`, want, got)];
  });
  if (answers.status !== undefined && answers.status !== response.status)
    problems.push(wrong('the status', answers.status, response.status));
  for (const [name, want] of Object.entries(answers.headers ?? {})) {
    const got = response.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    if (got !== want) problems.push(wrong(`header ${name}`, want, got));
  }
  if (answers.body !== undefined) {
    const text = Buffer.from(response.body).toString();
    const got: unknown = typeof answers.body === 'string' ? text : JSON.parse(text);
    if (!isDeepStrictEqual(got, answers.body)) problems.push(wrong('the body', answers.body, got));
  }
  return problems;
}

function refusal(contract: Contract, one: Refused, response: Response): string[] {
  const { send, at, status } = one;
  if (at === undefined && status === undefined)
    return [`${send}: is to be refused, but neither at nor status says why`];
  if (response.status < 400) return [`${send}: is accepted with ${response.status}`];
  if (response.status >= 500) return [`${send}: breaks the mock: ${Buffer.from(response.body).toString()}`];
  if (status !== undefined && response.status !== status)
    return [`${send}: is refused with ${response.status} and not ${status}`];
  const places = read(contract, requestOf(one))?.errors.map((error) => error.at) ?? [];
  return at === undefined || places.includes(at)
    ? []
    : [`${send}: is refused for ${places.join(', ')} and not for ${at}`];
}

/** The decoded values, encoded like a case and decoded again. */
function roundTrip(contract: Contract, one: Accepted): string[] {
  const sent = requestOf(one);
  const first = read(contract, sent);
  if (!first) return [];
  const request = encodeRequest(first.operation, first.inputs, NO_OVERRIDES);
  const again = read(contract, { ...request, path: base(first.operation, sent) + request.path });
  const problems = (again?.errors ?? []).map(
    ({ at, message }) => `${one.send}: written again as ${request.path}, ${at} ${message}`,
  );
  if (!isDeepStrictEqual(again?.inputs, first.inputs))
    problems.push(
      `${one.send}: is written again as ${request.path} and read as ${JSON.stringify(again?.inputs)}, not as ${JSON.stringify(first.inputs)}`,
    );
  return [...problems, ...written(one, sent, request)];
}

/** The part of a request's path before the operation's path: the path of a server. */
function base(operation: Operation, { path }: Request): string {
  const depth = operation.path.split('/').length;
  return (
    path
      .split('?', 1)[0]
      ?.split('/')
      .slice(0, -(depth - 1))
      .join('/') ?? ''
  );
}

function written({ send, writes, headers = {} }: Accepted, sent: Request, request: Request): string[] {
  if (writes === undefined) return [];
  const want =
    writes === 'as sent'
      ? { path: sent.path, headers, ...(sent.body && { body: Buffer.from(sent.body).toString() }) }
      : writes;
  const wrong = (what: string, expected: unknown, got: unknown) =>
    `${send}: ${what} should be written as ${JSON.stringify(expected)} and is ${JSON.stringify(got)}`;
  const problems =
    want.path === undefined || want.path === request.path ? [] : [wrong('the path', want.path, request.path)];
  for (const [name, expected] of Object.entries(want.headers ?? {})) {
    const got = request.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    if (got !== expected) problems.push(wrong(`header ${name}`, expected, got));
  }
  const body = request.body && Buffer.from(request.body).toString();
  const lines = (text: string | undefined) => text?.replace(/\r\n/g, '\n').trimEnd();
  if (want.body !== undefined && lines(want.body) !== lines(body)) problems.push(wrong('the body', want.body, body));
  return problems;
}

/** The problem of a stage's outcome, given its declared failure; undefined if there is none. */
export function verdict(stage: Stage, { problems }: Outcome, known: string | undefined): string | undefined {
  if (known === undefined) return problems.length > 0 ? `${stage}: ${problems.join('\n  ')}` : undefined;
  return problems.length > 0
    ? undefined
    : `${stage} passes, and is declared to fail (${known}): take that out of x-corpus.known`;
}
