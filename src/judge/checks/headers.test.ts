import { headers } from './headers.ts';
import { checkTable } from '../../../test/support/check-table.ts';

checkTable(headers, [
  { name: 'the documented headers', want: [] },
  {
    name: 'names in other letters',
    response: (a) =>
      void (a.headers = {
        'content-type': 'application/json',
        'x-vcap-request-id': 'r',
        'X-CONTENT-TYPE-OPTIONS': 'nosniff',
      }),
    want: [],
  },
  {
    name: 'a missing header',
    response: (a) => void delete a.headers['X-VCAP-Request-ID'],
    want: ['header X-VCAP-Request-ID'],
  },
  {
    name: 'a header with nothing in it',
    response: (a) => void (a.headers['X-VCAP-Request-ID'] = ''),
    want: ['header X-VCAP-Request-ID'],
  },
  { name: 'headers that no document speaks of', response: (a) => void (a.headers['X-Powered-By'] = 'assay'), want: [] },
]);
