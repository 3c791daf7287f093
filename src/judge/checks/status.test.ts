import { status } from './status.ts';
import { ACCEPTED, checkTable } from '../../../test/support/check-table.ts';

checkTable(status, [
  { name: 'the documented status', want: [] },
  { name: 'another success', answer: (a) => void (a.status = 200), want: ['status'] },
  { name: 'a success without a body', answer: (a) => void (a.status = 204), want: ['status'] },
  {
    name: 'another success to a valid request',
    expecting: ACCEPTED,
    answer: (a) => void (a.status = 202),
    want: ['status'],
  },
  { name: 'the documented success to a valid request', expecting: ACCEPTED, want: [] },
  { name: 'a refusal is another finding', answer: (a) => void (a.status = 400), want: [] },
  {
    name: '201 where 202 is documented',
    example: 'qcow2-bare',
    answer: (a) => void (a.status = 201),
    want: ['status'],
  },
]);
