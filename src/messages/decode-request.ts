import type { Contract, RequestValues, Operation } from '../model/contract.ts';
import type { Request } from '../model/exchange.ts';
import { decodeBody } from './body/decode.ts';
import { readFields, type Fields } from '../http/header-fields.ts';
import { carry, readParameters } from './parameters/decode.ts';
import type { RequestError } from './request-error.ts';
import { checkSecurity } from './check-credentials.ts';

/** The largest body that is read, in bytes, unless somebody says otherwise. */
export const MAX_BODY = 10_000_000;

export type { RequestError } from './request-error.ts';

/**
 * Decodes a request by its contract, and lists its errors: first credentials, then parameters, then the body.
 * No request makes it throw; values that cannot be decoded are left out of `inputs`.
 * @param params path parameters, percent-decoded, from the router
 * @param fields the header fields of the request, if they were read already
 * @param maxBody the largest body once its content coding is removed, in bytes
 * @throws ContractError if a schema of the contract cannot be compiled
 */
export function decodeRequest(
  contract: Contract,
  operation: Operation,
  params: Record<string, string>,
  request: Request,
  fields: Fields = readFields(request.headers),
  maxBody: number = MAX_BODY,
): { inputs: RequestValues; errors: RequestError[] } {
  const carried = carry(operation, params, request.path, fields);
  const inputs: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  const errors = checkSecurity(operation, carried);
  readParameters(contract, carried, inputs, errors);
  // An undocumented body has no defined meaning, and is ignored (RFC 9110 §9.3.1).
  if (operation.body) decodeBody(contract, operation.body, { fields, bytes: request.body, maxBody }, inputs, errors);
  return { inputs, errors };
}
