import { expect, test } from '@jest/globals';
import { offsetInJson, repeatedKey } from './json-positions.ts';

const TEXT = '{ "a": [1, {"b": "}\\"," }, [] ], "a\\u0062": {"c": null}, "d": 5 }';

test.each([
  [[], '{'],
  [['a'], '"a"'],
  [['a', '0'], '1'],
  [['a', '1', 'b'], '"b"'],
  [['a', '2'], '[]'],
  [['ab', 'c'], '"c"'],
  [['d'], '"d"'],
  [['d', 'nothing'], '"d"'],
  [['a', '9'], '"a"'],
])('%j is found where it stands', (tokens, starts) => {
  expect(TEXT.slice(offsetInJson(TEXT, tokens))).toMatch(new RegExp(`^${starts.replace(/[[\]{}]/g, '\\$&')}`));
});

test.each([
  ['{"a": 1, "b": {"a": 2}, "c": ["a", "a"]}', undefined],
  ['{"a": {"b": "a", "b": 2}}', 17],
  ['[{"a": 1}, {"a": 1, "\\"": 1, "a": 2}]', 29],
])('finds a key that stands twice: %s', (text, offset) => {
  expect(repeatedKey(text)).toBe(offset);
});
