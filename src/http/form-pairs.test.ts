import { expect, test } from '@jest/globals';
import { decodeForm, queryOf, readPairs, type RawPair } from './form-pairs.ts';

test.each<[text: string, pairs: RawPair[]]>([
  ['', []],
  ['a=1', [['a', '1']]],
  [
    'a=1&b=2',
    [
      ['a', '1'],
      ['b', '2'],
    ],
  ],
  ['a', [['a', '']]],
  ['a=', [['a', '']]],
  ['=1', [['', '1']]],
  ['a=1=2', [['a', '1=2']]],
  ['&&a=1&', [['a', '1']]],
  ['a%20b+c=%20+', [['a b c', '%20+']]],
  ['%zz=1', [['%zz', '1']]],
])('%j is read as %j', (text, pairs) => expect(readPairs(text)).toEqual(pairs));

test.each([
  ['/a?b=1', 'b=1'],
  ['/a?', ''],
  ['/a', ''],
  ['/a?b=1?c', 'b=1?c'],
  ['/a?b=1#c', 'b=1'],
  ['/a?#c', ''],
  ['/a#b?c', ''],
  ['/a#b', ''],
  ['/a?b=1#c#d?e', 'b=1'],
])('the query of %j is %j', (target, query) => expect(queryOf(target)).toBe(query));

test.each<[text: string, decoded: string | undefined]>([
  ['a', 'a'],
  ['a+b', 'a b'],
  ['a%2Bb', 'a+b'],
  ['a+%20b+', 'a  b '],
  ['%C3%A9', 'é'],
  ['%zz', undefined],
  ['%C3', undefined],
])('%j is decoded as %j', (text, decoded) => expect(decodeForm(text)).toBe(decoded));
