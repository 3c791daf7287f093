import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding, Undecided } from '../model/finding.ts';
import type { Result } from '../model/run.ts';
import { addFindings, listFindings, mergeFindings, type FindingGroups } from './group-findings.ts';

const found = (more: Partial<Finding>): Finding => ({
  ...{ check: 'body', severity: 'violation', operation: 'getPet', clause: '#', at: 'body', message: 'm' },
  ...{
    expected: 'e',
    actual: 'a',
    place: { file: 'f', line: 1, column: 1 },
    fingerprint: 'abc',
    evidence: { kind: 'sentence' },
    count: 1,
  },
  ...{ case: 'from another place', curl: 'curl' },
  ...more,
});
const resultOf = (id: string, findings: Finding[], undecided?: Undecided): Result =>
  ({ case: { id }, findings, ...(undecided && { undecided }) }) as Result;

function group(results: Result[]): Finding[] {
  const groups: FindingGroups = new Map();
  results.forEach((result, number) => addFindings(groups, result, number));
  return listFindings(groups);
}

describe('findings of one fingerprint', () => {
  test('are one finding, with their number and the shortest case', () => {
    const findings = group([
      resultOf('one', [found({ curl: 'curl long', actual: 'first' })]),
      resultOf('two', [found({ curl: 'curl', actual: 'second' }), found({ fingerprint: 'def' })]),
      resultOf('three', [found({ curl: 'curl longer', actual: 'third' })]),
      resultOf('four', [found({ curl: 'same', actual: 'as short' })]),
    ]);
    expect(findings.map(({ fingerprint, count }) => [fingerprint, count])).toEqual([
      ['abc', 4],
      ['def', 1],
    ]);
    expect(findings[0]).toMatchObject({ case: 'two', curl: 'curl', actual: 'second' });
  });

  test('do not change the results', () => {
    const one = found({});
    group([resultOf('one', [one]), resultOf('two', [found({})])]);
    expect(one.count).toBe(1);
  });
});

test('violations come before notes, each in their order', () => {
  const findings = group([
    resultOf('one', [
      found({ severity: 'note', fingerprint: 'n1' }),
      found({ fingerprint: 'v1' }),
      found({ severity: 'note', fingerprint: 'n2' }),
      found({ fingerprint: 'v2' }),
    ]),
  ]);
  expect(findings.map(({ fingerprint }) => fingerprint)).toEqual(['v1', 'v2', 'n1', 'n2']);
});

test('the groups of parts merge into those of the whole, in whatever order', () => {
  const finding = fc.record({
    fingerprint: fc.constantFrom('a', 'b', 'c'),
    severity: fc.constantFrom<Finding['severity']>('violation', 'note'),
    curl: fc.constantFrom('curl', 'curl -i', 'curl -i -s'),
  });
  const results = fc.array(fc.array(finding, { maxLength: 3 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(results, fc.array(fc.nat(2)), fc.boolean(), (all, parts, isReversed) => {
      const cases = all.map((findings, number) => resultOf(`case ${number}`, findings.map(found)));
      const groups = [0, 1, 2].map((part) => {
        const own: FindingGroups = new Map();
        cases.forEach((result, number) => {
          if ((parts[number] ?? 0) === part) addFindings(own, result, number);
        });
        return own;
      });
      const merged: FindingGroups = new Map();
      for (const own of isReversed ? groups.reverse() : groups) mergeFindings(merged, own);
      expect(listFindings(merged)).toEqual(group(cases));
    }),
  );
});
