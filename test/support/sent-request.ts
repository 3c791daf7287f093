import type { Contract } from '../../src/model/contract.ts';
import type { HeaderField } from '../../src/model/exchange.ts';
import { createRouter } from '../../src/contract/router.ts';
import { decodeRequest } from '../../src/messages/decode-request.ts';

/** Routes a request with the contract's first method, and decodes it. @throws if the path matches no operation */
export function readSent(
  contract: Contract,
  path: string,
  headers: HeaderField[] = [],
  body?: string | Uint8Array,
): ReturnType<typeof decodeRequest> {
  const method = contract.operations[0]?.method ?? 'GET';
  const match = createRouter([contract]).match(method, path);
  if (match.kind !== 'operation') throw new Error(`no operation at ${path}`);
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return decodeRequest(match.contract, match.operation, match.params, {
    method,
    path,
    headers,
    ...(bytes && { body: bytes }),
  });
}
