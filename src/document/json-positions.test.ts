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
  ['{"a": "a"}', undefined],
  ['{"a": [], "a": 1}', 10],
  ['{"a": {"b": 1}, "a": 2}', 16],
  ['{"a": [{"b": 1}, {"b": 2}], "c": {"a": 1}}', undefined],
  ['{"a": {"b": "c"}, "b": 1}', undefined],
  ['{"a": {"b": "c"}, "a": 1}', 18],
])('finds a key that stands twice: %s', (text, offset) => {
  expect(repeatedKey(text)).toBe(offset);
});

test.each([
  ['[[[1]], 2, {"a": [3]}, "b"]', ['1'], '2'],
  ['[[[1]], 2, {"a": [3]}, "b"]', ['2', 'a'], '"a"'],
  ['[[[1]], 2, {"a": [3]}, "b"]', ['3'], '"b"'],
  ['["a", ["b", {"c": "d"}], "e"]', ['1', '1', 'c'], '"c"'],
  ['["a", ["b", {"c": "d"}], "e"]', ['2'], '"e"'],
  ['{"a": 1, "b": 2, "a": 3}', ['a'], '"a": 3'],
  ['{"a": [1], "b": {}, "c": true}', ['a', '0'], '1]'],
  ['{"a": [1], "b": {}, "c": true}', ['b', 'c'], '"b"'],
  ['{"a": [1], "b": {}, "c": true}', ['c'], '"c"'],
  [' [ ] ', ['0'], '[ ]'],
  ['{"a":{"b":"c"},"d":1}', ['a', 'd'], '"a"'],
  ['{"a":{"b":["c"]},"d":1}', ['a', 'd'], '"a"'],
  ['{"a":{"b":[1]},"d":1}', ['a', 'd'], '"a"'],
  ['{"a":{"b":{}},"d":1}', ['a', 'd'], '"a"'],
  ['{"a":{"b":1},"d":1}', ['a', 'd'], '"a"'],
  ['{"a":{"b":1},"d":1}', ['d'], '"d"'],
])('in %s, %j is found where it stands', (text, tokens, starts) => {
  expect(text.slice(offsetInJson(text, tokens)).startsWith(starts)).toBe(true);
});

test('the same place is found again with what was read before', () => {
  const known = new Map();
  const text = '{"a": {"b": 1}, "c": 2}';
  expect(offsetInJson(text, ['a', 'b'], known)).toBe(7);
  expect([...known.keys()]).toEqual([0, 6]);
  expect(offsetInJson('', ['a', 'b'], known)).toBe(7);
});
