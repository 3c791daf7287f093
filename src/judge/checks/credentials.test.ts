import type { Expectation } from '../../model/case.ts';
import { credentials } from './credentials.ts';
import { checkTable, REFUSED } from '../../../test/support/check-table.ts';

const WITHOUT: Expectation = { kind: 'refused', clause: '#/components/securitySchemes/bearer', at: 'credentials' };

checkTable(credentials, [
  { name: 'refused with 401', expecting: WITHOUT, response: (a) => void (a.status = 401), want: [] },
  {
    name: 'refused with 404, which hides what is there',
    expecting: WITHOUT,
    response: (a) => void (a.status = 404),
    want: [],
  },
  {
    name: 'led to where one logs in',
    expecting: WITHOUT,
    response: (a) => void (a.status = 303),
    want: ['credentials'],
    says: { message: 'redirects and does not refuse the documented example docker' },
  },
  {
    name: 'answered with 399',
    expecting: WITHOUT,
    response: (a) => void (a.status = 399),
    want: ['credentials'],
  },
  { name: 'refused with 400', expecting: WITHOUT, response: (a) => void (a.status = 400), want: [] },
  {
    name: 'accepted',
    expecting: WITHOUT,
    want: ['credentials'],
    says: { message: 'accepts the documented example docker' },
  },
  { name: 'another invalid request that is accepted', expecting: REFUSED, want: [] },
]);
