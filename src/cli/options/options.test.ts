import { describe, expect, test } from '@jest/globals';
import { CHECK_EXITS } from '../terminal/exit-codes.ts';
import { GivenOptions, help, parseOptions, suggest, table, type Command } from './options.ts';

const command: Command = {
  name: 'serve',
  summary: 'Serves things.',
  operands: '[thing…]',
  exits: CHECK_EXITS,
  maxOperands: 2,
  options: {
    port: { value: 'N', about: 'Port.', default: '4010', short: 'p' },
    header: { value: 'FIELD', about: 'A field.', multiple: true },
    strict: { about: 'Counts notes.' },
  },
  examples: ['assay serve'],
  run: () => Promise.resolve(0),
};
const parse = (...args: string[]) => parseOptions(command, args);
const usageError = (message: string, hint: string) => expect.objectContaining({ name: 'UsageError', message, hint });

describe('parseOptions', () => {
  test('reads operands, values, lists and switches', () => {
    const given = parse('a', '-p', '1', '--header', 'x', '--header=y', '--strict', 'b');
    expect(given.operands).toEqual(['a', 'b']);
    expect(given.text('port')).toBe('1');
    expect(given.list('header')).toEqual(['x', 'y']);
    expect(given.list('port')).toEqual(['1']);
    expect([given.has('strict'), given.has('help')]).toEqual([true, false]);
  });

  test('gives nothing for flags that are not there', () => {
    const given = parse();
    expect([given.text('port'), given.list('header'), given.has('strict')]).toEqual([undefined, [], false]);
  });

  test.each<[what: string, args: string[], message: string, hint: string]>([
    ['an unknown flag near a known one', ['--strct'], 'serve has no flag --strct', 'Did you mean --strict?'],
    ['an unknown flag near none', ['--zzzzzz'], 'serve has no flag --zzzzzz', 'See: assay serve --help'],
    ['an unknown short flag', ['-z'], 'serve has no flag -z', 'See: assay serve --help'],
    ['a flag without its value', ['--port'], '--port needs a value', 'For instance: --port=N'],
    ['a short flag without its value', ['-p'], '--port needs a value', 'For instance: --port=N'],
    [
      'a flag without a short form that lacks its value',
      ['--header'],
      '--header needs a value',
      'For instance: --header=FIELD',
    ],
    ['a value of a switch', ['--strict=1'], "Option '--strict' does not take an argument", 'See: assay serve --help'],
    [
      'three operands where two are the most',
      ['a', 'b', 'c'],
      'serve takes at most 2, but was given a b c',
      'See: assay serve --help',
    ],
  ])('refuses %s', (_, args, message, hint) => expect(() => parse(...args)).toThrow(usageError(message, hint)));

  test('accepts as many operands as the most', () => expect(parse('a', 'b').operands).toEqual(['a', 'b']));

  test('names no number where no operand is taken', () =>
    expect(() => parseOptions({ ...command, maxOperands: 0 }, ['a'])).toThrow(
      usageError('serve takes no operands, but was given a', 'See: assay serve --help'),
    ));
});

describe('GivenOptions.number', () => {
  const number = (text: string, bounds = {}) => new GivenOptions([], { port: text }).number('port', bounds);

  test.each<[text: string, bounds: { min?: number; max?: number; whole?: boolean }, want: number]>([
    ['0', {}, 0],
    ['1.5', {}, 1.5],
    ['1e3', {}, 1000],
    ['1', { min: 1 }, 1],
    ['65535', { max: 65_535, whole: true }, 65_535],
    ['9007199254740991', {}, Number.MAX_SAFE_INTEGER],
  ])('reads %s within %j', (text, bounds, want) => expect(number(text, bounds)).toBe(want));

  test.each<[text: string, bounds: { min?: number; max?: number; whole?: boolean }, message: string]>([
    ['', {}, '--port  is not a number of at least 0'],
    [' ', {}, '--port   is not a number of at least 0'],
    ['x', {}, '--port x is not a number of at least 0'],
    ['Infinity', {}, '--port Infinity is not a number of at least 0'],
    ['-1', {}, '--port -1 is not a number of at least 0'],
    ['0', { min: 1 }, '--port 0 is not a number of at least 1'],
    ['65536', { max: 65_535 }, '--port 65536 is not a number from 0 to 65535'],
    ['1.5', { whole: true }, '--port 1.5 is not a whole number of at least 0'],
  ])('refuses %j within %j', (text, bounds, message) => expect(() => number(text, bounds)).toThrow(message));

  test.each<[min: number, hint: string]>([
    [0, 'For instance: --port 1'],
    [5, 'For instance: --port 5'],
  ])('gives an example of at least %s', (min, hint) =>
    expect(() => number('x', { min })).toThrow(expect.objectContaining({ hint })),
  );

  test('gives undefined for a flag that is not there', () =>
    expect(new GivenOptions([], {}).number('port')).toBeUndefined());
});

