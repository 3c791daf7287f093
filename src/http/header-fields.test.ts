import { expect, test } from '@jest/globals';
import type { HeaderField } from '../model/exchange.ts';
import { pairsOf, readCookies, readFields } from './header-fields.ts';

test.each<[name: string, fields: HeaderField[], want: Record<string, string>]>([
  ['names in lower case', [['Content-TYPE', 'a/b']], { 'content-type': 'a/b' }],
  ['values without blanks around them', [['A', '  1 ']], { a: '1' }],
  [
    'a field that stands twice with a comma',
    [
      ['A', ' 1'],
      ['a', '2 '],
    ],
    { a: '1, 2' },
  ],
  [
    'cookies that stand twice with a semicolon',
    [
      ['Cookie', 'a=1'],
      ['cookie', 'b=2'],
    ],
    { cookie: 'a=1; b=2' },
  ],
  [
    'an empty value',
    [
      ['A', ''],
      ['A', '1'],
    ],
    { a: ', 1' },
  ],
])('reads %s', (_, fields, want) => expect(Object.fromEntries(readFields(fields))).toEqual(want));

test.each<[field: string, cookies: [string, string][]]>([
  [
    'a=1; b=2',
    [
      ['a', '1'],
      ['b', '2'],
    ],
  ],
  ['a="1"', [['a', '1']]],
  ['a="1', [['a', '"1']]],
  [
    'a= 1 ;b = 2',
    [
      ['a', '1'],
      ['b', '2'],
    ],
  ],
  ['a=1=2', [['a', '1=2']]],
  ['a', []],
  ['=1', []],
  ['', []],
])('reads the cookies of %j as %j', (field, cookies) =>
  expect(readCookies(new Map([['cookie', field]]))).toEqual(cookies),
);

test('reads no cookie if there is no field', () => expect(readCookies(new Map())).toEqual([]));

test('reads at most 1,000 cookies', () =>
  expect(readCookies(new Map([['cookie', 'a=1;'.repeat(1_500)]]))).toHaveLength(1_000));

test.each<[list: string[], pairs: [string, string][]]>([
  [[], []],
  [['A', '1'], [['A', '1']]],
  [
    ['A', '1', 'a', '2'],
    [
      ['A', '1'],
      ['a', '2'],
    ],
  ],
])('the list %j is in pairs %j', (list, pairs) => expect(pairsOf(list)).toEqual(pairs));
