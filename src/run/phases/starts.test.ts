import { expect, test } from '@jest/globals';
import type { Operation } from '../../model/contract.ts';
import { startsByOperation } from './starts.ts';

/** What a request of this method is made from, where so many things were created. */
function startOf(method: string, may: string, created: number): unknown {
  const items = Array.from({ length: created }, (_, nth) => ({ params: { id: nth + 1 } }));
  const [baselines, permissions, ledger] = [
    { startOf: (_: Operation, params?: object) => params ?? 'what was accepted' },
    { of: () => ({ may }) },
    { available: () => items },
  ] as unknown as Parameters<typeof startsByOperation>;
  return startsByOperation(baselines, permissions, ledger)({ method } as Operation);
}

test.each<[method: string, may: string, created: number, want: unknown]>([
  ['PUT', 'send', 1, 'what was accepted'],
  ['PUT', 'hold back', 1, undefined],
  ['PUT', 'send to created', 0, undefined],
  ['PUT', 'send to created', 3, { id: 1 }],
  ['DELETE', 'send to created', 3, { id: 3 }],
  ['DELETE', 'send to created', 2, { id: 2 }],
  // What is left is for the requests of others.
  ['DELETE', 'send to created', 1, undefined],
])('a %s that the run may %s, with %i things created, is made from %j', (method, may, created, want) =>
  expect(startOf(method, may, created)).toEqual(want),
);
