import { describe, expect, test } from '@jest/globals';
import { degreeOf } from './ambiguity.ts';
import { createAutomaton } from './automaton.ts';
import { PatternError, withinBudget } from './budget.ts';
import { createPattern, matchesPattern } from './pattern.ts';
import { readPattern } from './parse-pattern.ts';
import { createSimulation } from './simulate.ts';

const COSTS: [pattern: string, degree: number][] = [
  ['^abc$', 1],
  ['^[a-z]+$', 1],
  ['^[a-z0-9]+(-[a-z0-9]+)*$', 1],
  ['^([a-z]+\\.)*[a-z]+$', 2],
  ['^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$', 2],
  ['^(\\d+\\.){2}\\d+(-[a-z]+)?$', 2],
  ['^arn:[^:]*:[^:]*:.*$', 1],
  ['^(GET|POST|PUT)( (GET|POST))*$', 1],
  ['^[^@]+@[^@]+\\.[^@]+$', 2],
  ['[a-z]+', 2],
  ['^\\s*.*\\s*$', 3],
  ['^(?=.*[A-Z])(?=.*\\d).{8,}$', 3],
  ['^(a+)+$', Infinity],
  ['^(a*)*$', Infinity],
  ['^(a|a)*$', Infinity],
  ['^(a|b|ab)*c$', Infinity],
  ['^([a-z]+[0-9]*)+$', Infinity],
  ['^(\\w|\\d)+$', Infinity],
  ['(x+x+)+y', Infinity],
  ['^(a{1,50}){1,50}$', Infinity],
  ['^(.*,)*x$', Infinity],
  ['^(é|\\u00e9)+$', Infinity],
];

test.each(COSTS)('%s costs n to the power of %d', (pattern, degree) => {
  expect(degreeOf(readPattern(pattern, true), true)).toBe(degree);
});

const HOSTILE: [pattern: string, text: string, want: boolean][] = [
  ['^(a+)+$', `${'a'.repeat(50)}!`, false],
  ['^(a+)+$', 'a'.repeat(50), true],
  ['^(a|a)*$', `${'a'.repeat(5000)}!`, false],
  ['(x+x+)+y', 'x'.repeat(3000), false],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(1000), false],
  ['^\\s*(\\S+\\s*)*$', `${'x '.repeat(2000)}\u0000`, true],
  ['^\\s*.*\\s*;$', ' '.repeat(200_000), false],
  ['[a-z]+$', `${'a'.repeat(200_000)}!`, false],
];

test.each(HOSTILE)('%s takes little time for a text that is made to be hard', (pattern, text, want) => {
  expect(createPattern(pattern).test(text)).toBe(want);
});

test('a pattern with lookarounds or backreferences has a time limit', () => {
  expect(createPattern('^(?=(a+)+$).*$').test('aaaa')).toBe(true);
  expect(() => createPattern('^(?=(a+)+$).*$').test(`${'a'.repeat(60)}!`)).toThrow(PatternError);
  expect(() => createPattern('^(a+)\\1+$x').test('a'.repeat(20_000))).not.toThrow(SyntaxError);
});

test('a pattern that is only valid without the flag u is read without it', () => {
  expect(createPattern('^[\\w-.]+\\-x$').isLoose).toBe(true);
  expect(createPattern('^[\\w-.]+\\-x$').test('a.b-x')).toBe(true);
  expect(createPattern('^\\p{L}+$').isLoose).toBe(false);
  expect(() => createPattern('(')).toThrow(SyntaxError);
});

