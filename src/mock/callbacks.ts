import type { Contract, Operation, RequestValues } from '../model/contract.ts';
import type { Request } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { callbacksOf, type OutgoingRequest } from '../contract/callbacks.ts';
import { expand } from '../contract/runtime-expressions.ts';
import { readFields } from '../http/header-fields.ts';
import { concreteType } from '../messages/body/concrete-type.ts';
import { isEncodable } from '../messages/body/encode.ts';
import { encodeRequest } from '../messages/encode-request.ts';
import { NO_OVERRIDES } from '../messages/overrides.ts';
import { sample } from '../schema/sample.ts';
import { toResponse, type Reply } from './reply.ts';
import { isSuccessful } from '../http/status.ts';

/** Marks the requests of callbacks, which have none of their own: else two mocks could call each other for ever. */
const CALLBACK_HEADER = 'X-Assay-Callback';

/** A callback to send: where to, and what. Or why it is not sent, as the end of a sentence. */
export type DueCallback = { name: string } & ({ url: URL; request: Request } | { problem: string });

/** The callbacks that a successful answer to a request entails (OpenAPI 3.1 §4.8.18), each with the URL that the request gives. */
export function dueCallbacks(
  contract: Contract,
  operation: Operation,
  inputs: RequestValues,
  request: Request,
  reply: Reply,
): DueCallback[] {
  if (!isSuccessful(reply.status)) return [];
  if (readFields(request.headers).get(CALLBACK_HEADER.toLowerCase()) !== undefined) return [];
  return callbacksOf(contract, operation).map((callback) => {
    const { name, expression = '', operation: sent } = callback;
    // Only a client may say where to: a fixed URL is somebody else's server.
    if (!expression.startsWith('{$request.')) return { name, problem: 'its URL is not that of the request' };
    const target = expand(expression, { inputs, request, response: toResponse(reply) });
    if ('missing' in target) return { name, problem: `the request has no ${target.missing}` };
    const url = URL.canParse(target.value) ? new URL(target.value) : undefined;
    if (!url || !/^https?:$/.test(url.protocol)) return { name, problem: 'its URL is neither http nor https' };
    const made = inputsOf(contract, callback);
    if (!made) return { name, problem: 'no value of its body can be written' };
    const { method, headers, body } = encodeRequest(sent, made, NO_OVERRIDES);
    const path = `${url.pathname}${url.search}`;
    return {
      name,
      url,
      request: {
        method,
        path,
        headers: [...headers, [CALLBACK_HEADER, name.replace(/[^\x21-\x7e]/g, '-')]],
        ...(body && { body }),
      },
    };
  });
}

/** The documented example of a callback, else values of its schemas; undefined if there is none. */
function inputsOf(contract: Contract, { operation }: OutgoingRequest): RequestValues | undefined {
  const [shown] = operation.examples.filter(({ request }) => request.body !== undefined || !operation.body);
  if (shown) return shown.request;
  const inputs: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  const [media] = operation.body?.media ?? [];
  if (!media) return inputs;
  const body: Json | undefined = media.schema === undefined ? {} : sample(contract, media.schema);
  const label = concreteType(operation.body?.media ?? [], media.type);
  return body !== undefined && isEncodable(media, label, body) ? { ...inputs, mediaType: media.type, body } : undefined;
}
