import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Waiver } from '../../model/finding.ts';
import type { Judge } from '../../judge/judge.ts';
import { stopAtFailures } from './stop-at-failures.ts';

/** The reasons to stop after cases with violations of these fingerprints. */
function stops(limit: number, fingerprints: string[][], waivers: Waiver[] = []) {
  const reasons: string[] = [];
  const violations = (testCase: Case) =>
    (fingerprints[Number(testCase.id)] ?? []).map((fingerprint) => ({ fingerprint, check: 'status', clause: '#' }));
  const look = stopAtFailures(
    limit,
    { violations } as unknown as Judge,
    { waivers, today: '2026-11-20', run: { contract: { name: 'pets' }, target: 'server' } as never },
    (reason) => reasons.push(reason),
  );
  for (const index of fingerprints.keys()) look({ id: String(index) } as Case);
  return reasons;
}

test.each<[string, number, string[][], number]>([
  ['fewer violations do not stop a run', 3, [['a'], ['b']], 0],
  ['the last one that is allowed stops it', 2, [['a'], ['b']], 1],
  ['one case may have them all', 2, [['a', 'b']], 1],
  ['one fingerprint counts once', 2, [['a'], ['a', 'a'], []], 0],
])('%s', (_, limit, fingerprints, want) => {
  expect(stops(limit, fingerprints)).toHaveLength(want);
});

test('the reason names the limit', () => {
  expect([...stops(1, [['a']]), ...stops(2, [['a', 'b']])]).toEqual([
    '1 violation had been found, as --max-failures asks',
    '2 violations had been found, as --max-failures asks',
  ]);
});

test('what a waiver covers does not stop a run', () => {
  expect(stops(1, [['a']], [{ fingerprint: 'a', reason: 'known' }])).toEqual([]);
  expect(stops(1, [['a']], [{ fingerprint: 'b', reason: 'known' }])).toHaveLength(1);
});
