import { describe, expect, test } from '@jest/globals';
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
