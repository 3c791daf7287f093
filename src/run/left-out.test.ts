import { expect, test } from '@jest/globals';
import type { Contract, Operation } from '../model/contract.ts';
import { heldBackOf } from './left-out.ts';

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
