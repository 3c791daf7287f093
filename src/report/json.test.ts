import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { json } from './json.ts';
import { HOSTILE, runAgainst, withBody } from '../../test/support/sample-runs.ts';

const valid = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')));

test.each([
  ['conforms', await runAgainst((response) => response)],
  [
    'violates',
    await runAgainst((response) => withBody(response, (body) => void (body.state = HOSTILE)), ['examples', 'coverage']),
  ],
  ['undecided', await runAgainst((response) => ({ ...response, status: 503 }))],
  ['violates', await runAgainst((response) => ({ ...response, status: 404 }))],
])('a report that says %s is as its schema says', (verdict, run) => {
  const text = json([run]);
  const report = JSON.parse(text) as { verdict: string };
  expect(valid(report) ? [] : valid.errors).toStrictEqual([]);
  expect(report.verdict).toBe(verdict);
  // eslint-disable-next-line no-control-regex -- the test searches for control characters
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text).not.toMatch(/s3cr3t|very secret/);
});

test('a fingerprint stays the same from run to run, whatever the value', async () => {
  const prints = async (state: string) =>
    (await runAgainst((response) => withBody(response, (body) => void (body.state = state)))).findings.map(
      ({ fingerprint }) => fingerprint,
    );
  expect(await prints('STAGED')).toStrictEqual(await prints('FAILED'));
  expect(await prints('STAGED')).toHaveLength(1);
});
