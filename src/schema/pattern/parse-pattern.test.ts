import { expect, test } from '@jest/globals';
import { readPattern, type Node } from './parse-pattern.ts';

const character = (source: string): Node => ({ kind: 'character', source });
const repeat = (least: number, most: number): Node => ({ kind: 'repeat', of: character('a'), least, most });

test.each<[pattern: string, node: Node]>([
  ['', { kind: 'sequence', of: [] }],
  ['a', character('a')],
  ['ab', { kind: 'sequence', of: [character('a'), character('b')] }],
  ['a|b', { kind: 'choice', of: [character('a'), character('b')] }],
  ['a*', repeat(0, Infinity)],
  ['a+', repeat(1, Infinity)],
  ['a?', repeat(0, 1)],
  ['a*?', repeat(0, Infinity)],
  ['a{2}', repeat(2, 2)],
  ['a{2,}', repeat(2, Infinity)],
  ['a{2,3}?', repeat(2, 3)],
  ['(a)', character('a')],
  ['(?:a)', character('a')],
  ['(?<name>a)', character('a')],
  ['(?=a)', { kind: 'beyond', of: character('a') }],
  ['(?!a)', { kind: 'beyond', of: character('a') }],
  ['(?<=a)', { kind: 'beyond', of: character('a') }],
  ['(?<!a)', { kind: 'beyond', of: character('a') }],
  ['(a)\\1', { kind: 'sequence', of: [character('a'), { kind: 'beyond', of: { kind: 'sequence', of: [] } }] }],
  ['^', { kind: 'assertion', source: '^' }],
  ['$', { kind: 'assertion', source: '$' }],
  ['\\b', { kind: 'assertion', source: '\\b' }],
  ['\\B', { kind: 'assertion', source: '\\B' }],
  ['\\d', character('\\d')],
  ['\\u0041', character('\\u0041')],
  ['\\u{1f600}', character('\\u{1f600}')],
  ['\\p{L}', character('\\p{L}')],
  ['\\x41', character('\\x41')],
  ['\\cA', character('\\cA')],
  ['[a\\]|)]', character('[a\\]|)]')],
  ['\u{1f600}', character('\u{1f600}')],
])('%j is read as a tree', (pattern, node) => expect(readPattern(pattern, true)).toEqual(node));

test('without the flag u, a character is one code unit and \\p stands for p', () => {
  expect(readPattern('\u{1f600}', false)).toMatchObject({ kind: 'sequence', of: [{}, {}] });
  expect(readPattern('\\pL', false)).toEqual({ kind: 'sequence', of: [character('\\p'), character('L')] });
});
