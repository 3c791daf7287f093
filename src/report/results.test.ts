import { expect, test } from '@jest/globals';
import type { Finding } from '../model/finding.ts';
import type { Result, Run } from '../model/run.ts';
import { fingerprintsOf, resultOf, verdictOfCase, waiverOf } from './results.ts';

const finding = (fingerprint: string, severity: Finding['severity'], more: Partial<Finding> = {}) =>
  ({ fingerprint, severity, ...more }) as Finding;
const result = (id: string, findings: Finding[] = [], more: Partial<Result> = {}) =>
  ({ case: { id }, findings, ...more }) as Result;
const WAIVED = { waived: { reason: 'known' } };

/** A run with one waived finding, which shows in two operations, and one that is not waived. */
const run = {
  results: [result('one'), result('two')],
  findings: [
    finding('w', 'violation', {
      ...WAIVED,
      operations: [
        { operation: 'a', fingerprint: 'w', count: 1 },
        { operation: 'b', fingerprint: 'x', count: 1 },
      ],
    }),
    finding('s', 'violation', WAIVED),
    finding('v', 'violation'),
  ],
} as unknown as Run;

test.each<[string, Result, ReturnType<typeof verdictOfCase>]>([
  ['without findings conforms', result('c'), 'conforms'],
  ['with a violation violates', result('c', [finding('v', 'violation')]), 'violates'],
  ['with a note conforms', result('c', [finding('v', 'note')]), 'conforms'],
  ['with a waived violation conforms', result('c', [finding('s', 'violation')]), 'conforms'],
  [
    'with a violation that is waived in another operation conforms',
    result('c', [finding('x', 'violation')]),
    'conforms',
  ],
  [
    'with a violation beside a waived one violates',
    result('c', [finding('w', 'violation'), finding('v', 'violation')]),
    'violates',
  ],
  [
    'which is undecided is that, whatever was found',
    result('c', [finding('v', 'violation')], { undecided: { reason: 'no' } }),
    'undecided',
  ],
])('a case %s', (_, one, want) => {
  expect(verdictOfCase(run, one)).toBe(want);
});

test.each([
  ['w', true],
  ['x', true],
  ['s', true],
  ['v', false],
  ['unknown', false],
])('the fingerprint %s is waived: %s', (fingerprint, isWaived) => {
  expect(waiverOf(run, fingerprint)).toEqual(isWaived ? { reason: 'known' } : undefined);
});

test('a finding has a fingerprint for each operation in which its cause shows', () => {
  expect(run.findings.map(fingerprintsOf)).toEqual([['w', 'x'], ['s'], ['v']]);
});

test('a result is found by the id of its case, in its own run', () => {
  expect(resultOf(run, 'two')).toBe(run.results[1]);
  expect(resultOf(run, 'three')).toBeUndefined();
  expect(resultOf({ ...run, results: [result('three')] }, 'three')?.case.id).toBe('three');
});
