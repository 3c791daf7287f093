import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Result } from '../../model/run.ts';
import { conforming } from '../../../test/support/sample-runs.ts';
import { createResults, toPortableResult, type PortableResult } from './portable-result.ts';

const { contract, results } = await conforming();
const [result] = results as [Result];
const { operation } = result.case;
const [example] = operation.examples;
const accepted: Case['expect'] = { kind: 'accepted', clause: '#', at: 'request' };

test.each<[what: string, testCase: Case]>([
  ['documented', result.case],
  ['accepted', { ...result.case, expect: accepted }],
  ['accepted because of an example', { ...result.case, expect: { ...accepted, ...(example && { example }) } }],
  ['sent after another', { ...result.case, expect: accepted, after: [result.case] }],
])('the result of a case that is %s goes through a copy and back', (_, testCase) => {
  const copy = structuredClone(toPortableResult({ ...result, case: testCase }));
  expect(createResults(contract)(copy).case).toEqual(testCase);
});

test('what a phase keeps with its own cases, which may be functions, is left out of what goes through a copy', () => {
  const odd = { ...result.case, odd: { kind: { value: () => [] } } };
  const copy = structuredClone(toPortableResult({ ...result, case: odd }));
  expect(createResults(contract)(copy).case).toEqual(result.case);
});

test.each<[what: string, change: Partial<PortableResult['case']>, message: string]>([
  ['operation', { operation: 'other' }, 'a result speaks of the operation other, which the contract does not have'],
  [
    'example',
    { expect: { kind: 'documented', example: '#/other' } },
    'a result speaks of the example #/other, which the contract does not have',
  ],
])('the result of a case of an %s that the contract does not have is refused', (_, change, message) => {
  const portable = toPortableResult(result);
  expect(() => createResults(contract)({ ...portable, case: { ...portable.case, ...change } })).toThrow(message);
});
