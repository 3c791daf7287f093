import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';

const contract = await contractOf({
  paths: {},
  components: {
    schemas: {
      Refers: { $ref: '#/components/schemas/Thing' },
      Thing: { type: 'object', properties: { list: { $ref: '#/components/schemas/List' } } },
      List: { type: 'array', items: { type: 'integer' } },
    },
  },
});
const REFERS = '#/components/schemas/Refers';
/** More values than the limit for listing every error. */
const MANY = 30_000;

test.each<[string, unknown, string, string]>([
  ['the whole', new Array(MANY).fill(1), '#', '#/components/schemas/Thing/type'],
  [
    'a part',
    { list: [...(new Array(MANY).fill(1) as number[]), 'x'] },
    `#/list/${MANY}`,
    '#/components/schemas/List/items/type',
  ],
])('the error of %s of a large value names the clause behind each $ref', (_, value, at, pointer) => {
  expect(contract.validate(REFERS, value as never)).toMatchObject([{ at, pointer }]);
});
