import type { Contract } from '../model/contract.ts';
import { createMock, type MockOptions } from '../mock/mock.ts';
import type { Server } from './mutant.ts';

/** The contract's mock, of which each request may ask that it forgives some errors. */
export interface ForgivingMock extends Pick<Server, 'answer'> {
  /** Makes the same identifiers and values again as a new one: what a mutant comes to depends on no mutant before it. */
  reset(): void;
}

export function createForgivingMock(
  contract: Contract,
  options: Pick<MockOptions, 'mode' | 'store'> = {},
): ForgivingMock {
  let forgiven: Parameters<Server['answer']>[1];
  let [ids, answers] = [0, 0];
  const mock = createMock([contract], {
    ...options,
    seed: 0,
    now: () => new Date(),
    // They differ at their start, so that truncated ones still differ.
    newId: () => `${(ids += 1).toString(16).padStart(8, '0')}-0000-4000-8000-00000000000a`,
    nextSerial: () => (answers += 1),
    forgives: (error) => forgiven?.(error) ?? false,
  });
  return {
    answer: (request, forgives) => {
      // The mock decodes a request before its first await, so no other request comes between.
      forgiven = forgives;
      const answered = mock.handle(request);
      forgiven = undefined;
      return answered;
    },
    reset: () => {
      [ids, answers] = [0, 0];
    },
  };
}
