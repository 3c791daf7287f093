import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { isWholeList } from './whole-list.ts';

const answer = (link?: string) => ({
  status: 200,
  headers: link === undefined ? [] : [['Link', link] as const],
  body: new Uint8Array(),
});

test.each<[string, Json, string?]>([
  ['an array', [1, 2]],
  ['an empty array', []],
  ['a list in a member', { items: [1] }],
  ['a list whose total is what it shows', { items: [1, 2], total: 2 }],
  ['a list that shows more than it counts', { items: [1, 2], count: 1 }],
  ['a list whose next page is null', { items: [1], next: null }],
  ['a list that says that there is no more', { items: [1], has_more: false }],
  ['a list with an empty cursor', { items: [1], cursor: '' }],
  ['a list whose total is no number', { items: [1], total: '5' }],
  ['a list beside members of other names', { items: [1], subtotal: 5, context: 'x', counted: 9, isNext: 'no' }],
  ['a list with a link to another page', [1], '</x?page=1>; rel="prev"'],
])('%s is whole', (...[, body, link]) => {
  expect(isWholeList(body, answer(link))).toBe(true);
});

test.each<[string, Json, string?]>([
  ['an array with a link to the next page', [1], '</x?page=2>; rel="next"'],
  ['an array with a link to the next page in capitals and without quotes', [1], '</x?page=2>; REL=NEXT'],
  ['a list with a link to the next page', { items: [1] }, '</x?page=2>; rel=next'],
  ['an object without a list', { name: 'Rex' }],
  ['a text', 'all'],
  ['nothing', null],
  ['a list with a next page', { items: [1], next: '/x?page=2' }],
  ['a list with a next page in capitals', { items: [1], NEXT: '/x?page=2' }],
  ['a list with the number of the next page', { items: [1], nextPage: 2 }],
  ['a list with the cursor of the next page', { items: [1], next_cursor: 'abc' }],
  ['a list that says that there is more', { items: [1], has_more: true }],
  ['a list that says in camel case that there is more', { items: [1], hasMore: true }],
  ['a list with a cursor', { items: [1], cursor: 'abc' }],
  ['a list whose total is more than it shows', { items: [1], total: 2 }],
  ['a list whose total count is more than it shows', { items: [1], total_count: 2 }],
  ['a list whose total count in camel case is more than it shows', { items: [1], totalCount: 2 }],
  ['a list whose count is more than it shows', { items: [], count: 1 }],
  ['a list whose meta member has a total that is more', { items: [1], meta: { total: 2 } }],
  ['a list whose links have a next page', { items: [1], links: { next: '/x?page=2' } }],
])('%s is not known to be whole', (...[, body, link]) => {
  expect(isWholeList(body, answer(link))).toBe(false);
});
