import { literalValue } from './literal-value.ts';
import { ACCEPTED, checkTable } from '../../../test/support/check-table.ts';
import { contractOf } from '../../../test/support/contracts.ts';

/** A contract of an illustration, which cites no source, and of another one whose literal is of its own. */
const PETS = await contractOf({
  paths: {
    '/pets': {
      get: {
        responses: {
          200: {
            description: 'All.',
            content: {
              'application/json': {
                examples: { default: { value: { kind: 'cat', size: 3 } }, other: { value: { kind: 'dog', age: 5 } } },
              },
            },
          },
        },
      },
    },
  },
});

checkTable(literalValue, [
  { name: 'the documented response', want: [] },
  {
    name: 'another state',
    response: (a) => void (a.body.state = 'STAGED'),
    want: ['body#/state'],
    says: { severity: undefined },
  },
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
  {
    name: 'a literal of another example alone',
    contract: PETS,
    example: 'default',
    response: (a) => void (a.body = { kind: 'cat', size: 3, age: 6 }),
    want: [],
  },
  {
    name: 'what an illustration shows',
    contract: PETS,
    example: 'default',
    response: (a) => void (a.body.size = 4),
    want: ['body#/size'],
    says: {
      severity: 'note',
      message: 'answers with another size than the documented one',
      expected: '3',
      actual: '4',
    },
  },
  {
    name: 'an integer that no number holds',
    contract: PETS,
    example: 'default',
    raw: '{"kind":"cat","size":9007199254740993}',
    want: ['body#/size'],
    says: { actual: '9007199254740993' },
  },
]);
