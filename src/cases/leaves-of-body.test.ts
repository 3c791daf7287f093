import { expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import { leavesOfBody } from './leaves-of-body.ts';

const THING = '#/components/schemas/thing';
const contract = await contractOf({
  paths: {},
  components: {
    schemas: {
      thing: { properties: { a: { type: 'string' }, inner: { properties: { 'b/c': { type: 'integer' } } } } },
    },
  },
});

test('the leaves of a body are its members and theirs, with their schemas, and none further down', () => {
  const body = { a: 'x', inner: { 'b/c': 1, deeper: { d: 1 }, list: [{ e: 1 }] }, other: null };
  const leaves = leavesOfBody(contract, { schema: THING }, body);
  expect(leaves.map(({ schemas, ...leaf }) => ({ ...leaf, schemas: schemas.map(({ pointer }) => pointer) }))).toEqual([
    { name: 'a', place: '#/a', value: 'x', depth: 1, schemas: [`${THING}/properties/a`] },
    {
      ...{ name: 'b/c', place: '#/inner/b~1c', value: 1, depth: 2 },
      schemas: [`${THING}/properties/inner/properties/b~1c`],
    },
    { name: 'list', place: '#/inner/list', value: [{ e: 1 }], depth: 2, schemas: [] },
    { name: 'other', place: '#/other', value: null, depth: 1, schemas: [] },
  ]);
});

test('a body without a schema has leaves without schemas, and one that is no object has none', () => {
  expect(leavesOfBody(contract, {}, { a: 1 })).toEqual([{ name: 'a', place: '#/a', value: 1, depth: 1, schemas: [] }]);
  expect(leavesOfBody(contract, { schema: THING }, ['a'])).toEqual([]);
});
