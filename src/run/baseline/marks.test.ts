import { expect, jest, test } from '@jest/globals';
import { createMarks } from './marks.ts';

test('the marks of a series begin alike, are all different, and are letters and digits after a letter', () => {
  const next = createMarks().series();
  const marks = Array.from({ length: 100 }, () => next());
  expect(new Set(marks).size).toBe(100);
  expect(new Set(marks.map((mark) => mark.slice(0, 5))).size).toBe(1);
  for (const mark of marks) expect(mark).toMatch(/^r[0-9a-z]{5,6}$/);
});

test('each series begins with another mark', () => {
  const marks = createMarks();
  const starts = Array.from({ length: 50 }, () => marks.series()());
  expect(new Set(starts).size).toBe(50);
});

test('the marks of each series are found in a text, and no others', () => {
  const marks = createMarks();
  const [one, other] = [marks.series(), marks.series()];
  const [a, b, c] = [one(), one(), other()];
  expect(marks.in(`pet-${b}, /${c}/${a}; r0 rest`).sort()).toEqual([a, b, c].sort());
  expect(marks.in('pet')).toEqual([]);
  expect(createMarks().in(a)).toEqual([]);
  // Asking once changes nothing for the next time.
  expect(marks.in(a)).toEqual([a]);
  expect(marks.in(a)).toEqual([a]);
});

test.each([
  [0, 1, 'r00001'],
  [0.5, 1, 'ri0001'],
  [0.5, 35, 'ri000z'],
  [0.5, 36, 'ri00010'],
  [0.123456, 1, 'r4fzy1'],
])('with the random number %d, the mark number %i is %s', (random, count, want) => {
  const next = jest.spyOn(Math, 'random').mockReturnValue(random);
  try {
    const mark = createMarks().series();
    expect(Array.from({ length: count }, () => mark()).at(-1)).toBe(want);
  } finally {
    next.mockRestore();
  }
});
