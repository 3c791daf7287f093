import { describe, expect, test } from '@jest/globals';
import { createAutomaton, holds } from './automaton.ts';
import { readPattern } from './parse-pattern.ts';
import { createSimulation } from './simulate.ts';

/** Whether a pattern's automaton finds it in a text. */
function found(pattern: string, text: string, unicode = true): boolean {
  const automaton = createAutomaton(readPattern(pattern, unicode), unicode);
  if (!automaton) throw new Error('no automaton');
  return createSimulation(automaton, unicode)(text) === true;
}

const PATTERNS = [
  ...[
    '',
    'a',
    'ab',
    'a|b',
    'a*',
    'a+',
    'a?',
    'a??b',
    'a{2}',
    'a{2,}',
    'a{1,2}',
    'a{0}',
    'a{0,1}b',
    '(ab)*c',
    '(a|b)+c',
  ],
  ...['^', '$', '^$', '^a', 'a$', '^a$', '^(a|b)$', '^a|b$', '\\ba', 'a\\b', '\\Ba', 'a\\B', '\\b', '\\B', '^\\b$'],
  ...['.', '^.$', '[ab]', '[^ab]', '[a-c]', '\\d', '\\w\\s', '[\\d-]', '(?:a)b', '(?<n>a)b', '\\u0061', '\\x61', '\\.'],
  ...['(a*)*', '(a|)*b', '(a?){3}', '^(a{2}){2}$', '^[^]{2}$', 'a.c', '\\n'],
];
const TEXTS = [
  '',
  'a',
  'b',
  'c',
  'ab',
  'ba',
  'aa',
  'aaa',
  'aaaa',
  'abc',
  'ab c',
  'a c',
  'a.c',
  'a\nc',
  '1-',
  'bbc',
  'x_1',
  ' a ',
];

test.each(PATTERNS)('the pattern %j matches the same texts as in the engine', (pattern) => {
  for (const text of TEXTS)
    for (const unicode of [true, false])
      expect([text, unicode, found(pattern, text, unicode)]).toEqual([
        ...[text, unicode],
        new RegExp(pattern, unicode ? 'u' : '').test(text),
      ]);
});

test('a character outside of the first plane is one with the flag u and two without', () => {
  for (const unicode of [true, false]) expect(found('^.$', '😀', unicode)).toBe(unicode);
  expect(found('^..$', '😀', false)).toBe(true);
  expect(found('^[é-ü]$', 'ö')).toBe(true);
});

test('braces without the flag u are literal characters', () => {
  for (const text of ['{', '}', ']']) expect(found(text, text, false)).toBe(true);
});

describe('an assertion', () => {
  test.each<[assertion: string, before: string | undefined, after: string | undefined, want: boolean]>([
    ['^', undefined, 'a', true],
    ['^', 'a', undefined, false],
    ['$', 'a', undefined, true],
    ['$', undefined, 'a', false],
    ['\\b', undefined, 'a', true],
    ['\\b', 'a', undefined, true],
    ['\\b', 'a', 'b', false],
    ['\\b', 'a', ' ', true],
    ['\\b', undefined, undefined, false],
    ['\\B', undefined, undefined, true],
    ['\\B', ' ', '_', false],
  ])('%s holds between %j and %j: %s', (assertion, before, after, want) =>
    expect(holds(assertion, before, after)).toBe(want),
  );
});

test('a pattern has no automaton if it has too many states, or if it is not regular', () => {
  const automaton = (pattern: string, rough = false) => createAutomaton(readPattern(pattern, true), true, rough);
  expect(automaton('^a{900}$')).toBeDefined();
  expect(automaton('^(a{100}){100}$')).toBeUndefined();
  expect(automaton('^(a{100}){100}$', true)).toBeDefined();
  expect(automaton('(?=a)b')).toBeUndefined();
  expect(automaton('(a)\\1')).toBeUndefined();
  expect(automaton('(?=a)b', true)).toBeDefined();
});

test.each<[pattern: string, rough: boolean, states: number | undefined]>([
  ['a{3}', false, 5],
  ['a{3}', true, 5],
  ['a{1,3}', false, 7],
  ['a{1,3}', true, 5],
  ['a{0,3}', true, 4],
  ['a?', true, 4],
  ['a{1}', true, 3],
  ['a{3000}', false, 3002],
  ['a{3001}', false, undefined],
])('the automaton of %s (rough: %s) has %s states', (pattern, rough, states) =>
  expect(createAutomaton(readPattern(pattern, true), true, rough)?.states.length).toBe(states),
);

test('what an automaton was in before is found again, whatever stood between', () => {
  const automaton = createAutomaton(readPattern('\\b[a-zé]+\\b😀$', true), true);
  const simulation = createSimulation(automaton as NonNullable<typeof automaton>, true);
  for (const text of ['ab😀', 'é😀', 'ab', 'x ab😀', 'ab😀 ', 'ab😀', '_ab😀', '😀'])
    expect([text, simulation(text)]).toEqual([text, /\b[a-zé]+\b😀$/u.test(text)]);
});

test('an automaton with more to remember than fits forgets, and goes on', () => {
  const automaton = createAutomaton(readPattern('(a|b)*a(a|b){14}c$', true), true);
  const simulation = createSimulation(automaton as NonNullable<typeof automaton>, true);
  let lot = 1;
  const text = Array.from({ length: 20_000 }, () =>
    (lot = (lot * 48_271) % 2_147_483_647) % 2 === 0 ? 'a' : 'b',
  ).join('');
  expect(simulation(`${text}a${'b'.repeat(14)}c`)).toBe(true);
  expect(simulation(`${text}b${'b'.repeat(14)}c`)).toBe(false);
});
