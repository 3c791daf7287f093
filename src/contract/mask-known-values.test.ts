import { describe, expect, test } from '@jest/globals';
import { createMasker, createQuotedMasker } from './mask-known-values.ts';

const LONG = Array.from({ length: 50 }, (_, index) => `part-${index}`).join('.');

describe('the masker of texts', () => {
  test.each<[secrets: string[], text: string, masked: string]>([
    [['abcdefgh'], 'xabcdefghx abcdefgh', 'x[masked]x [masked]'],
    [['abcdefg'], 'abcdefg', 'abcdefg'],
    [[], 'abcdefgh', 'abcdefgh'],
    [['a"b\\cdefg'], '{"x":"a\\"b\\\\cdefg"}', '{"x":"[masked]"}'],
    [['a b/cdefg'], '?q=a%20b%2Fcdefg', '?q=[masked]'],
    [['user:pass'], 'Basic dXNlcjpwYXNz', 'Basic [masked]'],
    [['a.c+d(e)f'], 'abc+d(e)f a.c+d(e)f', 'abc+d(e)f [masked]'],
    [['abcdefgh', 'abcdefghij'], 'abcdefghij abcdefgh', '[masked] [masked]'],
    [['abcdefghij'], 'abcdefghi', 'abcdefghi'],
    [['\ud800abcdefg'], '\ud800abcdefg', '[masked]'],
    [['abcdefgh'], 'abcdefghabcdefgh', '[masked][masked]'],
    [['abcdefgh', 'abcdefghij'], 'abcdefghi', '[masked]i'],
    [['abcdefghij', 'abcdefgh'], 'abcdefghij', '[masked]'],
    [['abcdefgh', 'bcdefghi'], 'abcdefghi', '[masked]i'],
    [['abcdefgh'], 'aabcdefgh', 'a[masked]'],
    [['abcdefgh'], 'abcdefg', 'abcdefg'],
    [['"'.repeat(8)], JSON.stringify('"'.repeat(8)), '"[masked]"'],
    [[LONG], LONG.slice(0, 64), '[masked]'],
    [[LONG], LONG.slice(0, 63), LONG.slice(0, 63)],
    [['x'.repeat(65)], 'x'.repeat(64), '[masked]'],
    [['x'.repeat(64)], 'x'.repeat(63), 'x'.repeat(63)],
    [[LONG], `"${LONG.slice(0, 100)}…`, '"[masked]…'],
    [[LONG], `"${LONG.slice(0, 60)}…`, `"${LONG.slice(0, 60)}…`],
  ])('masks %j in %j', (secrets, text, masked) => {
    expect(createMasker(secrets)(text)).toBe(masked);
  });

  test('looks for a thousand secrets', () => {
    const secrets = Array.from({ length: 1_001 }, (_, index) => `secret-${index}.`);
    const mask = createMasker(secrets);
    expect(mask('secret-999.')).toBe('[masked]');
    expect(mask('secret-1000.')).toBe('secret-1000.');
  });

  test('takes one pass over a megabyte for a thousand secrets', () => {
    const mask = createMasker(Array.from({ length: 1_000 }, (_, index) => `value number ${index}`));
    const text = Array.from({ length: 50_000 }, (_, index) => `"value number ${index}"`).join(',');
    expect(mask(text).match(/\[masked\]/g)).toHaveLength(50_000);
  });
});

describe('the masker of messages', () => {
  test.each<[secrets: string[], text: string, masked: string]>([
    [['abc'], 'expected "abc", not "abcd"', 'expected "[masked]", not "abcd"'],
    [['a"b'], 'got "a\\"b"', 'got "[masked]"'],
    [['abc'], 'abc', '[masked]'],
    [['abc'], 'abc stays', 'abc stays'],
    [['abc'], 'one " and "abc"', 'one " and "[masked]"'],
    [['1234'], 'got 1234 and 12345', 'got [masked] and 12345'],
    [['12'], 'got 12', 'got 12'],
    [['abcdefgh'], 'xabcdefghx', 'x[masked]x'],
    [[''], '"" stays', '"" stays'],
    [['', 'abc'], '"" and "abc"', '"" and "[masked]"'],
    [['a\nb'], 'got "a\\nb"', 'got "[masked]"'],
  ])('masks %j in %j', (secrets, text, masked) => {
    expect(createQuotedMasker(secrets)(text)).toBe(masked);
  });
});
