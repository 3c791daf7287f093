import type { Expectation } from '../../model/case.ts';
import { checkTable, REFUSED } from '../../../test/support/check-table.ts';
import { useAfterDelete } from './use-after-delete.ts';

const GONE: Expectation = { kind: 'gone', clause: '#/paths/~1v3~1apps~1{guid}~1packages/post', at: 'request path' };

checkTable(useAfterDelete, [
  { name: 'what was deleted is not found', expecting: GONE, response: (a) => void (a.status = 404), want: [] },
  { name: 'what was deleted is gone', expecting: GONE, response: (a) => void (a.status = 410), want: [] },
  { name: 'what was deleted is hidden', expecting: GONE, response: (a) => void (a.status = 400), want: [] },
  { name: 'what was deleted leads elsewhere', expecting: GONE, response: (a) => void (a.status = 302), want: [] },
  {
    name: 'what was deleted is answered with',
    expecting: GONE,
    response: (a) => void (a.status = 200),
    want: ['request path'],
  },
  {
    name: 'what was deleted is answered with nothing',
    expecting: GONE,
    response: (a) => void (a.status = 204),
    want: ['request path'],
  },
  { name: 'nothing was deleted', want: [] },
  { name: 'an invalid request is another check', expecting: REFUSED, want: [] },
]);
