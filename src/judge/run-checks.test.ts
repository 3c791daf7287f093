import { expect, test } from '@jest/globals';
import type { Violation } from '../model/finding.ts';
import type { Check, Judgement } from './judgement.ts';
import { runChecks, compareAcross } from './run-checks.ts';

const JUDGEMENT = { contract: { statement: () => undefined } } as unknown as Judgement;
const at = (place: string, severity?: 'note'): Violation => ({
  ...{ clause: '#', at: place, message: 'm', expected: 'e', actual: 'a' },
  ...(severity && { severity }),
});
const check = (id: string, ...violations: Violation[]): Check => ({ id, title: id, each: () => violations });

test.each<[first: Violation, second: Violation, want: string[]]>([
  [at('status'), at('header X'), ['one', 'two']],
  [at('status'), at('status'), ['one']],
  [at('body#/a'), at('body#/a/b'), ['one']],
  [at('body#/a'), at('body#/ab'), ['one', 'two']],
  [at('body#/a/b'), at('body#/a'), ['one', 'two']],
  [at('body'), at('body#/a'), ['one']],
  [at('body'), at('header X'), ['one', 'two']],
  [at('body', 'note'), at('body#/a'), ['one', 'two']],
  [at('status', 'note'), at('status'), ['one', 'two']],
  [at('body'), at('body#/a', 'note'), ['one']],
])('after %j, %j is reported unless it follows from it: %j', (first, second, want) => {
  const { reported } = runChecks(JUDGEMENT, [check('one', first), check('two', second)]);
  expect(reported.map((one) => one.check.id)).toEqual(want);
});

test('violations of one check at one place are one', () => {
  expect(runChecks(JUDGEMENT, [check('one', at('body#/a'), at('body#/a'))]).reported).toHaveLength(1);
});

test('a check that throws is reported, and the others continue', () => {
  const error = new Error('broken');
  const broken: Check = {
    id: 'broken',
    title: 'broken',
    each: () => {
      throw error;
    },
  };
  const { reported, broken: told } = runChecks(JUDGEMENT, [broken, check('two', at('status'))]);
  expect(told).toEqual([{ check: broken, error }]);
  expect(reported.map((one) => one.check.id)).toEqual(['two']);
});

test('a check without `each` or without `across` finds nothing there', () => {
  const across: Check = {
    id: 'across',
    title: 'across',
    across: () => () => [at('status')],
  };
  expect(runChecks(JUDGEMENT, [across])).toEqual({ reported: [], broken: [] });
  expect(compareAcross([check('one', at('status')), across])(JUDGEMENT)).toEqual([
    { check: across, violation: { ...at('status'), evidence: { kind: 'sentence' } } },
  ]);
});
