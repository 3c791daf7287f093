import type { Expectation } from '../../model/case.ts';
import { credentials } from './credentials.ts';
import { checkTable, REFUSED, type Documented } from '../../../test/support/check-table.ts';

const WITHOUT: Expectation = { kind: 'refused', clause: '#/components/securitySchemes/bearer', at: 'credentials' };

const led = (status: number, location?: string) => (answer: Documented) => {
  answer.status = status;
  if (location !== undefined) answer.headers['Location'] = location;
};

checkTable(credentials, [
  { name: 'refused with 401', expecting: WITHOUT, response: (a) => void (a.status = 401), want: [] },
  {
    name: 'refused with 404, which hides what is there',
    expecting: WITHOUT,
    response: (a) => void (a.status = 404),
    want: [],
  },
  {
    name: 'led elsewhere',
    expecting: WITHOUT,
    response: led(303),
    want: ['credentials'],
    says: { message: 'redirects and does not refuse the documented example docker' },
  },
  { name: 'led to another page', expecting: WITHOUT, response: led(302, '/blog/author'), want: ['credentials'] },
  { name: 'led to where one logs in', expecting: WITHOUT, response: led(303, '/hub/login?next=%2Fhub'), want: [] },
  {
    name: 'led to another server to log in',
    expecting: WITHOUT,
    response: led(302, 'https://id.example.org/oauth2/authorize?x=1'),
    want: [],
  },
  { name: 'led to a form where one signs in', expecting: WITHOUT, response: led(307, '/users/sign_in'), want: [] },
  {
    name: 'accepted, with the place where one logs in',
    expecting: WITHOUT,
    response: led(201, '/login'),
    want: ['credentials'],
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
