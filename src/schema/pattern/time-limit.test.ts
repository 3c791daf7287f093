import { expect, test } from '@jest/globals';
import { testInTime } from './time-limit.ts';

test.each([
  ['a+', 'xa', true],
  ['^a+$', 'xa', false],
])('the pattern %s in %s is tried to its end', (source, text, want) =>
  expect(testInTime(new RegExp(source), text, 10_000)).toBe(want),
);

test('a pattern without an end is given up', () =>
  expect(testInTime(/^(?=(a+)+$)/, `${'a'.repeat(40)}!`, 5)).toBeUndefined());
