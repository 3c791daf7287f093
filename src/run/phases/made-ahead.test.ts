import { expect, test } from '@jest/globals';
import type { MadeNumber } from '../../cases/fuzzing/fuzzer.ts';
import { createMadeAhead, PART, type NumbersMaker } from './made-ahead.ts';

/** Makes of each number one that came to nothing, but for one that is not known. */
function maker(isKnown: (number: number) => boolean = () => true) {
  const asked: number[] = [];
  const make: NumbersMaker = async (from, count) => {
    asked.push(from);
    return Array.from({ length: count }, (_, nth): MadeNumber | undefined => (isKnown(from + nth) ? {} : undefined));
  };
  return { make, asked };
}

test('nothing is made ahead where nobody makes it', async () => {
  const ahead = createMadeAhead(undefined);
  ahead.ask(2);
  await ahead.ready();
  expect(ahead.find(0)).toBeUndefined();
});

test('the parts that are next are asked for once', async () => {
  const { make, asked } = maker();
  const ahead = createMadeAhead(make);
  ahead.ask(2);
  ahead.ask(2);
  expect(asked).toEqual([0, PART]);
  await ahead.ready();
  for (let number = 0; number < PART; number += 1) expect(ahead.find(number)).toEqual({});
  ahead.ask(2);
  expect(asked).toEqual([0, PART, 2 * PART]);
});

test('a number is found once, and only where it was made', async () => {
  const { make } = maker((number) => number !== 3);
  const ahead = createMadeAhead(make);
  ahead.ask(1);
  await ahead.ready();
  expect([0, 1, 2, 3, 4].map((number) => ahead.find(number))).toEqual([{}, {}, {}, undefined, {}]);
  expect([0, PART].map((number) => ahead.find(number))).toEqual([undefined, undefined]);
});

test('no number is found where none are made any more', async () => {
  const ahead = createMadeAhead(async () => undefined);
  ahead.ask(1);
  await ahead.ready();
  expect(ahead.find(0)).toBeUndefined();
});