/** The automaton and the engine must agree about every text. */
const SAME: string[] = [
  ...[
    'a',
    '^a',
    'a$',
    '^$',
    '',
    'a|b',
    '^(a|b)*c$',
    '^a{2,3}$',
    '^a{2}$',
    '^a{2,}b?$',
    'a*?b',
    '^(ab|a)(bc|c)$',
    '^[^a-c]+$',
    '^[\\d-]+$',
    '^\\w+\\b.$',
    '\\Bb',
  ],
  ...[
    '^.$',
    '^\\u{1F600}$',
    '^[😀-😂]+$',
    '^\\p{Lu}\\p{L}*$',
    '^\\S+\\s$',
    '^(?:a|(b))+$',
    '^(?<n>a)b$',
    '^(a?b?)*$',
    '^(a*)*b$',
    '^\\x61\\u0062$',
    '^[\\]a]+$',
    '^\\/$',
    '^a{0}b$',
    '^(|a)+b$',
  ],
];
const TEXTS = [
  '',
  'a',
  'b',
  'c',
  'ab',
  'abc',
  'aaa',
  'aab',
  'abab',
  'bc',
  'ca',
  '1-2',
  'a b',
  'é',
  '😀',
  '😀😁',
  'Ab',
  'ÄÖ',
  '\n',
  'a\n',
  ']a',
  '/',
  'aaaaaab',
  ' ',
  'x\u2028',
];

test.each(SAME)('%s matches the same texts in the automaton as in the engine', (pattern) => {
  for (const unicode of [true, false]) {
    if (!unicode && /\\u\{|\\p|😀/.test(pattern)) continue;
    const automaton = createAutomaton(readPattern(pattern, unicode), unicode);
    if (!automaton) throw new Error('has no automaton');
    const native = new RegExp(pattern, unicode ? 'u' : '');
    expect(TEXTS.filter((text) => createSimulation(automaton, unicode)(text))).toEqual(
      TEXTS.filter((text) => native.test(text)),
    );
  }
});

test.each<[pattern: string, text: string, want: boolean]>([
  ['^a', 'ab', true],
  ['b', 'ab', true],
  ['^b', 'ab', false],
  ['(', '(', false],
  ['^(?=(a+)+$).*$', `${'a'.repeat(60)}!`, false],
])('whether %s is found in %j: %s', (pattern, text, want) => expect(matchesPattern(pattern, text)).toBe(want));

describe('the budget of a message', () => {
  const HARD = '^(?=(a+)+$).*$';
  const reasonOf = (pattern: string, text: string): string => {
    try {
      return String(createPattern(pattern).test(text));
    } catch (error) {
      return error instanceof PatternError ? error.message : String(error);
    }
  };

  test('is shared by all patterns, each time that they are tried', () => {
    const texts = Array.from({ length: 6 }, (_, index) => `${'a'.repeat(60 + index)}!`);
    const reasons = withinBudget(() => texts.map((text) => reasonOf(HARD, text)), { backtracking: 100, total: 150 });
    expect(reasons[0]).toContain('took longer than 100 ms over a text of 61 characters');
    // A millisecond may be left for the third.
    expect(new Set(reasons.slice(3))).toEqual(
      new Set([`the pattern ${HARD} could not be tried: the patterns of this message took too long together`]),
    );
  });

  test('is that of the outer work, and over with it', () => {
    const reasons = withinBudget(() => withinBudget(() => [reasonOf('[a-z]+$', 'a')]), { backtracking: 100, total: 0 });
    expect(reasons).toEqual([expect.stringContaining('could not be tried')]);
    expect(reasonOf('[a-z]+$', 'a')).toBe('true');
  });

  test('leaves patterns of one way through a text alone', () => {
    expect(withinBudget(() => reasonOf('^[a-z]+$', 'a'.repeat(100_000)), { backtracking: 0, total: 0 })).toBe('true');
  });

  test.each(SAME)('%s is the same to the automaton that takes over from the engine', (pattern) => {
    const native = new RegExp(pattern, 'u');
    expect(
      withinBudget(() => TEXTS.filter((text) => createPattern(pattern).test(text)), { backtracking: 0, total: 60_000 }),
    ).toEqual(TEXTS.filter((text) => native.test(text)));
  });

  test('ends an automaton within a text too', () => {
    const text = ' '.repeat(1_000_000);
    expect(withinBudget(() => reasonOf('^\\s*.*\\s*;$', text), { backtracking: 0, total: 0.000_1 })).toContain(
      'took longer',
    );
  });
});
