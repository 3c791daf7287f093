import { expect, test } from '@jest/globals';
import { readSeconds } from './duration.ts';

test.each([
  ['30', 30],
  ['30s', 30],
  ['0.5', 0.5],
  ['500ms', 0.5],
  ['5m', 300],
  ['1 h', 3600],
])('%s', (text, want) => {
  expect(readSeconds('--max-time', text)).toBe(want);
});

test.each(['', 's', '-1', '0', '1d', '1e3', '25h', 'five', '1s1s'])('%j is refused', (text) => {
  expect(() => readSeconds('--max-time', text)).toThrow(`--max-time ${text} is not a time up to a day`);
});
