import { expect, test } from '@jest/globals';
import type { Waiver } from '../model/finding.ts';
import { runAgainst, withBody } from '../../test/support/sample-runs.ts';
import { applyWaivers } from './waivers.ts';

const run = await runAgainst((response) =>
  withBody(response, (body) => void ((body.state = 'STAGED'), (body.extra = 1))),
);
const [finding] = run.findings;
const waive = (...waivers: Partial<Waiver>[]) =>
  applyWaivers(
    [run],
    waivers.map((waiver) => ({ reason: 'known', ...waiver })),
    '2026-11-20',
    'vendor-a',
  )[0];

test.each<[string, Partial<Waiver>[], { verdict: string; stale?: RegExp }]>([
  ['none', [], { verdict: 'violates' }],
  ['by fingerprint', [{ fingerprint: finding?.fingerprint ?? '' }], { verdict: 'conforms' }],
  ['by check and clause', [{ check: 'literal-value', pointer: finding?.clause ?? '' }], { verdict: 'conforms' }],
  [
    'by check and a clause above',
    [{ check: 'literal-value', pointer: '#/components/schemas/Package' }],
    { verdict: 'conforms' },
  ],
  [
    'on the day that it expires',
    [{ fingerprint: finding?.fingerprint ?? '', expires: '2026-11-20' }],
    { verdict: 'conforms' },
  ],
  [
    'on the day after',
    [{ fingerprint: finding?.fingerprint ?? '', expires: '2026-11-19' }],
    { verdict: 'violates', stale: /expired on 2026-11-19/ },
  ],
  [
    'of another check',
    [{ check: 'schema', pointer: '#/components/schemas/Package' }],
    { verdict: 'violates', stale: /nothing any more/ },
  ],
  [
    'of another clause',
    [{ check: 'literal-value', pointer: '#/components/schemas/Pack' }],
    { verdict: 'violates', stale: /nothing any more/ },
  ],
  [
    'one too many',
    [{ fingerprint: finding?.fingerprint ?? '' }, { fingerprint: '000000000000' }],
    { verdict: 'violates', stale: /000000000000 waives nothing/ },
  ],
  ['for this target', [{ fingerprint: finding?.fingerprint ?? '', target: 'vendor-a' }], { verdict: 'conforms' }],
  [
    'for another target: neither used nor stale',
    [{ fingerprint: finding?.fingerprint ?? '', target: 'vendor-b' }],
    { verdict: 'violates' },
  ],
  [
    'for another contract: neither used nor stale',
    [{ fingerprint: finding?.fingerprint ?? '', contract: 'other' }],
    { verdict: 'violates' },
  ],
])('%s', (_, waivers, { verdict, stale }) => {
  const waived = waive(...waivers);
  expect(waived?.verdict).toBe(verdict);
  expect(waived?.staleWaivers).toEqual(stale ? [expect.stringMatching(stale)] : []);
});

test('with --strict, notes need waivers as well', () => {
  const waiver: Waiver = { fingerprint: finding?.fingerprint ?? '', reason: 'known' };
  expect(applyWaivers([run], [waiver], '2026-11-20', undefined, true)[0]?.verdict).toBe('violates');
});
