import { expect, test } from '@jest/globals';
import { readSeconds } from './duration.ts';

test.each([
  ['30', 30],
  ['30s', 30],
  ['0.5', 0.5],
  ['500ms', 0.5],
  ['5m', 300],
  ['1 h', 3600],
  ['24h', 86_400],
  ['1ms', 0.001],
  [' 2 s ', 2],
])('reads %s', (text, want) => {
  expect(readSeconds('--max-time', text)).toBe(want);
});

test.each(['', 's', '-1', '0', '1d', '1e3', '25h', 'five', '1s1s', '0.9ms', '86401', '1440.1m'])(
  'refuses %j',
  (text) => {
    expect(() => readSeconds('--max-time', text)).toThrow(`--max-time ${text} is not a time up to a day`);
  },
);
