import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { plan, planInTurns, preview } from './plan.ts';

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

test.each<[what: string, options: Parameters<typeof plan>[1], operations: string[]]>([
  ['all that may be sent', {}, ['listPets', 'listShops']],
  ['the chosen ones', { filters: { only: { operation: ['listShops'] } } }, ['listShops']],
  ['what deletes, where that is allowed', { allow: ['all'] }, ['listPets', 'deletePets', 'listShops']],
])('the cases of a plan are those of %s', async (_, options, operations) => {
  const own = { ...OPTIONS, ...options };
  for (const cases of [plan(CONTRACT, own), await planInTurns(CONTRACT, own), await preview(CONTRACT, own)])
    expect([...new Set(cases.map((testCase) => testCase.operation.id))].sort()).toEqual(operations.toSorted());
});

test('a preview has the cases of a plan, and others that are made later', async () => {
  const [planned, shown] = [plan(CONTRACT), await preview(CONTRACT)].map((cases) => cases.map(({ id }) => id)) as [
    string[],
    string[],
  ];
  expect(shown.slice(0, planned.length)).toEqual(planned);
  expect(shown.length).toBeGreaterThan(planned.length);
});
