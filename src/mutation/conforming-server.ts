import type { Contract } from '../model/contract.ts';
import { decodeRequest } from '../messages/decode-request.ts';
import { createRouter } from '../contract/router.ts';
import { createForgivingMock, type ForgivingMock } from './forgiving-mock.ts';
import type { Server } from './mutant.ts';

/** The contract's mock: one for all mutants, so that its preparation of an operation serves all of them. */
export function createConformingServer(contract: Contract): Server & ForgivingMock {
  const router = createRouter([contract]);
  return {
    ...createForgivingMock(contract),
    read: (request) => {
      const match = router.match(request.method, request.path);
      return match.kind === 'operation'
        ? decodeRequest(contract, match.operation, match.params, request)
        : { inputs: { path: {}, query: {}, header: {}, cookie: {} }, errors: [] };
    },
  };
}
