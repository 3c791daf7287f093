import { expect, test } from '@jest/globals';
import { sharedPace } from './shared-pace.ts';

/** A pace whose next turn is in so many microseconds, and what it asked and waited for. */
function paceOf(turn: unknown, rate: number) {
  const asked: unknown[][] = [];
  const waited: unknown[][] = [];
  const redis = {
    eval: async (...args: unknown[]) => {
      asked.push(args.slice(1));
      return turn;
    },
  };
  const pace = sharedPace(redis, 'rate of one', rate, async (...args) => void waited.push(args));
  return { pace, asked, waited };
}

test.each<[rate: number, gap: string]>([
  [1, '1000000'],
  [40, '25000'],
  [3, '333334'],
  [0.001, '1000000000'],
])('at %d requests a second there are %s microseconds between two', async (rate, gap) => {
  const { pace, asked } = paceOf(0, rate);
  await pace();
  expect(asked).toEqual([[1, 'rate of one', gap]]);
});

test('a request waits until its turn, and not where that is now', async () => {
  const { signal } = new AbortController();
  const later = paceOf(2_500, 1);
  await later.pace(signal);
  expect(later.waited).toEqual([[2.5, signal]]);
  const now = paceOf(0, 1);
  await now.pace();
  expect(now.waited).toEqual([]);
});

test('a request that is stopped takes no turn', async () => {
  const { pace, asked } = paceOf(0, 1);
  await pace(AbortSignal.abort());
  expect(asked).toEqual([]);
});
