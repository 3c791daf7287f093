import { literalValue } from './literal-value.ts';
import { ACCEPTED, checkTable } from '../../../test/support/check-table.ts';

checkTable(literalValue, [
  { name: 'the documented response', want: [] },
  { name: 'another state', response: (a) => void (a.body.state = 'STAGED'), want: ['body#/state'] },
  { name: 'the same state in other letters', response: (a) => void (a.body.state = 'Ready'), want: ['body#/state'] },
  { name: 'another hash', response: (a) => void (a.body.data.hash.type = 'sha256'), want: ['body#/data/hash/type'] },
  {
    name: 'another header',
    response: (a) => void (a.headers['X-Content-Type-Options'] = 'sniff'),
    want: ['header X-Content-Type-Options'],
  },
  {
    name: 'volatile values',
    response: (a) => void ((a.headers['X-VCAP-Request-ID'] = 'r'), (a.body.created_at = '2026-01-01T00:00:00Z')),
    want: [],
  },
  {
    name: 'another request than the documented one',
    expecting: ACCEPTED,
    response: (a) => void (a.body.state = 'AWAITING_UPLOAD'),
    want: [],
  },
]);
