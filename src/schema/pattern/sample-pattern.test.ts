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
  ])('gives a text of %s that keeps to the limits %j', (pattern, options, text) =>
    expect(samplePattern(pattern, options)).toBe(text),
  );

  test.each(['^a$b', '[', '^(?=b)a$', '^[^\\s\\S]$'])('finds no text for %s', (pattern) =>
    expect(samplePattern(pattern)).toBeUndefined(),
  );

  test('finds no text if the length allows none', () =>
    expect(samplePattern('^a{3}$', { minLength: 4 })).toBeUndefined());
});