describe('GivenOptions.choice', () => {
  const choice = (text?: string) => new GivenOptions([], { mode: text }).choice('mode', ['echo', 'static']);

  test.each([
    ['echo', 'echo'],
    ['static', 'static'],
    [undefined, undefined],
  ])('gives %s as %s', (text, want) => expect(choice(text)).toBe(want));

  test.each([
    ['eco', 'Did you mean echo?'],
    ['Static', 'Did you mean static?'],
    ['zzzzzz', 'There are: echo, static.'],
  ])('refuses %s', (text, hint) => expect(() => choice(text)).toThrow(usageError(`--mode ${text} is not known`, hint)));
});

test.each([
  ['jsn', ['json', 'html'], 'Did you mean json?'],
  ['zzzzzz', ['json', 'html'], 'There are: json, html.'],
])('suggest(%s, %j) says "%s"', (word, words, want) => expect(suggest(word, words)).toBe(want));

test('the help names usage, flags, defaults, examples and exit codes', () => {
  expect(help(command)).toBe(`Serves things.

Usage: assay serve [thing…] [flags]

  -p, --port N      Port. (default: 4010)
  --header FIELD …  A field.
  --strict          Counts notes.
  -h, --help        Shows this help.

  $ assay serve

Exit codes: 0 conforms, 1 violates, 2 usage or contract error, 3 undecided.
`);
});

describe('table', () => {
  test.each<[what: string, rows: [string, string][], width: number, widest: number, want: string]>([
    ['a row that fits', [['a', 'one two']], 13, 30, '  a  one two'],
    ['a row that is one column too wide', [['a', 'one two']], 11, 30, '  a  one\n     two'],
    ['a name as wide as the first column', [['ab', 'one']], 80, 2, '  ab  one'],
    ['a name that is one column too wide', [['abcd', 'one']], 80, 2, '  abcd\n      one'],
    ['the widest name beside which there is room', [['abc', 'one']], 80, 2, '  abc one'],
    [
      'names of several lengths',
      [
        ['a', 'x'],
        ['abc', 'y'],
      ],
      80,
      30,
      '  a    x\n  abc  y',
    ],
    ['no row', [], 80, 30, ''],
  ])('lays out %s', (_, rows, width, widest, want) => expect(table(rows, width, widest)).toBe(want));
});

test('a table has 80 columns, of which names up to 30 characters have their own', () => {
  const words = ['x'.repeat(23), 'y'.repeat(23)].join(' ');
  expect(table([['n'.repeat(29), words]])).toBe(`  ${'n'.repeat(29)}  ${words}`);
  const [fits, wraps] = ['', 'z'].map((more) => table([['n'.repeat(30), `${words.slice(1)}${more}`]]).split('\n'));
  expect(fits).toEqual([`  ${'n'.repeat(30)}  ${words.slice(1)}`]);
  expect(wraps).toEqual([`  ${'n'.repeat(30)}  ${'x'.repeat(22)}`, `${' '.repeat(34)}${'y'.repeat(23)}z`]);
  expect(table([['n'.repeat(31), 'about']])).toBe(`  ${'n'.repeat(31)} about`);
  expect(table([['n'.repeat(32), 'about']])).toBe(`  ${'n'.repeat(32)}\n${' '.repeat(34)}about`);
});

test('the exit codes of a help take 80 columns, and a command without operands names none', () => {
  const lines = (meaning: string) =>
    help({ ...command, operands: '', exits: { conforms: meaning } })
      .split('\n')
      .filter((line) => /^Usage|^Exit|^\w+\.$/.test(line));
  const words = `${'x'.repeat(32)} ${'y'.repeat(32)}`;
  expect(lines(words)).toEqual(['Usage: assay serve [flags]', `Exit codes: 0 ${words}.`]);
  expect(lines(`${words}y`)).toEqual([
    'Usage: assay serve [flags]',
    `Exit codes: 0 ${'x'.repeat(32)}`,
    `${'y'.repeat(33)}.`,
  ]);
});
