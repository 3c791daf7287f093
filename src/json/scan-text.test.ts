import { expect, test } from '@jest/globals';
import { endOfString, skipSpace } from './scan-text.ts';

test.each<[text: string, start: number, end: number]>([
  ['""', 0, 2],
  ['"a" ', 0, 3],
  ['["a","b"]', 5, 8],
  ['"a\\"b",', 0, 6],
  ['"a\\\\",', 0, 5],
  ['"\\u0022"]', 0, 8],
  ['"a', 0, 2],
  ['"a\\', 0, 3],
  ['"a\\"', 0, 4],
])('in %s the string at %d ends at %d', (text, start, end) => expect(endOfString(text, start)).toBe(end));

test.each<[text: string, from: number, at: number]>([
  ['a', 0, 0],
  [' a', 0, 1],
  [' \t\r\n a', 0, 5],
  ['a  b', 1, 3],
  ['a ', 1, 2],
  ['!', 0, 0],
  ['', 0, 0],
])('in %j the text goes on from %d at %d', (text, from, at) => expect(skipSpace(text, from)).toBe(at));
