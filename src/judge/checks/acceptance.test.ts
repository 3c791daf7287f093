import { acceptance } from './acceptance.ts';
import { ACCEPTED, checkTable, REFUSED } from '../../../test/support/check-table.ts';

checkTable(acceptance, [
  { name: 'the documented response', want: [] },
  { name: 'a refusal of the documented request', response: (a) => void (a.status = 422), want: ['request'] },
  { name: 'a redirect that no document speaks of', response: (a) => void (a.status = 307), want: ['request'] },
  {
    name: 'a refusal of a valid request',
    expecting: ACCEPTED,
    response: (a) => void (a.status = 400),
    want: ['request body#/type'],
  },
  {
    name: 'a refusal of a text that a server need not take',
    expecting: { ...ACCEPTED, mayRefuse: true },
    response: (a) => void (a.status = 422),
    want: [],
  },
  {
    name: 'a conflict with what the server holds',
    expecting: { ...ACCEPTED, mayRefuse: 'state' },
    response: (a) => void (a.status = 409),
    want: [],
  },
  ...[403, 404, 409, 410, 412, 423, 424, 425, 428].map((status) => ({
    name: `a refusal ${status} for what the server holds`,
    expecting: { ...ACCEPTED, mayRefuse: 'state' as const },
    response: (a: { status: number }) => void (a.status = status),
    want: [],
  })),
  {
    name: 'a refusal that has nothing to do with what the server holds',
    expecting: { ...ACCEPTED, mayRefuse: 'state' },
    response: (a) => void (a.status = 422),
    want: ['request body#/type'],
  },
  {
    name: 'a refusal of what was deleted',
    expecting: { ...REFUSED, kind: 'gone' },
    response: (a) => void (a.status = 404),
    want: [],
  },
  { name: 'a refusal of an invalid request', expecting: REFUSED, response: (a) => void (a.status = 400), want: [] },
  { name: 'a server error is another finding', response: (a) => void (a.status = 500), want: [] },
]);
