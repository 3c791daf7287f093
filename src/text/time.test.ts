import { expect, test } from '@jest/globals';
import { readTime } from './time.ts';

test.each<[text: string, milliseconds: number | undefined]>([
  ['10', 10_000],
  ['10s', 10_000],
  [' 1.5 S ', 1_500],
  ['250ms', 250],
  ['2m', 120_000],
  ['1 h', 3_600_000],
  ['0', 0],
  ['999999999999', 999_999_999_999_000],
  ['1234567890123', undefined],
  ['', undefined],
  ['s', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['.5s', undefined],
  ['1d', undefined],
  ['1s1s', undefined],
])('the time %j is %j milliseconds', (text, milliseconds) => {
  expect(readTime(text)).toBe(milliseconds);
});
