import { expect, test } from '@jest/globals';
import { seededSources } from './seeded-values.ts';

const idsOf = (seed: number) => {
  const { newId } = seededSources(seed);
  return Array.from({ length: 200 }, newId);
};

test('seededSources gives the same ids for the same seed, and others for another', () => {
  expect(idsOf(7)).toEqual(idsOf(7));
  expect(idsOf(7)[0]).not.toBe(idsOf(8)[0]);
});

test('seededSources gives version 4 uuids that all differ and use every digit and variant', () => {
  const ids = idsOf(1);
  expect(new Set(ids).size).toBe(200);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids.map((id) => id[19]))).toEqual(new Set('89ab'));
  expect(new Set(ids.map((id) => id[0])).size).toBe(16);
});

test('seededSources has a clock that stands still', () =>
  expect(seededSources(1).now()).toEqual(new Date('2026-01-01T00:00:00.000Z')));
