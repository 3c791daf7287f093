import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { conforming, full, undecided, violating } from '../../test/support/sample-runs.ts';
import { attestation } from './attestation.ts';
import { badge } from './badge.ts';
import { json } from './json.ts';
import { statement } from './statement.ts';

const now = new Date('2026-02-01T00:00:00Z');

test('a statement says who was held to what, when, how far, and which sentences hold', async () => {
  const text = statement([await violating()], { now });
  for (const words of [
    'Cloud Foundry v3 packages: violates',
    '| date | 2026-02-01T00:00:00.000Z |',
    '- ✗ broken: The state of the package is a word',
    '- ✓ verified: ',
    '- ○ not exercised: ',
    '## Violations\n\n- <code>createPackage</code>: answers with another state',
  ])
    expect(text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))).toContain(words);
});

test('a statement leaves out the sections that have nothing to say', async () => {
  expect(statement([await conforming()], { now })).not.toMatch(/## (Violations|Undecided|Waived)/);
  expect(statement([await full()], { now })).toMatch(/## Waived[^]*## Waivers that do not hold/);
});

test('the evidence of an attestation is the JSON report of the same runs', async () => {
  const runs = [await violating(), await undecided()];
  const { subject, predicate } = JSON.parse(attestation(runs, { now })) as {
    subject: { name: string; digest: { sha256: string } }[];
    predicate: { conformance: { verdict: string; sentences: { verdict: string }[]; violations: unknown[] }[] };
  };
  expect(subject).toEqual([
    { name: 'report.json', digest: { sha256: createHash('sha256').update(json(runs)).digest('hex') } },
  ]);
  expect(predicate.conformance.map(({ verdict, violations }) => [verdict, violations.length])).toEqual([
    ['violates', 1],
    ['undecided', 0],
  ]);
  expect(predicate.conformance[0]?.sentences.filter(({ verdict }) => verdict === 'broken')).toHaveLength(1);
});

test.each([
  ['conforms, 60 of 62 sentences', '#2e7d32', conforming],
  ['violates, 59 of 62 sentences', '#b71c1c', violating],
  ['undecided, 0 of 62 sentences', '#8a6100', undecided],
])('a badge says %s', async (words, colour, make) => {
  const svg = badge([await make()]);
  expect(svg).toContain(`aria-label="assay: ${words}"`);
  expect(svg).toContain(`fill="${colour}"`);
});

test('a badge of several runs has the worst verdict', async () => {
  expect(badge([await conforming(), await violating()])).toContain('violates, 119 of 124 sentences');
});

test('a badge of a contract without documents says the verdict alone', async () => {
  expect(badge([{ ...(await conforming()), statements: [] }])).toContain('<title>assay: conforms</title>');
});
