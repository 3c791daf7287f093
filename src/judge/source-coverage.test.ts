import { describe, expect, test } from '@jest/globals';
import type { Run } from '../model/run.ts';
import { runAgainst, withBody } from '../../test/support/sample-runs.ts';

const count = ({ statements }: Run) =>
  Object.fromEntries(
    ['verified', 'broken', 'not exercised'].map((verdict) => [
      verdict,
      statements.filter((entry) => entry.verdict === verdict).length,
    ]),
  );
const saying = ({ statements }: Run, verdict: string) =>
  statements.filter((entry) => entry.verdict === verdict).map(({ statement }) => statement.says);

test('a target that conforms in both phases verifies every statement except those about servers', async () => {
  const run = await runAgainst((response) => response, ['examples', 'coverage']);
  expect(count(run)['broken']).toBe(0);
  expect(count(run)['verified']).toBeGreaterThan(40);
  expect(saying(run, 'not exercised')).toEqual([
    "The API is reached under the api host of one's own domain.",
    "The Host header names example.org, which stands here for one's own domain.",
  ]);
});

test('a target with another state violates one statement', async () => {
  const run = await runAgainst((response) => withBody(response, (body) => void (body.state = 'STAGED')));
  expect(saying(run, 'broken')).toEqual(['The state of the package is a word; a docker package is READY at once.']);
});

test('a target that is busy verifies nothing', async () => {
  const run = await runAgainst((response) => ({ ...response, status: 503 }));
  expect(count(run)).toEqual({ verified: 0, broken: 0, 'not exercised': run.statements.length });
});

describe('a target that always sends the same response verifies nothing', () => {
  test.each([300, 308, 400, 404, 422])('with %i', async (status) => {
    const run = await runAgainst((response) => ({ ...response, status }), ['examples', 'coverage']);
    expect([count(run)['verified'], run.verdict]).toEqual([0, 'violates']);
  });
});
