import { expect, test } from '@jest/globals';
import type { Contract, Operation } from '../model/contract.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { heldBackOf, withoutEncoder, withoutVariation } from './left-out.ts';

const OPERATION = { id: 'deletePet' } as Operation;
const HELD = { operation: 'deletePet', reason: 'it deletes' };

test.each<[what: string, may: string, isReached: boolean, refused: number | undefined, told: unknown[]]>([
  ['Nothing was sent', 'hold back', false, undefined, [HELD]],
  ['No request was found for it', 'hold back', false, 0, [HELD]],
  ['One request was refused', 'hold back', false, 1, []],
  ['Something reached it', 'hold back', true, undefined, []],
  ['It may be sent', 'send', false, undefined, []],
])('an operation is told as held back unless something was sent: %s', (_, may, isReached, refused, told) => {
  const [permissions, baselines] = [
    { of: () => ({ may, heldBack: HELD }) },
    { of: () => (refused === undefined ? undefined : { climb: { refused: Array(refused).fill({}) } }) },
  ] as unknown as [Parameters<typeof heldBackOf>[1], Parameters<typeof heldBackOf>[3]];
  const reached = new Map(isReached ? [['deletePet', {}]] : []) as unknown as Parameters<typeof heldBackOf>[2];
  expect(heldBackOf({ operations: [OPERATION] } as unknown as Contract, permissions, reached, baselines)).toEqual(told);
});

test('a documented body that nothing can write is told of, by its media type', async () => {
  const media = (...values: unknown[]) => ({
    examples: Object.fromEntries(values.map((value, nth) => [`e${nth}`, { value }])),
  });
  const contract = await contractOf({
    paths: {
      '/x': {
        post: {
          operationId: 'send',
          requestBody: {
            content: {
              'application/json': media({ a: 1 }),
              'text/plain': media('a'),
              'application/x-tar': media('a', { a: 1 }),
              'image/png': {},
            },
          },
          responses: { 200: { description: '' } },
        },
        get: { operationId: 'read', responses: { 200: { description: '' } } },
      },
    },
  });
  expect(withoutEncoder(contract)).toEqual([
    {
      operation: 'send',
      reason:
        'no documented request of the media type application/x-tar was sent: its example is no text, and assay cannot write it',
    },
  ]);
});

test.each([
  [447, []],
  [
    448,
    [
      {
        operation: 'list',
        reason: '1 of its 448 parameters, from query p447 on, were not varied: there are too many',
      },
    ],
  ],
])('where an operation has %d parameters it is told which are not varied', async (count, told) => {
  const parameters = Array.from({ length: count }, (_, nth) => ({ name: `p${nth}`, in: 'query', schema: {} }));
  const contract = await contractOf({
    paths: { '/x': { get: { operationId: 'list', parameters, responses: { 200: { description: '' } } } } },
  });
  expect(withoutVariation(contract)).toEqual(told);
});
