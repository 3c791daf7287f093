import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import type { Response } from '../../model/exchange.ts';
import { check } from '../check.ts';

const json = (schema: object) => ({ description: 'Done.', content: { 'application/json': { schema } } });
const contract = await contractOf({
  paths: {
    '/events': { get: { operationId: 'watch', responses: { 200: json({ type: 'object', required: ['id'] }) } } },
    '/pets': { get: { operationId: 'list', responses: { 200: json({ type: 'array' }) } } },
  },
});

async function checked(status: number, type: string) {
  const answer = (code: number, label: string, text: string): Response => ({
    ...{ status: code, headers: [['Content-Type', label]], body: Buffer.from(text) },
  });
  const endless: Response = { ...answer(status, type, '{}\n{}\n'), unended: true };
  const pets = answer(200, 'application/json', '[]');
  const target = inProcessTarget('pets', ({ path }) => (path === '/events' ? endless : pets), 'http://h');
  const run = await check(contract, target, { phases: ['coverage'] });
  return {
    found: run.findings.map(({ check: id, count }) => `${id} ${count}`),
    undecided: run.undecided.map(({ reason }) => reason),
    unjudged: run.unjudged.map(({ operation, reason }) => `${operation}: ${reason}`),
  };
}

test('an answer that goes on is judged without its body, and listed', async () => {
  const run = await checked(200, 'application/json');
  expect(run.found).toEqual([]);
  expect(run.undecided).toEqual([]);
  expect(run.unjudged).toContainEqual(
    expect.stringMatching(
      /^watch: the body of \d+ answers? went on until the time was up: status, header fields and media type were judged/,
    ),
  );
});

test.each<[what: string, status: number, type: string, check: RegExp]>([
  ['an undocumented status', 299, 'application/json', /^status/],
  ['another media type', 200, 'text/html', /^media-type/],
])('an answer that goes on is a violation for %s', async (_, status, type, want) => {
  expect((await checked(status, type)).found).toContainEqual(expect.stringMatching(want));
});
