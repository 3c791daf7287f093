import { expect, test } from '@jest/globals';
import { randomEnd } from './random-end.ts';

test.each<[lot: number, end: string]>([
  [0.5, 'i'],
  [0.1, '3lllll'],
  [0.999_999_999_9, 'zzzzzz'],
])('the lot %d gives the end %s, of six letters and digits at the most', (lot, end) => {
  const { random } = Math;
  Math.random = () => lot;
  try {
    expect(randomEnd()).toBe(end);
  } finally {
    Math.random = random;
  }
});
