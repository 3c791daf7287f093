import type { Contract } from '../model/contract.ts';
import { decodeRequest } from '../messages/decode-request.ts';
import { createRouter } from '../contract/router.ts';
import { createForgivingMock } from './forgiving-mock.ts';
import type { Server } from './mutant.ts';

/** The contract's mock: one for all mutants, so that its preparation of an operation serves all of them. */
export function createConformingServer(contract: Contract): Server {
  let ids = 0;
  const router = createRouter([contract]);
  const answer = createForgivingMock(contract, {
    // They differ at their start, so that truncated ones still differ.
    newId: () => `${(ids += 1).toString(16).padStart(8, '0')}-0000-4000-8000-00000000000a`,
  });
  return {
    answer,
    read: (request) => {
      const match = router.match(request.method, request.path);
      return match.kind === 'operation'
        ? decodeRequest(contract, match.operation, match.params, request)
        : { inputs: { path: {}, query: {}, header: {}, cookie: {} }, errors: [] };
    },
  };
}
