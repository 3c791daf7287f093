import { decodeContent } from '../http/content-coding.ts';
import { pairsOf } from '../http/header-fields.ts';
import type { Lacks, Recorded, Unreadable } from '../exchange/recordings/recorded.ts';
import type { Request, Response } from '../model/exchange.ts';
import type { Passed } from './passed.ts';

/** The request as the client sent it. */
export function requestOf({ request, sent }: Passed): Request {
  const { method = 'GET', url = '/', rawHeaders } = request;
  return { method, path: url, headers: pairsOf(rawHeaders), ...(sent.size() > 0 && { body: sent.bytes() }) };
}

/** The answer as the target sent it; undefined if there is none. */
export function responseOf({ response, received }: Passed, maxCopy: number): Response | undefined {
  if (!response || !received) return undefined;
  const { statusCode = 0, rawHeaders, headers } = response;
  const decoded = received.isWhole()
    ? decodeContent(received.bytes(), headers['content-encoding'], maxCopy)
    : { body: received.bytes() };
  return {
    status: statusCode,
    headers: pairsOf(rawHeaders),
    body: decoded.body,
    ...(decoded.problem !== undefined && { incomplete: decoded.problem }),
    ...(decoded.undecoded !== undefined && { undecoded: decoded.undecoded }),
  };
}

/**
 * What passed, as a recording has it. An exchange that was not answered, or not wholly, says nothing of the API: somebody left, or the
 * way to the target broke.
 */
export function recordedOf(passed: Passed, number: number, origin: string, maxCopy: number): Recorded | Unreadable {
  const name = `#${number}`;
  const response = responseOf(passed, maxCopy);
  if (passed.left) return { name, problem: 'was left by its client before the answer' };
  if (passed.failure || !response)
    return { name, problem: `has no whole answer: ${passed.failure?.message ?? 'none came'}` };
  const lacks: Lacks = {
    ...(!passed.sent.isWhole() && { requestBody: true as const }),
    ...(!passed.received?.isWhole() && { responseBody: true as const }),
  };
  return {
    name,
    origin,
    exchange: {
      request: requestOf(passed),
      outcome: { response },
      startedAt: passed.startedAt,
      duration: passed.duration,
      retries: 0,
    },
    ...(Object.keys(lacks).length > 0 && { lacks }),
  };
}
