import { serverError } from './server-error.ts';
import { ACCEPTED, checkTable, REFUSED } from '../../../test/support/check-table.ts';

checkTable(serverError, [
  { name: 'the documented answer', want: [] },
  { name: 'a failure on the documented request', answer: (a) => void (a.status = 500), want: ['request'] },
  {
    name: 'a failure on a valid request',
    expecting: ACCEPTED,
    answer: (a) => void (a.status = 502),
    want: ['request body#/type'],
  },
  {
    name: 'a failure on an invalid request',
    expecting: REFUSED,
    answer: (a) => void (a.status = 500),
    want: ['request body#/type'],
  },
  { name: 'a refusal', expecting: REFUSED, answer: (a) => void (a.status = 499), want: [] },
]);
