import { describe, expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Exchange, Request } from '../../model/exchange.ts';
import type { Result } from '../../model/run.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { check } from '../check.ts';
import { emptyFold } from '../fold/fold.ts';
import { watchBasePath, withoutFindings } from './missing-base-path.ts';

const document = (servers: object[] = [{ url: 'https://api.example.org/api/v1' }]) => ({
  servers,
  paths: Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      `/things${index}`,
      { get: { operationId: `list${index}`, responses: { 200: { description: '' } } } },
    ]),
  ),
});

async function runAt(baseUrl: string, answer: (request: Request) => number, given = document()) {
  let sent = 0;
  const target = inProcessTarget(
    'things',
    (request) => {
      sent += 1;
      return { status: answer(request), headers: [], body: new Uint8Array() };
    },
    baseUrl,
  );
  const run = await check(await contractOf(given), target, { workers: 1 });
  return { ...run, sent };
}

test('a run that meets nothing but 404 without the base path stops, undecided, and says what to write', async () => {
  const { verdict, findings, undecided, sent } = await runAt('http://127.0.0.1:8080', () => 404);
  expect([verdict, findings]).toEqual(['undecided', []]);
  expect(undecided).toEqual([
    {
      reason: "10 of 10 answers are 404, and the contract's server has the path /api/v1, which the target does not",
      hint: 'Name the API with its base path: --target http://127.0.0.1:8080/api/v1',
    },
  ]);
  expect(sent).toBe(10);
});

interface Elsewhere {
  baseUrl?: string;
  answer: (request: Request) => number;
  servers?: object[];
}

test.each<[string, Elsewhere]>([
  ['the target has the base path', { baseUrl: 'http://127.0.0.1:8080/api/v1', answer: () => 404 }],
  ['something is there', { answer: ({ path }) => (path === '/things3' ? 200 : 404) }],
  ['it answers with another error', { answer: () => 400 }],
  ['the server of the contract has no path', { answer: () => 404, servers: [{ url: 'https://api.example.org/' }] }],
])('nothing is said of a base path where %s', async (_, { baseUrl = 'http://127.0.0.1:8080', answer, servers }) => {
  const { undecided, sent } = await runAt(baseUrl, answer, document(servers));
  expect(undecided.map(({ reason }) => reason).filter((reason) => reason.includes('has the path'))).toEqual([]);
  expect(sent).toBeGreaterThanOrEqual(30);
});

test('a run whose requests went to the wrong place has no findings, and each case is undecided', () => {
  const resultOf = (id: string, more: Partial<Result> = {}) =>
    ({ case: { id, operation: { id: 'list' } }, findings: [{ check: 'status' }], ...more }) as unknown as Result;
  const own = { operation: 'list', case: 'b', reason: 'no answer' };
  const fold = {
    ...emptyFold(),
    counts: { cases: 2, undecided: 1, examples: 2, compared: 2 },
    kept: [
      { number: 0, result: resultOf('a') },
      { number: 1, result: resultOf('b', { undecided: own }) },
    ],
  };
  expect(withoutFindings(fold, { reason: 'elsewhere', hint: 'Look there.' })).toMatchObject({
    counts: { cases: 2, undecided: 2, examples: 2, compared: 0 },
    findings: new Map(),
    kept: [
      { number: 0, result: { findings: [], undecided: { operation: 'list', case: 'a', reason: 'elsewhere' } } },
      { number: 1, result: { findings: [], undecided: own } },
    ],
  });
});

describe('answers with these statuses', () => {
  const BASE = 'http://127.0.0.1:8080/';
  /** Whether the run can end, and what is said of the base path, after so many answers of each status; 0 is no answer. */
  async function seen(answers: [status: number, times: number, path?: string][], baseUrl = BASE) {
    const watch = watchBasePath(await contractOf(document()), baseUrl);
    for (const [status, times, path = '/things'] of answers)
      for (let nth = 0; nth < times; nth += 1) {
        const outcome = status === 0 ? { failure: {} } : { response: { status } };
        watch.see({ operation: { path } } as Case, { outcome } as unknown as Exchange);
      }
    return [watch.isSure(), watch.missing()?.reason.split(',')[0]];
  }

  test.each<[string, [number, number, string?][], boolean, string | undefined]>([
    ['nine are too few to end a run, but not to judge it', [[404, 9]], false, '9 of 9 answers are 404'],
    ['ten are enough', [[404, 10]], true, '10 of 10 answers are 404'],
    [
      'what is not answered does not count',
      [
        [404, 9],
        [0, 5],
      ],
      false,
      '9 of 9 answers are 404',
    ],
    [
      'nine of ten are enough',
      [
        [404, 9],
        [401, 1],
      ],
      true,
      '9 of 10 answers are 404',
    ],
    [
      'eight of ten are not',
      [
        [404, 8],
        [401, 2],
      ],
      false,
      undefined,
    ],
    [
      'a success shows that something is there',
      [
        [404, 20],
        [200, 1],
      ],
      false,
      undefined,
    ],
    [
      'a redirection shows it as well',
      [
        [404, 20],
        [399, 1],
      ],
      false,
      undefined,
    ],
    [
      'a refusal does not',
      [
        [404, 20],
        [400, 1],
      ],
      true,
      '20 of 21 answers are 404',
    ],
    [
      'an informational answer does not',
      [
        [404, 20],
        [199, 1],
      ],
      true,
      '20 of 21 answers are 404',
    ],
    ['things that need not be there show nothing', [[404, 20, '/things/{id}']], false, undefined],
  ])('%s', async (_, answers, isSure, says) => {
    expect(await seen(answers)).toEqual([isSure, says]);
  });

  test('show nothing where the target has the base path, with or without a slash at its end', async () => {
    expect(await seen([[404, 20]], 'http://127.0.0.1:8080/api/v1')).toEqual([false, undefined]);
    expect(await seen([[404, 20]], 'http://127.0.0.1:8080/x/api/v1//')).toEqual([false, undefined]);
  });
});
