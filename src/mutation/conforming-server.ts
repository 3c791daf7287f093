import type { Contract } from '../model/contract.ts';
import { decodeRequest } from '../messages/decode-request.ts';
import { createRouter } from '../contract/router.ts';
import { createMock } from '../mock/mock.ts';
import type { Server } from './mutant.ts';

/** The contract's mock: one for all mutants, so that its preparation of an operation serves all of them. */
export function createConformingServer(contract: Contract): Server {
  let ids = 0;
  let forgiven: Parameters<Server['answer']>[1];
  const router = createRouter([contract]);
  const mock = createMock([contract], {
    // They differ at their start, so that truncated ones still differ.
    newId: () => `${(ids += 1).toString(16).padStart(8, '0')}-0000-4000-8000-00000000000a`,
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
    read: (request) => {
      const match = router.match(request.method, request.path);
      return match.kind === 'operation'
        ? decodeRequest(contract, match.operation, match.params, request)
        : { inputs: { path: {}, query: {}, header: {}, cookie: {} }, errors: [] };
    },
  };
}
