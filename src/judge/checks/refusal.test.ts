import { refusal } from './refusal.ts';
import { ACCEPTED, checkTable, REFUSED } from '../../../test/support/check-table.ts';

checkTable(refusal, [
  { name: 'an invalid request that is refused', expecting: REFUSED, answer: (a) => void (a.status = 422), want: [] },
  { name: 'an invalid request that is accepted', expecting: REFUSED, want: ['request body#/type'] },
  {
    name: 'an invalid request that is sent elsewhere is neither taken nor refused',
    expecting: REFUSED,
    answer: (a) => void (a.status = 308),
    want: [],
  },
  { name: 'a valid request that is accepted', expecting: ACCEPTED, want: [] },
  { name: 'missing credentials are another check', expecting: { ...REFUSED, at: 'credentials' }, want: [] },
]);
