import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { isTimeUp, limitTime } from './time-limit.ts';

const turn = (milliseconds = 5) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const aborted = (signal: AbortSignal) => new Promise((resolve) => signal.addEventListener('abort', resolve));

test('a signal is aborted when the time is over, and says so', async () => {
  const signal = limitTime(1);
  expect(signal.aborted).toBe(false);
  await aborted(signal);
  expect(isTimeUp(signal)).toBe(true);
});

test('a signal is aborted with another one, for its reason', async () => {
  const stop = new AbortController();
  const signal = limitTime(1e6, stop.signal);
  stop.abort('enough');
  expect([signal.aborted, signal.reason, isTimeUp(signal)]).toEqual([true, 'enough', false]);
  expect(limitTime(1e6, stop.signal)).toMatchObject({ aborted: true, reason: 'enough' });
});

test('a signal that nobody but its reader holds outlives a garbage collection', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const signal = limitTime(40, new AbortController().signal);
  for (let turns = 0; turns < 3; turns += 1) {
    await turn();
    collect();
  }
  for (let turns = 0; turns < 200 && !signal.aborted; turns += 1) await turn(10);
  expect(signal.aborted).toBe(true);
});
