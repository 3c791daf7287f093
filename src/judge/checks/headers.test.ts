import { headers } from './headers.ts';
import { checkTable } from '../../../test/support/check-table.ts';
import { contractOf } from '../../../test/support/contracts.ts';

const OPTIONAL = await contractOf({
  paths: {
    '/pets': {
      get: {
        responses: {
          200: {
            description: 'All.',
            headers: { 'X-Count': { schema: { type: 'integer' } } },
            content: { 'application/json': { example: [] } },
          },
        },
      },
    },
  },
});

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
  {
    name: 'a header that need not be there',
    contract: OPTIONAL,
    example: 'default',
    want: [],
  },
  {
    name: 'a header that need not be there, with a wrong value',
    contract: OPTIONAL,
    example: 'default',
    response: (a) => void (a.headers['X-Count'] = 'many'),
    want: ['header X-Count'],
    says: { expected: 'integer', actual: '"many"' },
  },
]);
