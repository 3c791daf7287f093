import type { Operation } from '../model/contract.ts';
import type { Result, Run } from '../model/run.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { Json, Pointer } from '../model/json.ts';
import {
  documentedMedia,
  maskBody,
  maskHeaders,
  maskQuery,
  type Hiding,
  type MaskedBody,
} from '../contract/mask-messages.ts';
import { requestMedia } from '../messages/request-media.ts';

export type { MaskedBody } from '../contract/mask-messages.ts';

/** Longer bodies are cut: nobody reads them, and a target may send any number of them. */
export const MAX_BODY = 256 * 1024;

/** A request or response as a report may show it. Control characters are still in it. */
export interface MaskedMessage {
  headers: HeaderField[];
  body: MaskedBody;
}

/** The request of a result as it was sent, or would have been; `path` with its query. */
export function maskedRequest(run: Run, result: Result): MaskedMessage & { method: string; path: string } {
  const { case: testCase, exchange } = result;
  const { method, path, headers, body } = exchange?.request ?? testCase.request;
  return {
    method,
    path: maskQuery(hide(run, testCase.operation), run.mask(path)),
    headers: maskHeaders(hide(run, testCase.operation), headers),
    body: maskBody(hide(run, testCase.operation), requestSchema(result), body ?? new Uint8Array(), MAX_BODY),
  };
}

/** The response of a result; undefined where none came. */
export function maskedResponse(
  run: Run,
  result: Result,
): (MaskedMessage & { status: number; incomplete?: string }) | undefined {
  const { case: testCase, exchange } = result;
  if (!exchange || !('response' in exchange.outcome)) return undefined;
  const { status, headers, body, incomplete } = exchange.outcome.response;
  const media = documentedMedia(testCase.operation, status, headers);
  return {
    status,
    headers: maskHeaders(hide(run, testCase.operation), headers),
    body: maskBody(hide(run, testCase.operation), media?.schema, body, MAX_BODY),
    ...(incomplete && { incomplete: run.mask(incomplete) }),
  };
}

/** The JSON of a result's response, or undefined where its body is none or too long. */
export function maskedJson(run: Run, result: Result): Json | undefined {
  const body = maskedResponse(run, result)?.body;
  return body?.kind === 'json' ? body.value : undefined;
}

function hide({ contract, mask, isMadeUp }: Run, secured: Operation): Hiding {
  return { contract, secured, mask, isMadeUp };
}

/** The schema of the body that a result's request has, if any. */
function requestSchema({ case: { operation, inputs } }: Result): Pointer | undefined {
  return requestMedia(operation, inputs)?.schema;
}
