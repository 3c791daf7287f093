import { expect, test } from '@jest/globals';
import { readPythonLiteral } from './python-literals.ts';

test.each<[string, unknown]>([
  ['True', true],
  ['False', false],
  ['None', null],
  ['-1.5e3', -1500],
  ["'it'", 'it'],
  [String.raw`"it's"`, "it's"],
  [String.raw`'\\d \'x\' \n\r\t \x41 é'`, "\\d 'x' \n\r\t A é"],
  ["'💡'", '💡'],
  ['[]', []],
  ['(1,)', [1]],
  ["[1, 'a, b',\n  None]", [1, 'a, b', null]],
  ["{'a': {'b': (1, 2)}, 'c': []} and more", { a: { b: [1, 2] }, c: [] }],
  ["  {'a': ',]'}", { a: ',]' }],
])('reads %s as Python writes it', (text, value) => {
  expect(readPythonLiteral(text)).toEqual(value);
});

test.each([
  '',
  'Truely',
  '<Pet 1>',
  "{'a': datetime.date(2026, 1, 1)}",
  '[1, 2',
  "{'a'}",
  '{1, 2}',
  ']',
  ',',
  "{1: 'a'}",
])('reads nothing in %j', (text) => {
  expect(readPythonLiteral(text)).toBeUndefined();
});
