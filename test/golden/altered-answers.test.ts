/** Runs against the stateful mock of a contract whose answers are altered here and there, each time in another way. */
import { createHash } from 'node:crypto';
import { afterEach, expect, jest, test } from '@jest/globals';
import type { Exchange, Response } from '../../src/model/exchange.ts';
import type { Run } from '../../src/model/run.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { loadContract } from '../../src/contract/load.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import type { Lacks, Recorded } from '../../src/exchange/recordings/recorded.ts';
import { isObject } from '../../src/json/pointer.ts';
import { createMock } from '../../src/mock/mock.ts';
import { createRandom, type Random } from '../../src/mock/random.ts';
import { check, type CheckOptions } from '../../src/run/check.ts';
import { checkRecorded } from '../../src/run/recorded/check-recorded.ts';
import { expectGolden, here, lines } from './golden.ts';

afterEach(() => void jest.restoreAllMocks());

const oneOf = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;

/** Other values for one that stands in a body; undefined takes it out. */
const VALUES: ((own: Json, random: Random) => Json | undefined)[] = [
  () => undefined,
  () => undefined,
  () => null,
  (own) => (typeof own === 'string' ? `${own}x` : typeof own === 'number' ? own + 1 : own === true ? false : own),
  (own) => (typeof own === 'string' ? own.toUpperCase() : typeof own === 'number' ? String(own) : own),
  (own) => (Array.isArray(own) ? own.toReversed() : own),
  (own) => (Array.isArray(own) ? own.slice(1) : own),
  (own) => (Array.isArray(own) ? own.slice(0, -1) : own),
  (own) => (Array.isArray(own) ? [...own, ...own.slice(-1)] : isObject(own) ? { ...own, added: 1 } : own),
  (own, random) => (isObject(own) ? { ...own, ...Object.fromEntries([[oneOf(random, Object.keys(own)), 7]]) } : own),
];

/** A value with one of those in it changed. */
function changedWithin(value: Json, random: Random): Json | undefined {
  const names = isObject(value) ? Object.keys(value) : Array.isArray(value) ? Object.keys(value) : [];
  if (names.length === 0 || random() < 0.25) return oneOf(random, VALUES)(value, random);
  const name = oneOf(random, names);
  const inner = changedWithin((value as JsonObject)[name] ?? null, random);
  if (Array.isArray(value)) return value.flatMap((one, at) => (String(at) !== name ? [one] : (inner ?? [])));
  const { [name]: _, ...rest } = value as JsonObject;
  return inner === undefined ? rest : { ...(value as JsonObject), [name]: inner };
}

