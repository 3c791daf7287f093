import { expect, test } from '@jest/globals';
import type { Request } from '../model/exchange.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { inProcessTarget } from '../exchange/in-process-target.ts';
import { check } from './check.ts';

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
