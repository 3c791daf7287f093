import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { JournalEntry } from '../../mock/journal/journal-entry.ts';
import type { Detail } from '../options/detail-options.ts';
import { printRequests } from './request-lines.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const entry = (id: number, more: Partial<JournalEntry> = {}): JournalEntry => ({
  id,
  time: '2026-03-01T10:00:00Z',
  duration: 1.26,
  method: 'GET',
  path: '/pets',
  query: {},
  headers: {},
  bodySize: 0,
  operation: 'listPets',
  status: 200,
  ...more,
});

/** Prints what a mock answered between two looks at it. */
const printed = (...looks: JournalEntry[][]): string[] => printedAs(undefined, ...looks);

function printedAs(detail: Detail, ...looks: JournalEntry[][]): string[] {
  const lines: string[] = [];
  const all: JournalEntry[] = [];
  const end = printRequests(
    {
      requests: ({ since = 0, limit = Infinity } = {}) => all.filter(({ id }) => id > since).slice(-limit),
    },
    { out: (text) => void lines.push(text), colour: { out: false, err: false } },
    detail,
  );
  for (const look of looks.slice(0, -1)) {
    all.push(...look);
    jest.advanceTimersByTime(100);
  }
  all.push(...(looks.at(-1) ?? []));
  end();
  jest.advanceTimersByTime(1000);
  return lines.join('').split('\n').slice(0, -1);
}

test.each<[string, Partial<JournalEntry>, string]>([
  ['an answer', {}, 'GET    /pets  200  1.3 ms'],
  ['an answer of almost ten milliseconds', { duration: 9.9 }, 'GET    /pets  200  9.9 ms'],
  ['an answer of ten milliseconds', { duration: 10 }, 'GET    /pets  200  10 ms'],
  ['a slow answer', { duration: 12.5 }, 'GET    /pets  200  13 ms'],
  ['a long method', { method: 'OPTIONS' }, 'OPTIONS /pets  200  1.3 ms'],
  [
    'a refusal with what was wrong',
    { status: 422, errors: [{ at: 'body#/name', message: 'is required' }] },
    'GET    /pets  422  1.3 ms  body#/name: is required',
  ],
  [
    'a refusal for several reasons',
    { status: 422, errors: [{ at: 'body#/a', message: 'is required' }, { at: 'b' }, { at: 'c' }] },
    'GET    /pets  422  1.3 ms  body#/a: is required; and 2 errors more',
  ],
  [
    'a refusal of what is no text',
    { status: 422, errors: [{ at: { a: 1 }, message: ['b'] }] },
    'GET    /pets  422  1.3 ms  {"a":1}: ["b"]',
  ],
  ['control characters as escapes', { path: '/\u001b[31m' }, 'GET    /\\u001b[31m  200  1.3 ms'],
  ['a fault', { status: 500, chaos: 'documented' }, 'GET    /pets  500  1.3 ms  a fault was asked for: documented'],
])('the mock prints a line for %s', (_, more, want) => {
  expect(printed([entry(1, more)])).toEqual([want]);
});

test('a line says that no operation was asked for, or that nobody waited', () => {
  const { operation: _, status: __, ...none } = entry(1, { left: true });
  expect(printed([none])).toEqual([
    'GET    /pets  none  1.3 ms  no operation of a contract; the client left before the response',
  ]);
});

test('each request is printed once, and those before the first look count as cleared', () => {
  expect(printed([entry(7)], [], [entry(8), entry(9)])).toHaveLength(3);
});

test('the journal is looked through ten times a second until the end', () => {
  const looked = jest.fn(() => []);
  const end = printRequests({ requests: looked }, { out: () => undefined, colour: { out: false, err: false } });
  jest.advanceTimersByTime(99);
  expect(looked).toHaveBeenCalledTimes(0);
  jest.advanceTimersByTime(101);
  expect(looked).toHaveBeenCalledTimes(2);
  end();
  expect([looked.mock.calls.length, jest.getTimerCount()]).toEqual([3, 0]);
});

test('one request that is not printed is told', () => {
  const many = Array.from({ length: 51 }, (_, nth) => entry(nth + 2));
  expect(printed([entry(1)], many)[1]).toBe('… 1 request more, at /__assay/requests');
});

test('the newest 50 of many at once are printed, and how many are not', () => {
  const many = Array.from({ length: 60 }, (_, nth) => entry(nth + 2));
  const lines = printed([entry(1)], many);
  expect(lines.slice(0, 2)).toEqual(['GET    /pets  200  1.3 ms', '… 10 requests more, at /__assay/requests']);
  expect(lines).toHaveLength(52);
});

test('where requests keep coming, 5 are printed each time, and 50 again after a pause', () => {
  const looks = (count: number, each: number, from: number) =>
    Array.from({ length: count }, (_, look) =>
      Array.from({ length: each }, (__, nth) => entry(from + look * each + nth)),
    );
  const shown = (...all: JournalEntry[][]) => printed(...all).filter((line) => line.startsWith('GET')).length;
  expect(shown(...looks(3, 60, 1))).toBe(50 + 5 + 5);
  expect(shown(...looks(20, 5, 1))).toBe(100);
  expect(shown(...looks(2, 60, 1), ...looks(9, 0, 0), ...looks(1, 60, 121))).toBe(50 + 5 + 50);
});

const finding = (at: string, severity: 'note' | 'violation') => ({
  check: 'status',
  severity,
  at,
  message: 'is wrong',
});
const bad: Partial<JournalEntry> = {
  path: `/${'p'.repeat(300)}`,
  status: 422,
  findings: [finding('a', 'note'), finding('b', 'violation')] as NonNullable<JournalEntry['findings']>,
  errors: [
    { at: 'c', message: 'm'.repeat(400) },
    { at: 'd', message: 'is required' },
  ],
};

test('a line has all that was wrong, and nothing is cut, where every request is wanted', () => {
  expect(printedAs('verbose', [entry(1, bad)])).toEqual([
    `GET    ${bad.path}  422  1.3 ms  note: a: is wrong (status); b: is wrong (status); c: ${'m'.repeat(400)}; d: is required`,
  ]);
  const told = 'note: a: is wrong (status); and 1 finding more; c: ';
  expect(printed([entry(1, bad)])).toEqual([
    `GET    /${'p'.repeat(198)}…  422  1.3 ms  ${told}${'m'.repeat(299 - told.length)}…`,
  ]);
});

test('every one of many at once is printed where every request is wanted', () => {
  const many = Array.from({ length: 60 }, (_, nth) => entry(nth + 2));
  expect(printedAs('verbose', [entry(1)], many)).toHaveLength(61);
});

test('no line is printed where the result alone is wanted', () => {
  expect(printedAs('quiet', [entry(1)], [entry(2)])).toEqual([]);
});

test.each([
  [399, 32],
  [400, 33],
  [499, 33],
  [500, 31],
])('the status %d is painted in colour %d', (status, colour) => {
  const lines: string[] = [];
  const log = { requests: ({ since = 0 } = {}) => (since < 1 ? [entry(1, { status })] : []) };
  printRequests(log, { out: (text) => void lines.push(text), colour: { out: true, err: true } }, undefined)();
  expect(lines.join('')).toContain(`\u001b[${colour}m${status}\u001b[39m`);
});
