import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { UsageError } from '../../errors.ts';
import { drawDelay, parseDelay, pause, readDelay, type Delay } from './delay.ts';

const both = (milliseconds: number): Delay => ({ least: milliseconds, most: milliseconds });

test.each<[text: string, delay: Delay | undefined]>([
  ['0.2', both(200)],
  ['200ms', both(200)],
  ['1s', both(1000)],
  ['1.5 S', both(1500)],
  [' 0 ', both(0)],
  ['200ms..1s', { least: 200, most: 1000 }],
  ['1 .. 1', both(1000)],
  ['1s..200ms', undefined],
  [' 1s..2s ', { least: 1000, most: 2000 }],
  ['1..2..3', undefined],
  ['1..2..3..4', undefined],
  ['1..', undefined],
  ['..1', undefined],
  ['', undefined],
  ['1m', both(60_000)],
  ['-1', undefined],
  ['1e3', undefined],
  ['.5s', undefined],
  ['x1s', undefined],
])('the delay %j is read as %j', (text, delay) => expect(readDelay(text)).toEqual(delay));

test('a delay of up to ten minutes is allowed', () => {
  expect(parseDelay('600s', '--delay')).toEqual(both(600_000));
  expect(parseDelay(20, 'delay')).toEqual(both(20));
  expect(parseDelay(600_000, 'delay')).toEqual(both(600_000));
  for (const given of ['601', '1s..601s', 600_001]) {
    expect(() => parseDelay(given, '--delay')).toThrow(UsageError);
    expect(() => parseDelay(given, '--delay')).toThrow(`--delay ${given} is longer than ten minutes`);
  }
  expect(() => parseDelay('soon', '--delay')).toThrow(/^--delay soon is/);
});

test.each([
  [0, 100],
  [0.5, 150],
  [0.999, 200],
])('the random number %d draws %d of 100..200', (random, milliseconds) =>
  expect(drawDelay({ least: 100, most: 200 }, () => random)).toBe(milliseconds),
);

describe('a pause', () => {
  const responseOf = () =>
    Object.assign(new EventEmitter(), { destroyed: false, socket: new EventEmitter() }) as unknown as ServerResponse;

  afterEach(() => void jest.useRealTimers());

  test('ends with its time, and leaves no listener', async () => {
    const response = responseOf();
    expect(await pause(response, 1)).toBe(true);
    expect([response.listenerCount('close'), response.socket?.listenerCount('end')]).toEqual([0, 0]);
  });

  test('ends at once if the client has left or leaves', async () => {
    const gone = Object.assign(responseOf(), { destroyed: true });
    expect(await pause(gone, 100_000)).toBe(false);
    const leaving = responseOf();
    const waited = pause(leaving, 100_000);
    leaving.emit('close');
    expect(await waited).toBe(false);
  });

  test('continues if the client has only closed its side in time', async () => {
    const response = responseOf();
    const waited = pause(response, 1);
    response.socket?.emit('end');
    expect(await waited).toBe(true);
  });

  test.each([
    ['stays where the client has closed its side within 20 ms', 19, true],
    ['ends where the client closes its side later', 21, false],
  ])('%s', async (_, after, want) => {
    jest.useFakeTimers();
    const response = responseOf();
    const waited = pause(response, 1000);
    jest.advanceTimersByTime(after);
    response.socket?.emit('end');
    jest.advanceTimersByTime(1000);
    expect(await waited).toBe(want);
  });

  test('leaves neither a timer nor a listener behind, whenever it ends', async () => {
    jest.useFakeTimers();
    for (const after of [0, 19, 21]) {
      const response = responseOf();
      const waited = pause(response, 1000);
      jest.advanceTimersByTime(after);
      response.emit('close');
      expect(await waited).toBe(false);
      expect(jest.getTimerCount()).toBe(0);
      expect([response.listenerCount('close'), response.socket?.listenerCount('end')]).toEqual([0, 0]);
    }
  });
});
