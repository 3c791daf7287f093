import { expect, test } from '@jest/globals';
import { isChunk, readProgress, readQueuedRun } from './queued-run.ts';

const RUN = { id: 'one', args: ['--strict', '--', 'pets'], count: 3, run: { version: '1' } };
const read = (value: unknown, isRun = true) =>
  readQueuedRun(typeof value === 'string' ? value : JSON.stringify(value), 'one', () => isRun);

test.each<[what: string, run: object]>([
  ['a run without a rate', RUN],
  ['a run with a rate', { ...RUN, rate: 0.5 }],
  ['a run of one chunk', { ...RUN, count: 1 }],
  ['a run of a thousand chunks', { ...RUN, count: 1_000 }],
])('%s is read', (_, run) => expect(read(run)).toEqual(run));

test.each<[what: string, run: unknown]>([
  ['an empty text', ''],
  ['what is no JSON', '{'],
  ['a list', []],
  ['another id', { ...RUN, id: 'two' }],
  ['arguments that are a text', { ...RUN, args: '--strict' }],
  ['an argument that is a number', { ...RUN, args: ['--strict', 7] }],
  ['no chunk', { ...RUN, count: 0 }],
  ['half a chunk', { ...RUN, count: 1.5 }],
  ['a thousand and one chunks', { ...RUN, count: 1_001 }],
  ['a rate of 0', { ...RUN, rate: 0 }],
  ['a rate that is a text', { ...RUN, rate: '5' }],
  ['more than 4 MB', JSON.stringify(RUN).padEnd(4 * 1024 * 1024 + 1)],
])('%s makes no run', (_, run) => expect(read(run)).toBeUndefined());

test('a run without what runs are told from each other by is none', () => {
  expect(read(RUN, false)).toBeUndefined();
});

test('a run of 4 MB can be read', () => expect(read(JSON.stringify(RUN).padEnd(4 * 1024 * 1024))).toEqual(RUN));

test.each<[value: unknown, is: boolean]>([
  [0, false],
  [1, true],
  [3, true],
  [4, false],
  [1.5, false],
  ['1', false],
  [undefined, false],
])('whether %j is one of three chunks is %s', (value, is) => expect(isChunk(value, 3)).toBe(is));

test.each<[value: unknown, progress: object | undefined]>([
  [
    { done: 2, violations: 0 },
    { done: 2, violations: 0 },
  ],
  [
    { done: 2, violations: 1, more: 'x' },
    { done: 2, violations: 1 },
  ],
  [{ done: 2 }, undefined],
  [{ violations: 2 }, undefined],
  [{ done: -1, violations: 0 }, undefined],
  [{ done: 0.5, violations: 0 }, undefined],
  [{ done: '2', violations: 0 }, undefined],
  [50, undefined],
  [null, undefined],
])('the progress %j is read as %j', (value, progress) => expect(readProgress(value)).toEqual(progress));
