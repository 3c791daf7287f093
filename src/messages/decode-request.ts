import type { Contract, RequestValues, Operation } from '../model/contract.ts';
import type { Request } from '../model/exchange.ts';
import { decodeBody } from './body/decode.ts';
import { readFields, type Fields } from '../http/header-fields.ts';
import { carry, readParameters } from './parameters/decode.ts';
import type { RequestError } from './request-error.ts';
import { checkSecurity } from './check-credentials.ts';

export type { RequestError } from './request-error.ts';

/**
 * What a request says by its contract, and what it does wrong: credentials first, then parameters, then the body.
 * Nothing that a client can send makes it throw; what could not be read is left out of `inputs`.
 * @param params path parameters, percent-decoded, as the router gives them
 * @param fields the header fields of the request, where they were read before
 * @throws ContractError where a schema of the contract cannot be compiled
 */
export function decodeRequest(
  contract: Contract,
  operation: Operation,
  params: Record<string, string>,
  request: Request,
  fields: Fields = readFields(request.headers),
): { inputs: RequestValues; errors: RequestError[] } {
  const carried = carry(operation, params, request.path, fields);
  const inputs: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  const errors = checkSecurity(operation, carried);
  readParameters(contract, carried, inputs, errors);
  // What an undocumented body means is nowhere said, so that it is left out of account (RFC 9110 §9.3.1).
  if (operation.body) decodeBody(contract, operation.body, fields, request.body, inputs, errors);
  return { inputs, errors };
}
