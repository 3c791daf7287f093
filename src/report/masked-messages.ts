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
import { KB } from '../text/sizes.ts';

export type { MaskedBody } from '../contract/mask-messages.ts';

/** Longer bodies are cut: nobody reads them, and a target may send many. */
export const MAX_BODY = 256 * KB;

/** A request or response with its secrets masked. It may still have control characters. */
export interface MaskedMessage {
  headers: HeaderField[];
  body: MaskedBody;
}

/** What the secrets of a run are found by. */
export type Masking = Pick<Run, 'contract' | 'mask' | 'isMadeUp'>;

/** The request of a result, sent or not; `path` includes the query. */
export function maskedRequest(run: Masking, result: Result): MaskedMessage & { method: string; path: string } {
  const { case: testCase, exchange } = result;
  const { method, path, headers, body } = exchange?.request ?? testCase.request;
  return {
    method,
    path: maskQuery(hide(run, testCase.operation), run.mask(path)),
    headers: maskHeaders(hide(run, testCase.operation), headers),
    body: maskBody(hide(run, testCase.operation), requestSchema(result), body ?? new Uint8Array(), MAX_BODY),
  };
}

const ENDLESS = 'the body had not ended when the time was up';

/** The response of a result, if there is one. */
export function maskedResponse(
  run: Masking,
  result: Result,
): (MaskedMessage & { status: number; incomplete?: string }) | undefined {
  const { case: testCase, exchange } = result;
  if (!exchange || !('response' in exchange.outcome)) return undefined;
  const { status, headers, body, unended, incomplete = unended && ENDLESS } = exchange.outcome.response;
  const media = documentedMedia(testCase.operation, status, headers);
  return {
    status,
    headers: maskHeaders(hide(run, testCase.operation), headers),
    body: maskBody(hide(run, testCase.operation), media?.schema, body, MAX_BODY),
    ...(incomplete && { incomplete: run.mask(incomplete) }),
  };
}

/** The JSON of a result's response; undefined if its body is not JSON or too long. */
export function maskedJson(run: Run, result: Result): Json | undefined {
  const body = maskedResponse(run, result)?.body;
  return body?.kind === 'json' ? body.value : undefined;
}

function hide({ contract, mask, isMadeUp }: Masking, secured: Operation): Hiding {
  return { contract, secured, mask, isMadeUp };
}

/** The schema of a result's request body, if any. */
function requestSchema({ case: { operation, inputs } }: Result): Pointer | undefined {
  return requestMedia(operation, inputs)?.schema;
}
