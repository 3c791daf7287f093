import { expect, test } from '@jest/globals';
import { indented, mapped, objectPieces, writeJson } from './printable-json.ts';

// One sign each of what a terminal or an editor acts on: the first and the last of each range, and those beside it.
test.each<[code: number, isEscaped: boolean]>([
  [0x7e, false],
  [0x7f, true],
  [0x9f, true],
  [0xa0, false],
  [0x61b, false],
  [0x61c, true],
  [0x61d, false],
  [0x200a, false],
  [0x200b, true],
  [0x200f, true],
  [0x2010, false],
  [0x2027, false],
  [0x2028, true],
  [0x202e, true],
  [0x202f, false],
  [0x205f, false],
  [0x2060, true],
  [0x2069, true],
  [0x206a, false],
  [0xfeff, true],
  [0xfefe, false],
])('the character %i is written as an escape: %j', (code, isEscaped) => {
  const character = String.fromCharCode(code);
  const written = writeJson([character, character]);
  const want = isEscaped ? `\\u${code.toString(16).padStart(4, '0')}` : character;
  expect(written).toBe(`[\n  "${want}",\n  "${want}"\n]\n`);
  expect(JSON.parse(written)).toEqual([character, character]);
});

test.each<[items: unknown[], before: object, after: object]>([
  [[], {}, {}],
  [[1], { a: 1 }, {}],
  [[{ x: [1] }, 'two\n', []], { a: { b: [1] }, c: 'd' }, { e: null, f: {}, g: { h: 1 } }],
])('the list %j in pieces, after %j and before %j, is what is written at once', (items, before, after) => {
  const pieces = (indent?: string) =>
    [
      ...objectPieces(
        { ...before, left: undefined },
        ['the "list"', mapped(items, (item) => [indented(item, `${indent ?? ''}    `)])],
        { out: undefined, ...after },
        indent,
      ),
    ].join('');
  const whole = { ...before, 'the "list"': items, ...after };
  expect(`${pieces()}\n`).toBe(writeJson(whole));
  expect(JSON.parse(pieces('  '))).toEqual(whole);
});

test('an object in pieces stands as deep as is asked, and so does a value', () => {
  expect([...objectPieces({ a: [1] }, ['b', []], { c: 2 }, '..')].join('')).toBe(
    '{\n..  "a": [\n..    1\n..  ],\n..  "b": [],\n..  "c": 2\n..}',
  );
  expect(indented({ a: { b: 1 } }, '..')).toBe('{\n..  "a": {\n..    "b": 1\n..  }\n..}');
});

test('items are changed one by one, when they are asked for', () => {
  const changed: number[] = [];
  const made = mapped([1, 2], (one) => {
    changed.push(one);
    return one * 2;
  });
  expect(changed).toEqual([]);
  expect([made[Symbol.iterator]().next().value, changed]).toEqual([2, [1]]);
});
