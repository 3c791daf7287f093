import type { Contract } from '../model/contract.ts';
import { createMock, type MockOptions } from '../mock/mock.ts';
import type { Server } from './mutant.ts';

/** The contract's mock, of which each request may ask that it forgives some errors. */
export function createForgivingMock(contract: Contract, options: MockOptions): Server['answer'] {
  let forgiven: Parameters<Server['answer']>[1];
  const mock = createMock([contract], { ...options, forgives: (error) => forgiven?.(error) ?? false });
  return (request, forgives) => {
    // The mock decodes a request before its first await, so no other request comes between.
    forgiven = forgives;
    const answered = mock.handle(request);
    forgiven = undefined;
    return answered;
  };
}
