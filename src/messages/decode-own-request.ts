import type { Contract, Operation, RequestValues } from '../model/contract.ts';
import type { Request } from '../model/exchange.ts';
import { decodeRequest, type RequestError } from './decode-request.ts';
import { pathParameters } from './path-template.ts';

/** Decodes a request that is about to be sent. */
export function decodeOwnRequest(
  contract: Contract,
  operation: Operation,
  request: Request,
): { inputs: RequestValues; errors: RequestError[] } {
  const { inputs, errors } = decodeRequest(contract, operation, pathParameters(operation, request.path), request);
  return { inputs, errors: withoutSchemeErrors(errors, request) };
}

/** The name of a scheme, and no credentials. */
const BARE = /^(basic|bearer|digest|token)?$/i;

/**
 * Errors without those of the Authorization field's scheme, where there is such a field: its sender knows what the server takes.
 * Documents often say `bearer`, or OAuth 2, of a server that takes `Token`.
 */
export function withoutSchemeErrors(errors: RequestError[], { headers }: Pick<Request, 'headers'>): RequestError[] {
  const isGiven = headers.some(([name, value]) => name.toLowerCase() === 'authorization' && !BARE.test(value.trim()));
  return errors.filter(({ kind, at }) => !(isGiven && kind === 'security' && at === 'header Authorization'));
}
