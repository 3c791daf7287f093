import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { loadContract } from '../../contract/load.ts';
import { chooseOperations } from '../../run/operation-filter.ts';
import { countParts, isOwnEntry, ownOperations } from './own-part.ts';

const COUNT = 5;
const shards = Array.from({ length: COUNT }, (_, at) => ({ index: at + 1, count: COUNT }));
const contract = await loadContract('examples/bookshop/openapi.yaml');

test('each recorded entry belongs to one shard, and no shard has much more than the others', () => {
  const own = shards.map(isOwnEntry);
  const sizes = shards.map(() => 0);
  for (let number = 0; number < 10_000; number += 1) {
    const takers = own.flatMap((isOwn, at) => (isOwn(number) ? [at] : []));
    expect(takers).toHaveLength(1);
    sizes[takers[0] as number] = (sizes[takers[0] as number] ?? 0) + 1;
  }
  for (const size of sizes) expect(Math.abs(size - 2_000)).toBeLessThan(200);
});

test('traffic that repeats with the period of the shards does not all go to one of them', () => {
  const isOwn = isOwnEntry({ index: 1, count: 4 });
  const every = Array.from({ length: 100 }, (_, at) => at * 4).filter(isOwn);
  expect(every.length).toBeGreaterThan(10);
  expect(every.length).toBeLessThan(50);
});

test.each([
  [0, 0],
  [1, 0x514e28b7],
  [2, 0x30f4c306],
  [0xffffffff, 0x81f16f39],
])('the entry %i belongs to the shard that MurmurHash3 says', (number, hash) => {
  const count = 9_973;
  expect(isOwnEntry({ index: (hash % count) + 1, count })(number)).toBe(true);
});

test.each<[count: number, parts: string[][]]>([
  [1, [['pets', 'pets/1', 'owners', 'owners/1', 'shops/1', 'shops/1/toys/1', 'status', 'health', 'report']]],
  [
    2,
    [
      ['pets', 'pets/1', 'status', 'health'],
      ['owners', 'owners/1', 'shops/1', 'shops/1/toys/1', 'report'],
    ],
  ],
  [5, [['owners', 'owners/1'], ['health'], ['pets', 'pets/1'], ['report'], ['shops/1', 'shops/1/toys/1', 'status']]],
])('%i shards always do the same parts of a run, each about as much as another', async (count, parts) => {
  const at = (path: string) => ({
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true })),
      // What a query names makes no operation one of a family.
      { name: 'petId', in: 'query' },
    ].map((one) => ({ ...one, schema: { type: 'string' } })),
    responses: { 200: { description: '' } },
  });
  const things = [
    '/pets',
    '/pets/{petId}',
    '/owners',
    '/owners/{ownerId}',
    '/shops/{shopId}',
    '/shops/{shopId}/toys/{toyId}',
  ];
  const paths = [...things, '/status', '/health', '/report'];
  const whole = await contractOf({ paths: Object.fromEntries(paths.map((path) => [path, { get: at(path) }])) });
  const own = Array.from({ length: count }, (_, nth) => ownOperations(whole, whole, { index: nth + 1, count }));
  expect(own.map(({ operations }) => operations.map(({ path }) => path.slice(1).replaceAll(/\{\w+\}/g, '1')))).toEqual(
    parts,
  );
  expect(countParts(whole, whole)).toBe(6);
});

test('each operation belongs to one shard', () => {
  const ids = shards.flatMap((shard) => ownOperations(contract, contract, shard).operations.map(({ id }) => id));
  expect(ids.toSorted()).toEqual(contract.operations.map(({ id }) => id).toSorted());
});

test('operations on the same things belong to the same shard', () => {
  const shardOf = (method: string, path: string) =>
    shards.findIndex((shard) =>
      ownOperations(contract, contract, shard).operations.some((one) => one.method === method && one.path === path),
    );
  for (const { path } of contract.operations.filter((one) => one.path.includes('{'))) {
    const [collection] = path.split('/{', 1);
    const family = contract.operations.filter(
      (one) => one.path === collection || one.path.startsWith(`${collection}/{`),
    );
    expect(new Set(family.map((one) => shardOf(one.method, one.path))).size).toBe(1);
  }
});

test('no shard has an operation that the filters leave out', () => {
  const chosen = chooseOperations(contract, { only: { method: ['GET'] } });
  const methods = shards.flatMap((shard) =>
    ownOperations(contract, chosen, shard).operations.map(({ method }) => method),
  );
  expect(new Set(methods)).toEqual(new Set(['GET']));
});
