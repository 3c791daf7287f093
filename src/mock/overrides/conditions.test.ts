import { describe, expect, test } from '@jest/globals';
import type { RequestValues } from '../../model/contract.ts';
import type { OverrideConditions } from '../../model/override.ts';
import { readFields } from '../../http/header-fields.ts';
import { CONDITION_NAMES, holds, readCondition } from './conditions.ts';

const inputs: RequestValues = {
  path: { id: 7 },
  query: { tag: ['a', 'b'], q: 'winter sea', deep: { open: true } },
  header: {},
  cookie: {},
  body: { title: 'Winter', price: 7, note: null, author: { name: 'Frost', born: 1901 }, tags: ['x', 'y'] },
};
const fields = readFields([
  ['X-Tenant', 'Two'],
  ['Accept', 'text/html'],
]);

describe('holds', () => {
  const TABLE: [name: string, when: OverrideConditions, want: boolean][] = [
    ['no condition', {}, true],
    ['the value of a path parameter', { path: { id: 7 } }, true],
    ['the text of a path parameter', { path: { id: '7' } }, true],
    ['another value of a path parameter', { path: { id: 8 } }, false],
    ['an unknown path parameter', { path: { other: 7 } }, false],
    ['a name of every object', { path: { toString: 7 } }, false],
    ['the same list', { query: { tag: { equals: ['a', 'b'] } } }, true],
    ['a list in another order', { query: { tag: { equals: ['b', 'a'] } } }, false],
    ['a text for a list', { query: { tag: 'a,b' } }, false],
    ['an item of a list', { query: { tag: { contains: 'b' } } }, true],
    ['no item of a list', { query: { tag: { contains: 'c' } } }, false],
    ['a part of a text', { query: { q: { contains: 'ter s' } } }, true],
    ['no part of a text', { query: { q: { contains: 'summer' } } }, false],
    ['a part of a number', { path: { id: { contains: '7' } } }, false],
    ['a pattern', { query: { q: { matches: '^win.*sea$' } } }, true],
    ['a pattern anywhere in the text', { query: { q: { matches: 'ter' } } }, true],
    ['a pattern of a number', { path: { id: { matches: '^\\d$' } } }, true],
    ['another pattern', { query: { q: { matches: '^sea' } } }, false],
    ['a pattern of what is absent', { query: { none: { matches: '' } } }, false],
    ['what is absent', { query: { none: { absent: true } } }, true],
    ['what is not absent', { query: { q: { absent: true } } }, false],
    ['what is there', { query: { q: { absent: false } } }, true],
    ['what is not there', { query: { none: { absent: false } } }, false],
    ['a header field in other letters', { header: { 'x-TENANT': 'Two' } }, true],
    ['another value of a header field', { header: { 'X-Tenant': 'two' } }, false],
    ['a header field that is absent', { header: { 'X-None': { absent: true } } }, true],
    ['two of two', { path: { id: 7 }, query: { q: 'winter sea' } }, true],
    ['one of two', { path: { id: 7 }, query: { q: 'summer' } }, false],
    ['the other of two', { path: { id: 8 }, query: { q: 'winter sea' } }, false],
    ['a header field and not the body', { header: { accept: 'text/html' }, body: { title: 'Spring' } }, false],
    ['some members of the body', { body: { title: 'Winter', price: 7 } }, true],
    ['one member of the body and not the other', { body: { title: 'Winter', price: 8 } }, false],
    ['the text of a number in the body', { body: { price: '7' } }, false],
    ['null in the body', { body: { note: null } }, true],
    ['null for what the body has not', { body: { none: null } }, false],
    ['a member at depth', { body: { author: { name: 'Frost' } } }, true],
    ['another member at depth', { body: { author: { name: 'Snow' } } }, false],
    ['members of what is no object', { body: { title: { length: 6 } } }, false],
    ['a pattern at depth', { body: { author: { name: { matches: '^F' } } } }, true],
    ['an item of an array in the body', { body: { tags: { contains: 'y' } } }, true],
    ['a whole array in the body', { body: { tags: ['x', 'y'] } }, true],
    ['a part of an array in the body', { body: { tags: ['x'] } }, false],
    ['what is absent in the body', { body: { isbn: { absent: true } } }, true],
    ['no member at all', { body: {} }, true],
  ];
  test.each(TABLE)('decides %s', (_, when, want) => expect(holds(when, inputs, fields)).toBe(want));

  test('does not hold for a body where none was sent', () => {
    const without: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
    expect(holds({ body: {} }, without, fields)).toBe(false);
    expect(holds({ body: { absent: true } }, without, fields)).toBe(true);
  });
});

describe('readCondition', () => {
  test.each(CONDITION_NAMES)('reads %s', (name) => expect(readCondition({ [name]: 'x' })).toEqual([name, 'x']));
  test.each([
    ['a text', 'equals'],
    ['an empty object', {}],
    ['another member', { equal: 1 }],
    ['a second member', { equals: 1, matches: 'x' }],
    ['an array', ['equals']],
    ['a name of every object', { toString: 1 }],
  ])('takes %s as a value', (_, value) => expect(readCondition(value)).toBeUndefined());
});
