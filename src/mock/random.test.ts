import { describe, expect, test } from '@jest/globals';
import { createRandom, drawSeed, pick } from './random.ts';

const draw = (seed: number, serial: number, count = 1_000) => {
  const random = createRandom(seed, serial);
  return Array.from({ length: count }, random);
};

describe('createRandom', () => {
  test('gives the same numbers for the same seed and serial number', () => expect(draw(1, 2)).toEqual(draw(1, 2)));

  test.each([
    [1, 3],
    [2, 2],
    [2, 1],
  ])('gives other numbers for seed %i and serial number %i', (seed, serial) =>
    expect(draw(seed, serial, 3)).not.toEqual(draw(1, 2, 3)),
  );

  test('draws evenly from 0 to 1', () => {
    const numbers = draw(5, 1, 10_000);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const share = numbers.filter((number) => Math.floor(number * 10) === tenth).length / numbers.length;
      expect(share).toBeGreaterThan(0.08);
      expect(share).toBeLessThan(0.12);
    }
    expect(Math.max(...numbers)).toBeLessThan(1);
  });

  // The published mulberry32, so that a seed means the same in each release.
  test('gives the numbers of mulberry32', () =>
    expect(draw(1, 0, 3)).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]));
});

test.each([
  [0, 0],
  [0.5, 1_073_741_824],
  [1 - Number.EPSILON, 2_147_483_647],
])('a seed that is drawn with %d is %i', (drawn, want) => expect(drawSeed(() => drawn)).toBe(want));

describe('pick', () => {
  test('gives undefined of an empty list', () => expect(pick([], () => 0)).toBeUndefined());

  test.each([
    [0, 'a'],
    [0.49, 'a'],
    [0.5, 'b'],
    [0.999, 'b'],
  ])('gives for the number %d the item %s', (number, want) => expect(pick(['a', 'b'], () => number)).toBe(want));
});
