import { expect, test } from '@jest/globals';
import { isMultiple, multiple, multiplesBetween } from './multiples.ts';

test.each<[value: number, step: number, is: boolean]>([
  [0, 5, true],
  [-0, 0.1, true],
  [10, 5, true],
  [11, 5, false],
  [-10, 5, true],
  [0.3, 0.1, true],
  [19.99, 0.01, true],
  [19.995, 0.01, false],
  [-19.99, 0.01, true],
  [4.35, 0.05, true],
  [1.1, 1, false],
  [3, 1.5, true],
  [3, 0.7, false],
  [0.0075, 0.0001, true],
  [0.00751, 0.0001, false],
  [1e-7, 1e-7, true],
  [12391239123, 1e-8, true],
  [1e308, 0.123456789, false],
  [2 ** 53, 2, true],
  [1e21, 7, false],
  [5e-324, 1e300, false],
  [Infinity, 1, false],
])('isMultiple(%d, %d) is %s', (value, step, is) => expect(isMultiple(value, step)).toBe(is));

test.each<[low: number, high: number, step: number, counts: [number, number]]>([
  [0, 0.3, 0.1, [0, 3]],
  [0.3, 0.3, 0.1, [3, 3]],
  [0.25, 0.55, 0.1, [3, 5]],
  [-0.3, -0.1, 0.1, [-3, -1]],
  [-0.35, -0.15, 0.1, [-3, -2]],
  [1, 20, 5, [1, 4]],
  [1, 4, 5, [1, 0]],
  [-Infinity, Infinity, 1, [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]],
  [0, 1e300, 0.001, [0, Number.MAX_SAFE_INTEGER]],
])('from %d to %d there are multiples of %d: %j', (low, high, step, counts) =>
  expect(multiplesBetween(low, high, step)).toEqual(counts),
);

test.each<[count: number, step: number, value: number]>([
  [3, 0.1, 0.3],
  [-3, 0.1, -0.3],
  [1999, 0.01, 19.99],
  [0, 0.1, 0],
  [3, 5, 15],
  [2, 1e21, 2e21],
])('%d times %d is %d', (count, step, value) => expect(multiple(count, step)).toBe(value));
