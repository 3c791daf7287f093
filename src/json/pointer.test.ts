import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { parseExactly } from './exact-integers.ts';
import {
  digitsAt,
  isObject,
  isWithin,
  joinPointer,
  lastToken,
  nameAt,
  parentPointer,
  pointerTokens,
  replaceAt,
  replaceEach,
  valueAt,
} from './pointer.ts';

/** Pointers and their tokens (RFC 6901 §3, §4). */
const POINTERS: [pointer: string, tokens: (string | number)[]][] = [
  ['#', []],
  ['#/a', ['a']],
  ['#/a/0', ['a', 0]],
  ['#/a~1b/c~0d', ['a/b', 'c~d']],
  ['#/~01', ['~1']],
  ['#/', ['']],
  ['#//a', ['', 'a']],
];

test.each(POINTERS)('%s has the tokens %j', (pointer, tokens) => {
  expect(joinPointer('#', ...tokens)).toBe(pointer);
  expect(pointerTokens(pointer)).toEqual(tokens.map(String));
  expect(lastToken(pointer)).toBe(String(tokens.at(-1) ?? ''));
});

test('the empty string points to the root, as # does', () => expect(pointerTokens('')).toEqual([]));

test.each([
  ['#/a/b', '#/a'],
  ['#/a', '#'],
  ['#', '#'],
  ['/a', ''],
])('the parent of %s is %s', (pointer, parent) => expect(parentPointer(pointer)).toBe(parent));

test.each([
  ['#/a', '#/a', true],
  ['#/a/b', '#/a', true],
  ['#/ab', '#/a', false],
  ['#/a', '#/a/b', false],
])('whether %s is within %s: %s', (inner, outer, want) => expect(isWithin(inner, outer)).toBe(want));

const ROOT: Json = { a: [1, { b: null }], '': 'empty', '0': 'zero' };

test.each<[pointer: string, value: Json | undefined]>([
  ['#', ROOT],
  ['#/a/1/b', null],
  ['#/a/0', 1],
  ['#/', 'empty'],
  ['#/0', 'zero'],
  ['#/a/2', undefined],
  ['#/a/00', undefined],
  ['#/a/-', undefined],
  ['#/a/length', undefined],
  ['#/toString', undefined],
  ['#/__proto__', undefined],
  ['#/a/0/x', undefined],
])('the value at %s is %j', (pointer, value) => expect(valueAt(ROOT, pointer)).toEqual(value));

test.each<[root: Json, at: string, by: Json | undefined, want: Json]>([
  [{ a: 1 }, '#', 2, 2],
  [{ a: 1 }, '#', undefined, null],
  [{ a: 1 }, '#/a', 2, { a: 2 }],
  [{ a: 1 }, '#/b', 2, { a: 1, b: 2 }],
  [{ a: 1, b: 2 }, '#/a', undefined, { b: 2 }],
  [[1, 2, 3], '#/1', undefined, [1, 3]],
  [[1, 2, 3], '#/1', 9, [1, 9, 3]],
  [{ a: [{ b: 1 }] }, '#/a/0/b', 2, { a: [{ b: 2 }] }],
])('%j with %s replaced by %j is %j', (root, at, by, want) => {
  const before = structuredClone(root);
  expect(replaceAt(root, at, by)).toEqual(want);
  expect(root).toEqual(before);
});

test.each<[root: Json, replacements: [string, Json][], want: Json]>([
  [{ a: 1 }, [], { a: 1 }],
  [{ a: 1 }, [['#', 2]], 2],
  [
    { a: { b: 1, c: 2 }, d: 3 },
    [
      ['#/a/b', 9],
      ['#/a/c', 8],
      ['#/e', 7],
    ],
    { a: { b: 9, c: 8 }, d: 3, e: 7 },
  ],
  [
    [{ a: 1 }, { a: 2 }],
    [
      ['#/0/a', 'x'],
      ['#/1/a', 'y'],
    ],
    [{ a: 'x' }, { a: 'y' }],
  ],
  [
    { 'a/b': [1, [2, 3]] },
    [
      ['#/a~1b/1/0', 4],
      ['#/a~1b/0', 5],
    ],
    { 'a/b': [5, [4, 3]] },
  ],
])('%j with each of %j replaced is %j', (root, replacements, want) => {
  const before = structuredClone(root);
  expect(replaceEach(root, new Map(replacements))).toEqual(want);
  expect(root).toEqual(before);
});

test.each<[text: string, at: string, want: string | number | undefined]>([
  ['{"id": "a"}', '#/id', 'a'],
  ['{"id": 7}', '#/id', 7],
  ['{"id": 9007199254740991}', '#/id', 9007199254740991],
  ['{"id": 9007199254740993}', '#/id', '9007199254740993'],
  ['{"a": [1, 9007199254740993]}', '#/a/1', '9007199254740993'],
  ['{"id": null}', '#/id', undefined],
  ['{"id": {}}', '#/id', undefined],
  ['{"id": 1}', '#/no', undefined],
  ['7', '#', 7],
])('%s names something at %s by %j', (text, at, want) => expect(nameAt(parseExactly(text).value, at)).toBe(want));

test.each<[text: string, at: string, want: string | undefined]>([
  ['9007199254740993', '#', '9007199254740993'],
  ['7', '#', undefined],
  ['{"a": 9007199254740993}', '#/a', '9007199254740993'],
  ['{"a": {"b": [1, 9007199254740993]}}', '#/a/b/1', '9007199254740993'],
  ['{"a": {"b": [1, 9007199254740993]}}', '#/a/b/0', undefined],
  ['{"a": {"b": [1, 9007199254740993]}}', '#/a/1', undefined],
  ['{"a": 1}', '#/a/b', undefined],
])('the digits in %s at %s, where no number holds them, are %s', (text, at, want) =>
  expect(digitsAt(parseExactly(text), 'value', at)?.toString()).toBe(want),
);

test('a member called __proto__ is replaced like any other', () => {
  const made = replaceAt({}, '#/__proto__', 1);
  expect(Object.keys(made as object)).toEqual(['__proto__']);
  expect(Object.keys(replaceEach({}, new Map([['#/__proto__', 1]])) as object)).toEqual(['__proto__']);
});

test.each<[value: unknown, want: boolean]>([
  [{}, true],
  [null, false],
  [[], false],
  ['a', false],
  [undefined, false],
])('whether %j is an object: %s', (value, want) => expect(isObject(value)).toBe(want));
