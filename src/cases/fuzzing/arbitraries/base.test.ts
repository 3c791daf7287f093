import * as fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { bounded, clamp, lazy, pick, randomOf, words } from './base.ts';

const random = (nth: number) => new fc.Random(randomOf(1, nth));

test.each([
  [5, 1, 3, 3],
  [0, 1, 3, 1],
  [2, 1, 3, 2],
])('%i between %i and %i is %i', (wanted, least, most, want) => expect(clamp(wanted, least, most)).toBe(want));

test('a lazy arbitrary is created once, at its first use', () => {
  let count = 0;
  const arbitrary = lazy(() => {
    count += 1;
    return fc.integer({ min: 1, max: 3 });
  });
  expect(count).toBe(0);
  const value = arbitrary.generate(random(1), undefined);
  expect([...arbitrary.shrink(value.value, value.context)].every(({ value: smaller }) => smaller < value.value)).toBe(
    true,
  );
  expect(arbitrary.canShrinkWithoutContext(2)).toBe(true);
  expect(arbitrary.canShrinkWithoutContext(9)).toBe(false);
  expect(count).toBe(1);
});

describe('a bounded filter', () => {
  const counted = () => {
    let drawn = 0;
    return { source: fc.constant(0).map(() => (drawn += 1)), drawn: () => drawn };
  };
  test.each([
    [1, 1, 1],
    [3, 10, 3],
    [10, 10, 10],
    [11, 10, 10],
  ])('finds a value at try %i of %i after %i draws', (fitsAt, tries, want) => {
    const { source, drawn } = counted();
    expect(bounded(source, (value) => value >= fitsAt, tries).generate(random(1), undefined).value).toBe(want);
    expect(drawn()).toBe(want);
  });

  test('shrinks to values that fit', () => {
    const even = bounded(fc.nat(100), (value) => value % 2 === 0);
    const shrunk = [...even.shrink(64, undefined)].map(({ value }) => value);
    expect(shrunk.length).toBeGreaterThan(0);
    expect(shrunk.every((value) => value % 2 === 0)).toBe(true);
    expect(even.canShrinkWithoutContext(3)).toBe(false);
    expect(even.canShrinkWithoutContext(4)).toBe(true);
  });
});

test('words are drawn from the whole list, and shrink by halves and letters', () => {
  const arbitrary = words(['abcd', 'xy', 'z']);
  const drawn = new Set(Array.from({ length: 100 }, (_, nth) => arbitrary.generate(random(nth), undefined).value));
  expect([...drawn].sort()).toEqual(['abcd', 'xy', 'z']);
  expect([...arbitrary.shrink('abcd', undefined)].map(({ value }) => value)).toEqual([
    'ab',
    'cd',
    'bcd',
    'acd',
    'abd',
    'abc',
  ]);
  expect([...arbitrary.shrink('', undefined)]).toEqual([]);
});

test('a generator gives the same numbers for the same parts, and others for other parts', () => {
  const first = (...parts: (string | number)[]) => randomOf(...parts).next();
  expect(first(1, 'a')).toBe(first(1, 'a'));
  expect(new Set([first(1, 'a'), first(1, 'b'), first(2, 'a'), first('1a')]).size).toBe(4);
  const source = randomOf(1);
  const clone = source.clone();
  expect(clone.next()).toBe(source.next());
  expect(source.getState()).toEqual(clone.getState());
});

test('a pick stays the same if other candidates change', () => {
  const all = Array.from({ length: 20 }, (_, index) => `item ${index}`);
  const picks = Array.from({ length: 200 }, (_, by) => pick(all, by, String));
  expect(new Set(picks).size).toBeGreaterThan(12);
  for (const [by, one] of picks.entries())
    expect(
      pick(
        all.filter((item) => item === one || item < 'item 15'),
        by,
        String,
      ),
    ).toBe(one);
  expect(pick([], 1, String)).toBeUndefined();
});

test.each<[(string | number)[], numbers: number[], state: number[]]>([
  [
    [1, 'a'],
    [87321275, -1231664009, -1421555569],
    [1563364823, 232018009, -445202217, 16],
  ],
  [
    [7, 'POST /pets'],
    [676533401, -581102353, -57223962],
    [-1634205640, 972658516, 859051215, 16],
  ],
  [[''], [619673253, -1433373904, 470361114], [-1065964311, -148107392, -1945099992, 16]],
])(
  'a generator for %j gives the same numbers in each version, so that a seed repeats a run',
  (parts, numbers, state) => {
    const source = randomOf(...parts);
    expect(numbers.map(() => source.next())).toEqual(numbers);
    expect(source.getState()).toEqual(state);
  },
);

test('picks are the same in each version, and the first of those that are alike', () => {
  const all = ['cat', 'dog', 'cow', 'a longer name'];
  const picks = Array.from({ length: 40 }, (_, by) => all.indexOf(pick(all, by, String) ?? ''));
  expect(picks.join('')).toBe('3210331332202001112030321100303021300322');
  expect(pick([1, 2], 1, () => 'alike')).toBe(1);
});

test('ten values are tried unless told otherwise, and forty letters are left out at the most', () => {
  let drawn = 0;
  const counted = fc.constant(0).map(() => (drawn += 1));
  expect(bounded(counted, () => false).generate(random(1), undefined).value).toBe(10);
  const long = Array.from({ length: 50 }, (_, nth) => String.fromCodePoint(0x4e00 + nth)).join('');
  expect([...words([]).shrink(long, undefined)]).toHaveLength(2 + 40);
  expect([...words([]).shrink('abc', undefined)].map(({ value }) => value)).toEqual(['ab', 'c', 'bc', 'ac']);
  expect([words(['a']).canShrinkWithoutContext('b'), words(['a']).canShrinkWithoutContext(1)]).toEqual([true, false]);
});
