import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { RunEvent } from '../run/check.ts';
import { progress } from './announce.ts';
import type { Io } from './terminal/io.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** What a terminal is written while answers come, one each so many milliseconds. */
function written(answers: number, every: number, interactive = true): string[] {
  const lines: string[] = [];
  const io: Io = {
    out: () => {},
    err: (text) => void lines.push(text),
    colour: { out: false, err: false },
    interactive,
    stop: new AbortController().signal,
  };
  const tell = progress(io);
  for (let done = 1; done <= answers; done += 1) {
    // What was answered is not looked at.
    tell({ kind: 'answered', done, of: answers } as RunEvent);
    jest.advanceTimersByTime(every);
  }
  tell({ kind: 'ended' });
  return lines.map((line) => line.replace('\r', '').replace('\u001b[K', ''));
}

test.each<[number, number, string[]]>([
  [3, 100, ['1 of 3 requests', '2 of 3 requests', '', '']],
  [5, 50, ['1 of 5 requests', '3 of 5 requests', '', '']],
  [100, 1, ['1 of 100 requests', '', '']],
])('progress of %d answers, one each %d ms, is written at most ten times a second', (answers, every, want) => {
  expect(written(answers, every)).toEqual(want);
});

test('progress is written to a terminal alone', () => {
  expect(written(3, 100, false)).toEqual([]);
});
