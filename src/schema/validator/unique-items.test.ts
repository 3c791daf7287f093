import { expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';

const SCHEMA = '#/components/schemas/List';
const listOf = (schema: object): Promise<Contract> =>
  contractOf({ paths: {}, components: { schemas: { List: { type: 'array', uniqueItems: true, ...schema } } } });

const TABLE: [name: string, { given: Json[]; want: string[] }][] = [
  ['nothing', { given: [], want: [] }],
  [
    'values that differ in their type alone',
    { given: [1, '1', true, 'true', null, 'null', [], {}, '[]', [null]], want: [] },
  ],
  [
    'one number in two spellings',
    {
      given: [JSON.parse('1') as Json, 2, JSON.parse('1.0') as Json],
      want: ['must NOT have duplicate items (items ## 0 and 2 are identical)'],
    },
  ],
  [
    'zero with and without a sign',
    { given: [0, -0], want: ['must NOT have duplicate items (items ## 0 and 1 are identical)'] },
  ],
  [
    'objects whose members stand in another order, deep down too',
    {
      given: [
        { a: 1, b: [{ c: 1, d: 2 }] },
        { b: [{ d: 2, c: 1 }], a: 1 },
      ],
      want: ['must NOT have duplicate items (items ## 0 and 1 are identical)'],
    },
  ],
  [
    'lists in another order',
    {
      given: [
        [1, 2],
        [2, 1],
      ],
      want: [],
    },
  ],
  [
    'numbers as names, and __proto__',
    { given: [JSON.parse('{"__proto__":1,"2":1}') as Json, JSON.parse('{"2":1}') as Json], want: [] },
  ],
  ['texts', { given: ['a', 'b', 'a'], want: ['must NOT have duplicate items (items ## 0 and 2 are identical)'] }],
];
test.each(TABLE)('compares %s', async (_, { given, want }) => {
  const contract = await listOf({});
  expect(contract.validate(SCHEMA, given).map(({ message }) => message)).toStrictEqual(want);
  expect(contract.accepts(SCHEMA, given)).toBe(want.length === 0);
});

test('an error has its place and its clause', async () => {
  const contract = await contractOf({
    paths: {},
    components: { schemas: { List: { properties: { list: { uniqueItems: true } } } } },
  });
  expect(contract.validate(SCHEMA, { list: [1, 1] })).toStrictEqual([
    expect.objectContaining({
      pointer: `${SCHEMA}/properties/list/uniqueItems`,
      at: '#/list',
      keyword: 'uniqueItems',
      expected: true,
    }),
  ]);
});

test('uniqueItems: false has no effect', async () => {
  expect((await listOf({ uniqueItems: false })).accepts(SCHEMA, [1, 1])).toBe(true);
});

// To compare each with each would take minutes.
test('a hundred thousand objects are compared without comparing each with each', async () => {
  const contract = await listOf({ items: { oneOf: [{ type: 'object' }, { type: 'string' }] } });
  const objects = Array.from({ length: 100_000 }, (_, n): Json => ({ n }));
  expect(contract.accepts(SCHEMA, objects)).toBe(true);
  expect(contract.accepts(SCHEMA, [...objects, { n: 0 }])).toBe(false);
});
