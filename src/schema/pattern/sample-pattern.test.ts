import { describe, expect, test } from '@jest/globals';
import { samplePattern } from './sample-pattern.ts';

describe('samplePattern', () => {
  test.each<[pattern: string, text: string]>([
    ['', ''],
    ['^CR[0-9a-f]{32}$', `CR${'a'.repeat(32)}`],
    ['^\\d+\\.\\d+\\.\\d+$', '1.1.1'],
    ['^[A-Z]{2}-[A-Z0-9]{3}$', 'AA-111'],
    ['^(open|closed)$', 'open'],
    ['^(?:a|b)?c$', 'c'],
    ['[xyz]', 'x'],
    ['^[^a-z]$', '1'],
    ['^\\p{Lu}$', 'A'],
    ['^\\u{1F600}$', '😀'],
    ['^\\S+@\\S+$', 'a@a'],
    ['^arn:aws:[a-z]+:[^:]*$', 'arn:aws:a:'],
    ['^#[\\dA-F]{6}$', '#111111'],
    ['^(?!0)\\d{3}$', '111'],
    ['^[\\nxyz]$', 'x'],
    // The first alternative of one choice has no text, and the second of another.
    ['^(?:[^\\s\\S]|b)(?:c|[^\\s\\S])$', 'bc'],
    // Characters of the class itself, the next ones, and those that it writes by their numbers.
    ['^[ᚠ-ᚢ]$', 'ᚠ'],
    ['^[^\\0-ﬀ\\u{10000}-\\u{10ffff}]$', 'ﬁ'],
    ['^[\\u1680]$', '\u1680'],
    ['^[\\u{10FFFF}]$', '\u{10ffff}'],
    ['^[\\u1680ff]$', 'f'],
    [`^b{10000}$`, 'b'.repeat(10_000)],
  ])('gives a text that %s matches', (pattern, text) => expect(samplePattern(pattern)).toBe(text));

  test.each<[pattern: string, options: Parameters<typeof samplePattern>[1], text: string]>([
    ['^[a-z]*$', { minLength: 4 }, 'aaaa'],
    ['^(ab)*$', { minLength: 3, maxLength: 5 }, 'abab'],
    ['a$', { minLength: 3 }, 'aaa'],
    ['^a', { minLength: 3 }, 'aaa'],
    ['^a|^bbbb$', { minLength: 4, maxLength: 4, accepts: (text: string) => text.startsWith('b') }, 'bbbb'],
    [
      '.+/v[0-1](\\.[0-9]+)*/?$',
      { fillers: ['https://example.org/1'], accepts: (text: string) => text.startsWith('https:') },
      'https://example.org/1/v1',
    ],
    ['^(?:a|b)c$', { accepts: (text: string) => text.startsWith('b') }, 'bc'],
    ['^a[^\\s\\S]*b+$', { minLength: 3 }, 'abb'],
    ['^.{3,5}$', { fillers: ['xyzzy'], accepts: (text: string) => text.startsWith('x') }, 'xyzzy'],
    ['^.{3,5}$', { fillers: ['xyz'], accepts: (text: string) => text.startsWith('x') }, 'xyz'],
    ['^[a-z]+-\\d+$', { fillers: ['77'], accepts: (text: string) => text.endsWith('77') }, 'a-77'],
    ['^b', { minLength: 10_000 }, 'b'.padEnd(10_000, 'a')],
  ])('gives a text of %s that keeps to the limits %j', (pattern, options, text) =>
    expect(samplePattern(pattern, options)).toBe(text),
  );

  test.each(['^a$b', '[', '^(?=b)a$', '^[^\\s\\S]$'])('finds no text for %s', (pattern) =>
    expect(samplePattern(pattern)).toBeUndefined(),
  );

  test.each<[pattern: string, options: Parameters<typeof samplePattern>[1]]>([
    ['^b{10001}$', {}],
    ['^b', { minLength: 10_001 }],
    ['^b', { accepts: (text: string) => text.endsWith('a') }],
  ])('finds no text for %s with the limits %j', (pattern, options) =>
    expect(samplePattern(pattern, options)).toBeUndefined(),
  );

  test('repeats a character as often as short texts, identifiers and digests need it', () => {
    const lengths = Array.from({ length: 140 }, (_, length) => length);
    const reached = lengths.filter(
      (length) => samplePattern('^b*$', { minLength: length, maxLength: length }) === 'b'.repeat(length),
    );
    expect(reached).toEqual([0, 1, 2, 3, 4, 7, 8, 11, 12, 16, 24, 32, 64, 128]);
  });

  test('tries the first 24 alternatives of a choice', () => {
    const all = [...'abcdefghijklmnopqrstuvwxy'];
    const reached = all.filter((letter) =>
      samplePattern(`^(?:${all.join('|')})$`, { accepts: (text) => text === letter }),
    );
    expect(reached).toEqual(all.slice(0, 24));
  });

  test('tries six hundred texts', () => {
    const tried: string[] = [];
    const fillers = Array.from({ length: 100 }, (_, nth) => `filler ${nth}`);
    expect(samplePattern('', { fillers, accepts: (text) => tried.push(text) === 0 })).toBeUndefined();
    expect(tried).toHaveLength(600);
  });

  test('finds no text if the length allows none', () =>
    expect(samplePattern('^a{3}$', { minLength: 4 })).toBeUndefined());
});
