import { expect, test } from '@jest/globals';
import { refusal } from './refusal.ts';
import { ACCEPTED, checkTable, judgementOf, REFUSED } from '../../../test/support/check-table.ts';

checkTable(refusal, [
  { name: 'an invalid request that is refused', expecting: REFUSED, response: (a) => void (a.status = 422), want: [] },
  { name: 'an invalid request that is accepted', expecting: REFUSED, want: ['request body#/type'] },
  {
    name: 'an invalid request that is redirected',
    expecting: REFUSED,
    response: (a) => void (a.status = 302),
    want: ['request body#/type'],
  },
  {
    name: 'an invalid request that is answered with 399',
    expecting: REFUSED,
    response: (a) => void (a.status = 399),
    want: ['request body#/type'],
  },
  {
    name: 'an invalid request that is refused with 400',
    expecting: REFUSED,
    response: (a) => void (a.status = 400),
    want: [],
  },
  { name: 'a valid request that is accepted', expecting: ACCEPTED, want: [] },
  { name: 'missing credentials are another check', expecting: { ...REFUSED, at: 'credentials' }, want: [] },
  { name: 'wrong credentials are another check', expecting: { ...REFUSED, at: 'wrong credentials' }, want: [] },
  {
    name: 'a member that is called credentials is of this one',
    expecting: { ...REFUSED, at: 'request body#/credentials' },
    want: ['request body#/credentials'],
  },
]);

test.each([
  [202, 'accepts that'],
  [302, 'redirects and does not refuse that'],
])('an answer of %i %s', (status, message) => {
  const row = { name: '', expecting: REFUSED, response: (a: { status: number }) => void (a.status = status), want: [] };
  const judged = { ...judgementOf(row), title: 'that' };
  expect(refusal.each?.(judged).map((found) => found.message)).toEqual([message]);
});
