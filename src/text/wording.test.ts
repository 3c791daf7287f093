import { describe, expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { cut, kindOf, nameSome, plain, plural, show, withArticle } from './wording.ts';

describe('plain', () => {
  const UNREADABLE = [
    ...[0x00, 0x1f, 0x7f, 0x80, 0x9f, 0x61c, 0x200b, 0x200f, 0x2028, 0x202e],
    ...[0x2060, 0x2069, 0xfeff, 0x1b, 0x0a, 0x09],
  ];
  test.each(UNREADABLE)('writes character %i as an escape', (code) =>
    expect(plain(`a${String.fromCharCode(code)}b`)).toBe(`a\\u${code.toString(16).padStart(4, '0')}b`),
  );

  test.each([0x20, 0x7e, 0xa0, 0xe9, 0x61b, 0x61d, 0x200a, 0x2010, 0x2027, 0x202f, 0x205f, 0x206a, 0xfefe])(
    'leaves character %i as it is',
    (code) => expect(plain(String.fromCharCode(code))).toBe(String.fromCharCode(code)),
  );

  test('keeps line feeds and tabs of several lines, and no other control character', () =>
    expect(plain('a\n\tb\rc', true)).toBe('a\n\tb\\u000dc'));

  test('replaces a lone surrogate', () => expect(plain('a\ud83d')).toBe('a\ufffd'));
});

describe('show', () => {
  test.each<[name: string, value: Json | undefined, shown: string]>([
    ['nothing', undefined, 'nothing'],
    ['null', null, 'null'],
    ['a number', 1.5, '1.5'],
    ['a boolean', false, 'false'],
    ['a text', 'a"b', '"a\\"b"'],
    ['a text with a control character', 'a\u0007', '"a\\u0007"'],
    ['an empty object', {}, '{}'],
    ['an array', [1, 'a'], '[1,"a"]'],
    ['20 items', Array<Json>(20).fill(1), JSON.stringify(Array(20).fill(1))],
    ['21 items', Array<Json>(21).fill(1), 'an array of 21'],
    ['a member too long to show', { a: 'x'.repeat(160) }, 'an object of 1'],
    ['an array that is exactly as long as is shown', ['x'.repeat(156)], JSON.stringify(['x'.repeat(156)])],
    ['an array that is one longer', ['x'.repeat(157)], 'an array of 1'],
    ['a text that is exactly as long as is shown', 'x'.repeat(158), JSON.stringify('x'.repeat(158))],
    ['a text that is one longer', 'x'.repeat(159), `"${'x'.repeat(158)}…`],
    ['a mark of direction in a text is escaped', '\u202ea', '"\\u202ea"'],
    ['a mark of direction in an object is escaped', { a: '\u202e' }, '{"a":"\\u202e"}'],
  ])('%s', (_, value, shown) => expect(show(value)).toBe(shown));

  test('an array nested deeper than the stack is counted', () => {
    let deep: Json = [];
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(show(deep)).toBe('an array of 1');
  });
});

test.each<[value: Json | undefined, kind: string]>([
  [undefined, 'nothing'],
  [null, 'null'],
  [[], 'an array'],
  [{}, 'an object'],
  ['', 'a string'],
  [0, 'a number'],
  [true, 'a boolean'],
])('the kind of %j is %s', (value, kind) => expect(kindOf(value)).toBe(kind));

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
])('%s cut to %i characters is %s', (text, length, want) => expect(cut(text, length)).toBe(want));

test.each([
  [0, '0 cases'],
  [1, '1 case'],
  [2, '2 cases'],
])('%i is counted as %s', (count, want) => expect(plural(count, 'case')).toBe(want));

test.each([
  ['image', 'an image'],
  ['Order', 'an Order'],
  ['guid', 'a guid'],
  ['update', 'an update'],
  ['unassigned', 'an unassigned'],
  ['user_id', 'a user_id'],
  ['usage', 'a usage'],
  ['URL', 'a URL'],
  ['uri', 'a uri'],
  ['uuid', 'a uuid'],
  ['unit', 'a unit'],
  ['utc_offset', 'a utc_offset'],
])('%s gets its article: %s', (name, want) => expect(withArticle(name)).toBe(want));

test.each([
  ['a', 'a'],
  ['a b', 'a, b'],
  ['a b c d e f g h i', 'a, b, c, d, e, f, g, h, i'],
  ['a b c d e f g h i j', 'a, b, c, d, e, f, g, h and 2 more'],
])('a sentence about %s names %s', (words, want) => expect(nameSome(words.split(' '))).toBe(want));
