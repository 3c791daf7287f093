import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { plan, planInTurns } from './plan.ts';

const operation = (operationId: string) => ({
  operationId,
  parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1 } }],
  responses: { 200: { description: 'Done.' }, 400: { description: 'No.' } },
});
const CONTRACT = await contractOf({
  paths: {
    '/pets': { get: operation('listPets'), delete: operation('deletePets') },
    '/shops': { get: operation('listShops') },
  },
});
const OPTIONS = { phases: ['examples', 'coverage'] as const };

describe('planning in turns', () => {
  test('gives the cases of planning at once, in the same order', async () => {
    const ids = (cases: { id: string }[]) => cases.map(({ id }) => id);
    const cases = await planInTurns(CONTRACT, OPTIONS);
    expect(ids(cases)).toEqual(ids(plan(CONTRACT, OPTIONS)));
    expect(cases.length).toBeGreaterThan(4);
    expect(await planInTurns(CONTRACT, { ...OPTIONS, phases: [] })).toEqual([]);
    await expect(planInTurns(CONTRACT, { phases: ['other' as 'coverage'] })).rejects.toThrow('other');
  });

  test('lets a stop be heard between two operations, and ends then', async () => {
    const stop = new AbortController();
    const heard = nextTurn().then(() => stop.abort());
    const cases = await planInTurns(CONTRACT, OPTIONS, stop.signal);
    await heard;
    expect(new Set(cases.map((testCase) => testCase.operation.id))).toEqual(new Set(['listPets']));
  });

  test('makes the cases of one operation though it was stopped before, so that the run is not taken for one of nothing', async () => {
    const cases = await planInTurns(CONTRACT, OPTIONS, AbortSignal.abort());
    expect(new Set(cases.map((testCase) => testCase.operation.id))).toEqual(new Set(['listPets']));
  });
});
