import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { frame, placeIn, printJson } from './code-frame.ts';

const BODY = { a: 1, b: { c: [true, {}], d: null }, e: 'x', f: [] };

/** The frame as a text, with an arrow before the marked line. */
const draw = (body: Json, place: string) =>
  frame(body, place)?.map(({ number, text, marked }) => `${marked ? '>' : ' '}${number} ${text}`);

test.each<[place: string, lines: string[]]>([
  ['#', ['>1 {', ' 2   "a": 1,', ' 3   "b": {']],
  ['#/a', [' 1 {', '>2   "a": 1,', ' 3   "b": {', ' 4     "c": [']],
  ['#/b', [' 1 {', ' 2   "a": 1,', '>3   "b": {', ' 4     "c": [', ' 5       true,']],
  ['#/b/c/1', [' 4     "c": [', ' 5       true,', '>6       {}', ' 7     ],', ' 8     "d": null']],
  ['#/f', [' 9   },', ' 10   "e": "x",', '>11   "f": []', ' 12 }']],
  ['#/b/missing/below', [' 1 {', ' 2   "a": 1,', '>3   "b": {', ' 4     "c": [', ' 5       true,']],
])('the frame around %s shows two lines on each side', (place, lines) => expect(draw(BODY, place)).toEqual(lines));

test('a body that is one value has one line', () => expect(draw('x', '#/a')).toEqual(['>1 "x"']));

test.each([
  [118, 120],
  [119, 120],
  [500, 120],
])('a text of %d characters is shown in %d', (length, width) => {
  expect(frame('x'.repeat(length), '#')?.[0]?.text).toHaveLength(Math.min(width, length + 2));
});

test('control characters are shown as escapes', () => expect(frame('\u009b', '#')?.[0]?.text).toBe('"\\u009b"'));

test.each([
  ['#/b/c/0', '#/b/c/0'],
  ['#/b/c/9', '#/b/c'],
  ['#/x/y/z', '#'],
])('the nearest place to %s that is there is %s', (place, at) => expect(placeIn(BODY, place)).toBe(at));

test('each line has its place, and closing brackets are marked', () => {
  expect(printJson({ 'a/b': [1] })).toEqual([
    { text: '{', place: '#', closes: false },
    { text: '  "a/b": [', place: '#/a~1b', closes: false },
    { text: '    1', place: '#/a~1b/0', closes: false },
    { text: '  ]', place: '#/a~1b', closes: true },
    { text: '}', place: '#', closes: true },
  ]);
});

test('a body is not drawn where more than 5,000 lines come before a value of it', () => {
  expect(printJson(Array.from({ length: 5_000 }, () => 1))).toHaveLength(5_002);
  expect(printJson(Array.from({ length: 5_001 }, () => 1))).toBeUndefined();
  expect(
    frame(
      Array.from({ length: 5_001 }, () => 1),
      '#/0',
    ),
  ).toBeUndefined();
});
