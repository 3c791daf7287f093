import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { checkItself, findLoose } from './first-check.ts';

const STOP = new AbortController().signal;
const nothing = () => {};
const answer = (example?: object) => ({
  200: { description: '', ...(example && { content: { 'application/json': { schema: {}, example } } }) },
});
const many = (count: number, example?: object) =>
  contractOf({
    paths: Object.fromEntries(
      Array.from({ length: count }, (_, nth) => [
        `/x${nth}`,
        { get: { operationId: `get${nth}`, responses: answer(example) } },
      ]),
    ),
  });

test('a small contract is checked whole against its own mock, and its progress is told', async () => {
  const seen: [number, number][] = [];
  const { run, of, all } = await checkItself(await many(3), STOP, (done, total) => seen.push([done, total]));
  expect([run.verdict, of, all]).toEqual(['conforms', 3, 3]);
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.at(-1)?.[0]).toBe(seen.length);
});

test('150 operations of a large contract are checked, taken evenly', async () => {
  const { run, of, all } = await checkItself(await many(301), STOP, nothing);
  const ids = run.contract.operations.map(({ id }) => id);
  expect([of, all, ids.length, new Set(ids).size]).toEqual([150, 301, 150, 150]);
  expect([ids[0], ids[1], ids[149]]).toEqual(['get0', 'get2', 'get298']);
});

test('a contract of 150 operations is checked whole', async () => {
  expect(await checkItself(await many(150), STOP, nothing)).toMatchObject({ of: 150, all: 150 });
});

test('a contract without a documented answer has no place that is too loose', async () => {
  expect(await findLoose(await many(2), STOP, nothing)).toBeUndefined();
});

test('places that are too loose are named with their operations', async () => {
  const found = await findLoose(await many(1, { open: 1 }), STOP, nothing);
  expect(found).toMatchObject({ bound: '' });
  expect(found?.tried).toBeGreaterThan(0);
  expect(found?.places.length).toBeGreaterThan(0);
  expect(found?.places.length).toBeLessThanOrEqual(found?.tried ?? 0);
  for (const { label, pointer } of found?.places ?? [])
    expect([label, pointer]).toEqual([expect.stringMatching(/^get0: ./), expect.stringContaining('#/paths/~1x0')]);
  expect(found).not.toHaveProperty('undecided');
});

test('15 of many operations with answers are sampled, and that is said', async () => {
  const found = await findLoose(await many(16, { open: 1 }), STOP, nothing);
  expect(found?.bound).toBe(' (15 of 16 operations sampled)');
  expect((await findLoose(await many(15, { open: 1 }), STOP, nothing))?.bound).toBe('');
});