function withJson(own: Response, random: Random): Response {
  const text = new TextDecoder().decode(own.body);
  if (!/^[[{]/.test(text)) return own;
  const body = new TextEncoder().encode(JSON.stringify(changedWithin(JSON.parse(text) as Json, random) ?? null));
  return { ...own, headers: own.headers.filter(([name]) => name !== 'Content-Length'), body };
}

const STATUSES = [200, 201, 202, 204, 301, 304, 400, 401, 403, 404, 405, 406, 409, 412, 415, 422, 500];

const ALTERATIONS: ((own: Response, random: Random) => Response)[] = [
  withJson,
  withJson,
  withJson,
  (own, random) => ({ ...own, status: oneOf(random, STATUSES) }),
  (own, random) => ({ ...own, headers: own.headers.toSpliced(Math.floor(random() * own.headers.length), 1) }),
  (own, random) => {
    const [name] = own.headers.length > 0 ? oneOf(random, own.headers) : ['X-More'];
    return { ...own, headers: [...own.headers.filter(([other]) => other !== name), [name, 'other']] };
  },
  (own) => ({ ...own, body: new Uint8Array() }),
];

/** The same answer with its names in other letters, which tell nobody anything (RFC 9110 §5.1, §8.3.1). */
function inOtherLetters(own: Response, nth: number): Response {
  const written = (text: string) => (nth % 2 === 0 ? text.toUpperCase() : text.toLowerCase());
  return {
    ...own,
    headers: own.headers.map(([name, value]) => [
      written(name),
      /^content-type$/i.test(name) ? value.replace(/^[^;]*/, written) : value,
    ]),
  };
}

const CONTRACTS: [name: string, file: string][] = [
  ['bookshop', 'examples/bookshop/openapi.yaml'],
  ['lending', here('lending.yaml')],
  ['library', here('library.yaml')],
  ['petstore', 'examples/petstore.yaml'],
];
/** How many answers one of which is altered, in which phases. What is created, listed and changed is asked for in few requests. */
const RUNS: [share: number, phases: CheckOptions['phases']][] = [
  [8, ['examples', 'coverage', 'behaviour', 'sequences', 'odd-values']],
  [100, ['examples', 'coverage', 'odd-values']],
  ...[6, 10, 10, 15, 15, 15, 20, 20, 20, 20, 20, 20].map((share): [number, CheckOptions['phases']] => [
    share,
    ['behaviour'],
  ]),
  ...[10, 20, 20].map((share): [number, CheckOptions['phases']] => [share, ['sequences']]),
];
const BEARER = { headers: [['Authorization', 'Bearer t'] as const], set: {} };
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What a run says, a line each. */
const linesOf = ({ findings, undecided, unjudged, leftovers }: Run): string[] => [
  ...findings.map(
    ({ severity, check: id, at, message, expected, actual, clause }) =>
      `  ${severity} ${id} ${at}: ${message}; expected ${expected}, got ${actual}; ${clause}`,
  ),
  ...undecided.map(({ reason }) => `  undecided: ${reason}`),
  ...unjudged.map(({ case: of, reason }) => `  unjudged: ${of}: ${reason}`),
  ...leftovers.map((one) => `  left: ${JSON.stringify(one)}`),
];

/** What a recording may lack of an exchange. */
const LACKS: Lacks[] = [
  { requestHeaders: true },
  { maskedHeaders: ['authorization'] },
  { requestBody: true },
  { requestBody: 'masked' },
  { responseHeaders: true },
  { responseBody: true },
  { responseBody: 'masked' },
  { responseHeaders: true, responseBody: true },
];

/** An exchange as it may stand in a recording, which lacks something now and then, or is about something else. */
function recordedAs(exchange: Exchange, nth: number): Recorded {
  const random = createRandom(7, nth);
  const { request } = exchange;
  const path = random() < 0.02 ? `/v9${request.path}` : request.path;
  const lacks = random() < 0.1 ? oneOf(random, LACKS) : undefined;
  return {
    name: `#${nth}`,
    origin: '',
    exchange: { ...exchange, request: { ...request, path } },
    ...(lacks && { lacks }),
  };
}

test.each(CONTRACTS)('runs against the mock of %s say the same of answers that are altered', async (name, file) => {
  const contract = await loadContract(file, name);
  const said: string[] = [];
  const recorded: Recorded[] = [];
  for (const [seed, [share, phases]] of RUNS.entries()) {
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    let ids = 0;
    const mock = createMock([contract], {
      mode: 'stateful',
      seed: 1,
      now: () => new Date('2026-01-31T12:00:00Z'),
      newId: () => `4cb65058-f04f-458f-aca1-${String((ids += 1)).padStart(12, '0')}`,
    });
    const asked: string[] = [];
    const target = inProcessTarget(name, async (request) => {
      const random = createRandom(seed, asked.length);
      const own = await mock.handle(request);
      const isAltered = random() < 1 / share && (phases?.includes('examples') || own.status < 300);
      const response = isAltered ? oneOf(random, ALTERATIONS)(own, random) : own;
      asked.push(`${request.method} ${request.path} → ${response.status}`);
      const told = seed % 2 === 0 ? response : inOtherLetters(response, asked.length);
      if (seed < 4)
        recorded.push(recordedAs({ request, outcome: { response: told }, duration: 1, retries: 0 }, recorded.length));
      return told;
    });
    const run = await check(contract, target, { workers: 1, seed: 1, overrides: BEARER, phases });
    const digest = createHash('sha256').update(asked.join('\n').replace(UUID, 'UUID')).digest('hex').slice(0, 8);
    said.push(
      `1 of ${share} in ${phases?.join(', ')}: ${run.verdict}, ${JSON.stringify(run.reach)}, ${asked.length} requests ${digest}`,
      ...linesOf(run),
    );
  }
  const [few, more] = [0, 20].map((keep) => checkRecorded([contract], recorded, name, { keep })[0]);
  if (!few || !more) throw new Error('a recording has a run');
  expect(linesOf(more)).toEqual(linesOf(few));
  said.push(
    `recorded, ${few.results.length} or ${more.results.length} results kept: ${few.verdict}, ${JSON.stringify(few.counts)}`,
    ...linesOf(few),
  );
  expectGolden(`altered-answers-${name}.txt`, lines(said.map((line) => line.replace(UUID, 'UUID').slice(0, 500))));
});
