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

/** Parts that are made when a test says so. */
function slowMaker() {
  const asked: number[] = [];
  const finish = new Map<number, () => void>();
  const make: NumbersMaker = (from, count) => {
    asked.push(from);
    return new Promise((resolve) => {
      finish.set(from, () => resolve(Array.from({ length: count }, (): MadeNumber => ({}))));
    });
  };
  return { make, asked, finish: (from: number) => finish.get(from)?.() };
}

test('what is asked for is ready once the part of the next number and the one behind it are made', async () => {
  const { make, asked, finish } = slowMaker();
  const ahead = createMadeAhead(make);
  ahead.ask(3);
  expect(asked).toEqual([0, PART, 2 * PART]);
  const happened: string[] = [];
  const ready = ahead.ready().then(() => happened.push('ready'));
  const turn = () => new Promise((resolve) => void setImmediate(resolve));
  for (const from of [0, PART]) {
    await turn();
    happened.push(`${from} is made`);
    finish(from);
  }
  await ready;
  expect(happened).toEqual(['0 is made', `${PART} is made`, 'ready']);
  expect(ahead.find(PART)).toEqual({});
});

test('a part is let go of once a number of the next one was found, and is asked for again then alone', async () => {
  const { make, asked } = maker();
  const ahead = createMadeAhead(make);
  ahead.ask(2);
  await ahead.ready();
  const again = (number: number) => {
    asked.length = 0;
    ahead.find(number);
    // The search for a smaller request goes back to where a number began.
    ahead.find(-1);
    ahead.ask(2);
    return [...asked];
  };
  expect(again(PART - 1)).toEqual([]);
  expect(again(PART)).toEqual([0]);
});

test('the part of a number is that which the number before it ends, or does not', async () => {
  const { make, asked } = maker();
  const ahead = createMadeAhead(make);
  ahead.find(PART - 2);
  ahead.ask(1);
  expect(asked).toEqual([0]);
  ahead.find(PART - 1);
  ahead.ask(1);
  expect(asked).toEqual([0, PART]);
});
