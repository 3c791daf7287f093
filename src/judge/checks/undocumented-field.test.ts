import { undocumentedField } from './undocumented-field.ts';
import { ACCEPTED, checkTable } from '../../../test/support/check-table.ts';
import { contractOf } from '../../../test/support/contracts.ts';

/** A list of things whose examples have more than their schema. */
const LISTED = await contractOf({
  paths: {
    '/things': {
      get: {
        responses: {
          200: {
            description: 'All.',
            content: {
              'application/json': {
                schema: { type: 'array', items: { type: 'object', properties: { id: {} } } },
                examples: {
                  default: { value: [{ id: 1 }, { id: 2, color: 'red', box: { size: 1 } }] },
                  other: {
                    value: [
                      { id: 3, label: null },
                      { id: 4, box: { depth: 1 } },
                    ],
                  },
                },
              },
            },
          },
        },
      },
    },
  },
});
const listed = { contract: LISTED, example: 'default' } as const;
const many = (count: number, at: number) => Array.from({ length: count }, (_, nth) => (nth === at ? { x: 1 } : {}));

checkTable(undocumentedField, [
  { name: 'the documented body', example: 'docker-with-credentials', want: [] },
  {
    name: 'more members, at every depth',
    response: (a) => void ((a.body.name = 'x'), (a.body.links.upload = { href: '/' }), (a.body.data.hash.salt = null)),
    want: ['body#/data/hash/salt', 'body#/links/upload', 'body#/name'],
  },
  {
    name: 'the first ten of many members',
    response: (a) => {
      for (let nth = 0; nth < 12; nth += 1) a.body[`x${nth}`] = nth;
    },
    want: [...'0123456789'].map((nth) => `body#/x${nth}`),
  },
  {
    name: 'what a generated request may have sent',
    expecting: { ...ACCEPTED, mayNormalize: true },
    response: (a) => void (a.body.name = 'x'),
    want: [],
  },
  {
    name: 'what another item of an example has',
    ...listed,
    raw: '[{"color":1,"label":2,"box":{"size":1,"depth":2}}]',
    want: [],
  },
  {
    name: 'what no example has',
    ...listed,
    raw: '[{"color":1},{"size":1}]',
    want: ['body#/1/size'],
    says: { severity: 'note', message: 'answers with "size", which the contract does not speak of', actual: '1' },
  },
  { name: 'the twentieth item', ...listed, raw: JSON.stringify(many(20, 19)), want: ['body#/19/x'] },
  { name: 'the first item', ...listed, raw: JSON.stringify(many(20, 0)), want: ['body#/0/x'] },
  { name: 'the twenty-first item, which is not searched', ...listed, raw: JSON.stringify(many(21, 20)), want: [] },
  {
    name: 'ten items of many',
    ...listed,
    raw: JSON.stringify(Array.from({ length: 12 }, () => ({ x: 1 }))),
    want: [...'0123456789'].map((nth) => `body#/${nth}/x`),
  },
  {
    name: 'what an accepted request has more',
    expecting: ACCEPTED,
    response: (a) => void (a.body.name = 'x'),
    want: ['body#/name'],
  },
]);
