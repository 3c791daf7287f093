import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';

const SCHEMA = '#/components/schemas/Price';
const priceOf = (multipleOf: number) =>
  contractOf({ paths: {}, components: { schemas: { Price: { type: 'number', multipleOf } } } });

test.each<[value: number, step: number, is: boolean]>([
  [19.99, 0.01, true],
  [0.3, 0.1, true],
  [19.995, 0.01, false],
  [10, 5, true],
  [11, 5, false],
])('%d as a multiple of %d: %s', async (value, step, is) => {
  const contract = await priceOf(step);
  expect(contract.accepts(SCHEMA, value)).toBe(is);
});

test('an error names the clause and the step', async () => {
  const contract = await priceOf(0.01);
  expect(contract.validate(SCHEMA, 0.005)).toMatchObject([
    {
      pointer: `${SCHEMA}/multipleOf`,
      keyword: 'multipleOf',
      at: '#',
      message: 'must be multiple of 0.01',
      expected: 0.01,
    },
  ]);
});
