import { serverError } from './server-error.ts';
import { ACCEPTED, checkTable, REFUSED } from '../../../test/support/check-table.ts';

checkTable(serverError, [
  { name: 'the documented response', want: [] },
  { name: 'a failure on the documented request', response: (a) => void (a.status = 500), want: ['request'] },
  {
    name: 'a failure on a valid request',
    expecting: ACCEPTED,
    response: (a) => void (a.status = 502),
    want: ['request body#/type'],
  },
  {
    name: 'a failure on an invalid request',
    expecting: REFUSED,
    response: (a) => void (a.status = 500),
    want: ['request body#/type'],
  },
  { name: 'a refusal', expecting: REFUSED, response: (a) => void (a.status = 499), want: [] },
]);
