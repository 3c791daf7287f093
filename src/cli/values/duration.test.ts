import { expect, test } from '@jest/globals';
import { readDuration } from './duration.ts';

test.each([
  ['30', 30_000],
  ['30s', 30_000],
  ['0.5', 500],
  ['500ms', 500],
  ['5m', 300_000],
  ['1 h', 3_600_000],
  ['24h', 86_400_000],
  ['1ms', 1],
  [' 2 s ', 2_000],
])('reads %s', (text, want) => {
  expect(readDuration('--max-time', text)).toBe(want);
});

test.each(['', 's', '-1', '0', '1d', '1e3', '25h', 'five', '1s1s', '0.9ms', '86401', '1440.1m'])(
  'refuses %j',
  (text) => {
    expect(() => readDuration('--max-time', text)).toThrow(`--max-time ${text} is not a time up to a day`);
  },
);
