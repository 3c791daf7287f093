import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { isEqual } from './equal.ts';
import { copyDigits, digitsOr, exactInteger, keepDigits, parseExactly, writeJson } from './exact-integers.ts';

test.each([
  '{"a":9007199254740993}',
  '[9007199254740993,-9007199254740993,1]',
  '{"a":{"b":[{"c":18446744073709551615}]}}',
  '9007199254740993',
  '{"__proto__":9007199254740993}',
  '{"9007199254740993":"9007199254740993"}',
  '{"a":"\\"9007199254740993","b":9007199254740993}',
  '{"a":1.5,"b":"x","c":true,"d":null}',
])('%s is written again with the digits that it was read with', (text) => {
  const read = parseExactly(text);
  expect(writeJson(read as unknown as JsonObject)).toBe(`{"value":${text}}`);
});

test.each(['9007199254740991', '1e30', '9007199254740993.0', '"9007199254740993"', `1${'0'.repeat(400)}`])(
  'keeps no digits of %s',
  (text) => {
    expect(exactInteger(parseExactly(`{"a":${text}}`).value, 'a')).toBeUndefined();
  },
);

test('a text that looks like a mark stays a text', () => {
  const text = '{"a":"n9007199254740993","b":9007199254740993}';
  expect(writeJson(parseExactly(text).value)).toBe(text);
});

test('what is no JSON is an error as before', () => {
  expect(() => parseExactly('{"a":9007199254740993')).toThrow(SyntaxError);
});

test('a copy has the digits, and those of the original do not change with it', () => {
  const original = parseExactly('{"a":9007199254740993}').value as JsonObject;
  const copy: JsonObject = { ...original, b: 0 };
  copy['b'] = Number('9007199254740995');
  keepDigits(copy, 'b', '9007199254740995');
  expect(writeJson(copy)).toBe('{"a":9007199254740993,"b":9007199254740995}');
  expect(exactInteger(original, 'b')).toBeUndefined();
});

test('a member that was changed has no digits of the old value', () => {
  const value = parseExactly('{"a":9007199254740993}').value as JsonObject;
  value['a'] = 7;
  expect(writeJson(value)).toBe('{"a":7}');
});

test('digits go along with a value that is put elsewhere', () => {
  const from = parseExactly('[9007199254740993]').value as number[];
  const to: JsonObject = { id: from[0] as number };
  copyDigits(from, 0, to, 'id');
  expect(writeJson(to)).toBe('{"id":9007199254740993}');
});

test.each([
  ['{"a":9007199254740993}', '{"a":9007199254740993}', true],
  ['{"a":9007199254740993}', '{"a":9007199254740992}', false],
  ['[9007199254740993]', '[9007199254740994]', false],
])('%s and %s are equal: %j', (one, other, want) => {
  expect(isEqual(parseExactly(one).value, parseExactly(other).value)).toBe(want);
});

test('a number whose digits nobody knows is equal to those that it may stand for', () => {
  expect(isEqual(parseExactly('[9007199254740993]').value, [2 ** 53])).toBe(true);
});

test.each(['7', '9007199254740991', '1.5', '1e400', '-0', 'x'])('no digits are kept of %s', (numeral) => {
  const holder = { a: Number(numeral) };
  keepDigits(holder, 'a', numeral);
  expect(exactInteger(holder, 'a')).toBeUndefined();
  expect(digitsOr(holder, 'a', 'as it is')).toBe('as it is');
});

test('a scalar stands in a text with its digits, where they are known', () => {
  const { value } = parseExactly('{"a": 9007199254740993}');
  expect(digitsOr(value, 'a', '9007199254740992')).toBe('9007199254740993');
  expect(digitsOr(value, 'b', '7')).toBe('7');
});
