import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createStatusLine, formatStage, limitStages, type Stage } from './progress.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const requests = (count: number, of?: number, isLimit?: boolean): Stage['done'] => ({
  count,
  noun: 'request',
  ...(of !== undefined && { of }),
  ...(isLimit && { isLimit }),
});

test.each<[text: string, stage: Partial<Stage>, elapsed: number]>([
  ['reading…', {}, 0],
  ['reading…', {}, 999],
  ['reading: 1 s', {}, 1_000],
  ['reading: 59 s', {}, 59_499],
  ['reading: 1 min 0 s', {}, 59_500],
  ['reading: 1 min 59 s', {}, 119_000],
  ['reading: 3 min 20 s', {}, 200_000],
  ['reading: 1 request', { done: requests(1) }, 0],
  ['reading: 2 requests, 5 s', { done: requests(2) }, 5_000],
  ['reading: 0 of 8 requests, 0 %', { done: requests(0, 8) }, 0],
  ['reading: 3 of 8 requests, 37 %, 2 s', { done: requests(3, 8) }, 1_999],
  ['reading: 2 of 8 requests, 25 %, 6 s left', { done: requests(2, 8) }, 2_000],
  ['reading: 8 of 8 requests, 100 %, 0 s left', { done: requests(8, 8) }, 2_000],
  ['reading: 0 of 0 requests, 100 %', { done: requests(0, 0) }, 0],
  ['reading: 3 of at most 8 requests, 37 %', { done: requests(3, 8, true) }, 0],
  // Too little was done for a guess of the time left.
  ['reading: 1 of 100 requests, 1 %, 9 s', { done: requests(1, 100) }, 9_000],
  ['reading: 2 of 100 requests, 2 %, 7 min 21 s left', { done: requests(2, 100) }, 9_000],
  ['reading: 40 requests, 50 %, 4 s left', { done: requests(40), share: 0.5 }, 4_000],
  ['reading: 1 of 2 requests, 50 %, 3 violations', { done: requests(1, 2), violations: 3 }, 0],
  ['reading: 1 of 2 requests, 50 %', { done: requests(1, 2), violations: 0 }, 0],
])('a stage is shown as %s', (text, stage, elapsed) => {
  expect(formatStage({ what: 'reading', ...stage }, elapsed)).toBe(text);
});

test('control characters of a stage are shown as escapes', () => {
  expect(formatStage({ what: 'reading \u001b[31m' }, 0)).toBe('reading \\u001b[31m…');
});

describe('stages', () => {
  /** Which of these come through, one each so many milliseconds. */
  function passed(all: (string | undefined)[], every: number): (string | undefined)[] {
    let time = 0;
    const shown: (string | undefined)[] = [];
    const show = limitStages(
      (stage) => void shown.push(stage?.what),
      () => time,
    );
    for (const what of all) {
      show(what === undefined ? undefined : { what });
      time += every;
    }
    return shown;
  }

  test.each<[string, (string | undefined)[], number, (string | undefined)[]]>([
    ['come at most ten times a second', ['a', 'a', 'a', 'a', 'a'], 50, ['a', 'a', 'a']],
    ['come every other time where they are a little faster', ['a', 'a', 'a'], 99, ['a', 'a']],
    ['all come where they are slower', ['a', 'a', 'a'], 100, ['a', 'a', 'a']],
    ['come at once where they are about something else', ['a', 'b', 'b', 'a'], 1, ['a', 'b', 'a']],
    ['end at once', ['a', undefined, 'a'], 1, ['a', undefined, 'a']],
  ])('%s', (_, all, every, want) => {
    expect(passed(all, every)).toEqual(want);
  });
});

describe('the status line', () => {
  function line(columns = 80) {
    const written: string[] = [];
    let time = 0;
    const status = createStatusLine(
      (text) => void written.push(text.replaceAll('\u001b[K', '|')),
      () => columns,
      () => time,
    );
    const wait = (milliseconds: number): void => {
      time += milliseconds;
      jest.advanceTimersByTime(milliseconds);
    };
    return { ...status, written, wait };
  }

  test('draws each stage in place of the one before, and nothing after the last', () => {
    const { show, written, wait } = line();
    show({ what: 'reading' });
    show({ what: 'checking' });
    show();
    wait(5_000);
    expect(written).toEqual(['\rreading…|', '\rchecking…|', '\r|']);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('tells the seconds of a command that is busy, counted from the first sight of its stage', () => {
    const { show, written, wait } = line();
    show({ what: 'reading' });
    wait(1_500);
    show({ what: 'checking' });
    wait(700);
    show({ what: 'checking', done: { count: 1, noun: 'request' } });
    wait(900);
    expect(written).toEqual([
      '\rreading…|',
      '\rreading: 2 s|',
      '\rchecking…|',
      '\rchecking…|',
      '\rchecking: 1 request|',
      '\rchecking: 1 request, 2 s|',
    ]);
  });

  test('is cleared before a text, and drawn again below it', () => {
    const { show, above, written, wait } = line();
    show({ what: 'reading' });
    above(() => void written.push('text\n'));
    above(() => void written.push('more\n'));
    wait(1_000);
    expect(written).toEqual(['\rreading…|', '\r|', 'text\n', 'more\n', '\rreading: 1 s|']);
  });

  test.each([
    [10, 'reading a'],
    [2, 'r'],
    [0, 'r'],
  ])('never fills %d columns, as a carriage return would not reach the next line', (columns, shown) => {
    const { show, written } = line(columns);
    show({ what: 'reading a long name' });
    expect(written).toEqual([`\r${shown}|`]);
  });

  test('writes nothing where nothing was shown', () => {
    const { show, above, written } = line();
    show();
    above(() => void written.push('text\n'));
    expect(written).toEqual(['text\n']);
  });
});
