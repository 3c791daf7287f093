import { expect, test } from '@jest/globals';
import { parseExactly, writeJson } from '../json/exact-integers.ts';
import type { JsonObject } from '../model/json.ts';
import { hasLargeIntegers, restoreDigits } from './restore-digits.ts';

test.each([
  ['has the digits of the document', '{"enum":[9007199254740993]}', '{"a":[9007199254740993]}'],
  [
    'keeps its number where the document has two integers for it',
    '[9007199254740993,9007199254740992]',
    '{"a":[9007199254740992]}',
  ],
  ['keeps its number where the document has none', '[9007199254740999]', '{"a":[9007199254740992]}'],
])('a made value %s', (_, document, want) => {
  const made = { a: [2 ** 53] };
  restoreDigits(parseExactly(document).value as JsonObject, made);
  expect(writeJson(made)).toBe(want);
});

test('a value with digits of its own keeps them', () => {
  const made = parseExactly('{"a":9007199254740992}').value as JsonObject;
  restoreDigits(parseExactly('[9007199254740993]').value as JsonObject, made);
  expect(writeJson(made)).toBe('{"a":9007199254740992}');
});

test.each<[value: object, has: boolean]>([
  [{ a: [1, { b: 2 ** 53 }] }, true],
  [{ a: [1, { b: 2 ** 53 - 1 }], c: '9007199254740993', d: null }, false],
  [[], false],
])('whether numbers alone do not tell the integers of %j apart: %s', (value, has) =>
  expect(hasLargeIntegers(value)).toBe(has),
);
