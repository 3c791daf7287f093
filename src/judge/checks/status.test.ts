import { status } from './status.ts';
import { ACCEPTED, checkTable } from '../../../test/support/check-table.ts';

checkTable(status, [
  { name: 'the documented status', want: [] },
  { name: 'another success', response: (a) => void (a.status = 200), want: ['status'] },
  { name: 'a success without a body', response: (a) => void (a.status = 204), want: ['status'] },
  {
    name: 'another success to a valid request',
    expecting: ACCEPTED,
    response: (a) => void (a.status = 202),
    want: ['status'],
  },
  { name: 'the documented success to a valid request', expecting: ACCEPTED, want: [] },
  { name: 'a refusal is another finding', response: (a) => void (a.status = 400), want: [] },
  {
    name: '201 where 202 is documented',
    example: 'qcow2-bare',
    response: (a) => void (a.status = 201),
    want: ['status'],
  },
]);
