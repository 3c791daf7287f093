import type { Contract } from '../model/contract.ts';
import type { Violation } from '../model/finding.ts';
import type { Request } from '../model/exchange.ts';
import type { OutgoingRequest } from '../contract/callbacks.ts';
import { maskValue } from '../contract/secrets.ts';
import { valueAt } from '../json/pointer.ts';
import { decodeRequest } from '../messages/decode-request.ts';
import { requestMedia } from '../messages/request-media.ts';
import { show, withArticle } from '../text/wording.ts';

/** What is wrong with a request that a target sent; or why nobody can say. */
export interface JudgedCallback {
  violations: Violation[];
  undecided?: string;
}

/**
 * Holds a request that a target sent to the operation that documents it: header fields and body (OpenAPI 3.1 §4.8.18). Its URL is the
 * client's own, and credentials are between the two, so that neither is judged here.
 * @param what names it: `callback onEvent`, `webhook newPet`
 */
export function judgeCallback(
  contract: Contract,
  what: string,
  { operation }: OutgoingRequest,
  request: Request,
): JudgedCallback {
  if (request.method !== operation.method)
    return {
      violations: [
        {
          clause: operation.pointer,
          at: `${what} method`,
          message: `sends the ${what} with another method`,
          expected: operation.method,
          actual: request.method,
        },
      ],
    };
  const { inputs, errors } = decodeRequest(contract, operation, {}, request);
  const media = requestMedia(operation, inputs);
  // What is secret by its name or schema must not be shown.
  const body =
    inputs.body === undefined
      ? undefined
      : maskValue({ contract, ...(media?.schema !== undefined && { schema: media.schema }) }, inputs.body);
  const [doubt] = errors.filter(({ undecided }) => undecided);
  return {
    ...(doubt && { undecided: `${doubt.at} ${doubt.message}` }),
    violations: errors
      .filter(({ kind, at, undecided }) => kind !== 'security' && !at.startsWith('path ') && !undecided)
      .map(({ clause, at, message, expected }): Violation => {
        const place = /^request body(#.*)$/.exec(at)?.[1];
        return {
          clause,
          at: `${what} ${at}`,
          message: `sends ${withArticle(what)} whose ${at.replace(/^request /, '')} ${message}`,
          expected: expected === undefined ? 'what the document says' : show(expected),
          actual: place === undefined ? 'what came' : show(valueAt(body, place)),
        };
      }),
  };
}
