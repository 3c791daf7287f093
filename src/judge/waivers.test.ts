import { expect, test } from '@jest/globals';
import type { Waiver } from '../model/finding.ts';
import { runAgainst, withBody } from '../../test/support/sample-runs.ts';
import { applyWaivers } from './waivers.ts';
import { verdictOf } from './verdict.ts';

const run = await runAgainst((response) =>
  withBody(response, (body) => void ((body.state = 'STAGED'), (body.extra = 1))),
);
const [finding] = run.findings;
function waive(waivers: Partial<Waiver>[], strict = false) {
  const { findings, stale } = applyWaivers(
    [{ ...run, target: 'vendor-a' }],
    waivers.map((waiver) => ({ reason: 'known', ...waiver })),
    '2026-11-20',
  );
  const verdict = verdictOf({ findings: findings.flat(), undecided: [], staleWaivers: stale }, strict);
  return { verdict, stale };
}

test.each<[string, Partial<Waiver>[], { verdict: string; stale?: RegExp }]>([
  ['nothing', [], { verdict: 'violates' }],
  ['a fingerprint', [{ fingerprint: finding?.fingerprint ?? '' }], { verdict: 'conforms' }],
  ['a check and a clause', [{ check: 'literal-value', pointer: finding?.clause ?? '' }], { verdict: 'conforms' }],
  [
    'a check and a clause above',
    [{ check: 'literal-value', pointer: '#/components/schemas/Package' }],
    { verdict: 'conforms' },
  ],
  [
    'a waiver on its last day',
    [{ fingerprint: finding?.fingerprint ?? '', expires: '2026-11-20' }],
    { verdict: 'conforms' },
  ],
  [
    'a waiver on the day after its last',
    [{ fingerprint: finding?.fingerprint ?? '', expires: '2026-11-19' }],
    { verdict: 'violates', stale: /expired on 2026-11-19/ },
  ],
  [
    'another check',
    [{ check: 'schema', pointer: '#/components/schemas/Package' }],
    { verdict: 'violates', stale: /nothing any more/ },
  ],
  [
    'another clause',
    [{ check: 'literal-value', pointer: '#/components/schemas/Pack' }],
    { verdict: 'violates', stale: /nothing any more/ },
  ],
  [
    'one waiver too many',
    [{ fingerprint: finding?.fingerprint ?? '' }, { fingerprint: '000000000000' }],
    { verdict: 'violates', stale: /000000000000 waives nothing/ },
  ],
  [
    'a waiver for this target',
    [{ fingerprint: finding?.fingerprint ?? '', target: 'vendor-a' }],
    { verdict: 'conforms' },
  ],
  [
    'a waiver for another target, neither used nor stale',
    [{ fingerprint: finding?.fingerprint ?? '', target: 'vendor-b' }],
    { verdict: 'violates' },
  ],
  [
    'a waiver for another contract, neither used nor stale',
    [{ fingerprint: finding?.fingerprint ?? '', contract: 'other' }],
    { verdict: 'violates' },
  ],
])('a finding and %s', (_, waivers, { verdict, stale }) => {
  const waived = waive(waivers);
  expect(waived.verdict).toBe(verdict);
  expect(waived.stale).toStrictEqual(stale ? [expect.stringMatching(stale)] : []);
});

test('notes need waivers too if they count as violations', () => {
  expect(waive([{ fingerprint: finding?.fingerprint ?? '' }], true).verdict).toBe('violates');
});

test('a run that judged nothing does not show that a waiver is not needed', () => {
  const counts = { ...run.counts, undecided: run.counts.cases };
  const waivers = [{ fingerprint: '000000000000', reason: 'known' }];
  expect(applyWaivers([{ ...run, counts, findings: [] }], waivers, '2026-11-20').stale).toStrictEqual([]);
  const expired = [{ fingerprint: '000000000000', reason: 'known', expires: '2026-11-19' }];
  expect(applyWaivers([{ ...run, counts, findings: [] }], expired, '2026-11-20').stale).toHaveLength(1);
});
