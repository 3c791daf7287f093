import { describe, expect, test } from '@jest/globals';
import { indentQuoted } from './indent-quoted.ts';
import { parseText } from './parse.ts';

const read = (text: string) => parseText(text, 'a.yaml');

describe('a quoted text whose next lines are not indented deeper than its key', () => {
  test.each<[text: string, value: unknown, lines: number[]]>([
    ['a:\n  b: "one\n  two"\n  c: 1\n', { a: { b: 'one two', c: 1 } }, [2]],
    ["a:\n  b: 'it''s one\n  two\n  three'\n", { a: { b: "it's one two three" } }, [2]],
    ['a:\n  - "one\n  two"\n  - x\n', { a: ['one two', 'x'] }, [2]],
    ['a:\n  b: "one\n\n  two"\n', { a: { b: 'one\ntwo' } }, [2]],
    ['a:\n  b: "say \\"so\\"\n  now"\n  c: "x\n  y"\n', { a: { b: 'say "so" now', c: 'x y' } }, [2, 4]],
  ])('is read from %j, with a warning', (text, value, lines) => {
    const parsed = read(text);
    expect(parsed.value).toEqual(value);
    expect(parsed.remarks.map(({ line }) => line)).toEqual(lines);
  });

  test('keeps the line numbers of what follows', () =>
    expect(read('a:\n  b: "one\n  two"\n  c: 1\n').locate('#/a/c')).toMatchObject({ line: 4, column: 3 }));
});

test.each(['a:\n  b: "one\n  two\n  c: 1\n', 'a: "one\n', 'a:\n  b: one "two\n  c: [\n'])(
  'a text that is not YAML stays refused: %j',
  (text) => expect(() => read(text)).toThrow(/is not YAML/),
);

test('a quoted text that is indented deeper needs no warning', () =>
  expect(read('a:\n  b: "one\n    two"\n').remarks).toEqual([]));

test.each<[what: string, text: string, want: string | undefined]>([
  ['a value at the margin', "a: 'one\n!two'\n", "a: 'one\n  !two'\n"],
  ['a value in two lists', '  - - "one\n  !two"\n', '  - - "one\n    !two"\n'],
  ['a value after two spaces', ' a:  "one\n!two"\n', ' a:  "one\n   !two"\n'],
  ['a value after a tabulator', 'a:\t"one\n!two"\n', 'a:\t"one\n  !two"\n'],
  ['a value of a key with a colon', 'a:b: "one\n!two"\n', 'a:b: "one\n  !two"\n'],
  ['a quoted value by itself', '"one\n!two"\n', '"one\n  !two"\n'],
  ['the lines that are not deeper, and no others', '  a: "1\n  2\n   3\n4!"\n', '  a: "1\n    2\n   3\n    4!"\n'],
  ['no empty line', 'a: "1\n\n  \n2!"\n', 'a: "1\n\n  \n  2!"\n'],
  ['a line that the error is in', '  a: "1!\n  2"\n', '  a: "1!\n    2"\n'],
  ['a line that the error is in, behind others', 'x: 1\na: "1!\n2"\n', 'x: 1\na: "1!\n  2"\n'],
  ['no value whose quotes open six lines before, with an empty one', 'x: 1\na: "1\n\n3\n4\n5\n6\n!"\n', undefined],
  ['a value behind an empty line', '\na: "1\n!2"\n', '\na: "1\n  !2"\n'],
  ['a line in the first of the text', 'a: "1!\n2"', 'a: "1!\n  2"'],
  ['a value whose quotes open five lines before', 'a: "1\n2\n3\n4\n5\n!"\n', 'a: "1\n  2\n  3\n  4\n  5\n  !"\n'],
  ['no value whose quotes open six lines before', 'x: 1\na: "1\n2\n3\n4\n5\n6\n!"\n', undefined],
  ['no value that is deep enough', 'a: "one\n !two"\n', undefined],
  ['no value of one line', 'a: "one"\n!b: 1\n', undefined],
  ['no value that does not end', 'a: "one\n!two\n', undefined],
  ['no value whose other quote ends', 'a: "one\n!two\'\n', undefined],
  ['no quotes within a text', 'a: one "two\n!three"\n', undefined],
  ['no quotes of a comment', '# a: "one\n!two"\n', undefined],
  ['no quotes without a space before them', 'a:"one\n!two"\n', undefined],
  ['nothing in an empty text', '', undefined],
])('what is indented is %s', (_, text, want) => {
  const indented = indentQuoted(text, text.indexOf('!'));
  expect(indented?.text).toBe(want);
  if (indented) expect(indented.at).toBe(text.search(/["']/));
});
