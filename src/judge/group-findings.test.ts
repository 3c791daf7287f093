import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../model/finding.ts';
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
const resultOf = (id: string, findings: Finding[], path = '/'): Result =>
  ({ case: { id, request: { method: 'GET', path, headers: [['a', 'b']] } }, findings }) as unknown as Result;

function group(results: Result[]): Finding[] {
  const groups: FindingGroups = new Map();
  results.forEach((result, number) => addFindings(groups, result, number));
  return listFindings(groups);
}

describe('findings of one fingerprint', () => {
  test('are one finding, with their number and the shortest case', () => {
    const findings = group([
      resultOf('one', [found({ actual: 'first' })], '/long'),
      resultOf('two', [found({ actual: 'second' }), found({ fingerprint: 'def' })], '/a'),
      resultOf('three', [found({ actual: 'third' })], '/longer'),
      resultOf('four', [found({ actual: 'as short' })], '/b'),
    ]);
    expect(findings.map(({ fingerprint, count }) => [fingerprint, count])).toEqual([
      ['abc', 4],
      ['def', 1],
    ]);
    expect(findings[0]).toMatchObject({ case: 'two', actual: 'second' });
  });

  test('do not change the results', () => {
    const one = found({});
    group([resultOf('one', [one]), resultOf('two', [found({})])]);
    expect(one.count).toBe(1);
  });
});

test('the requests before a case, and bodies, count to how long it is', () => {
  const long = resultOf('with a body', [found({})]);
  long.case.request.body = Buffer.from('body');
  const after = resultOf('after another', [found({})]);
  after.case.after = [resultOf('before', []).case];
  expect(group([after, long, resultOf('alone', [found({})], '/abc')])[0]?.case).toBe('alone');
});

test('the curl line of a finding that is only counted is not written', () => {
  const counted = found({});
  Object.defineProperty(counted, 'curl', {
    enumerable: true,
    get() {
      throw new Error('was read');
    },
  });
  expect(group([resultOf('one', [found({})]), resultOf('two', [counted], '/longer')])[0]?.count).toBe(2);
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
  });
  const paths = fc.array(fc.constantFrom('/', '/a', '/ab'), { minLength: 12, maxLength: 12 });
  const results = fc.array(fc.array(finding, { maxLength: 3 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(results, paths, fc.array(fc.nat(2)), fc.boolean(), (all, path, parts, isReversed) => {
      const cases = all.map((findings, number) => resultOf(`case ${number}`, findings.map(found), path[number]));
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
