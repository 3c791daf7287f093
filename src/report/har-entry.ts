import { reasonPhrase } from '../http/reason-phrases.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { readFields } from '../http/header-fields.ts';

/** The text of a body as HAR has it. */
export interface HarText {
  text?: string;
  encoding?: 'base64';
  comment?: string;
}

/** A message with its secrets masked. @property bodySize bytes; -1 where it is not known */
interface HarMessage {
  headers: HeaderField[];
  bodySize: number;
  /** Absent if there is no body. */
  body?: HarText;
}

/** An exchange as HAR needs it, whatever it was recorded by. */
export interface HarExchange {
  /** As an ISO 8601 text. */
  startedDateTime: string;
  /** Milliseconds. */
  time: number;
  request: HarMessage & { method: string; url: string };
  response: (HarMessage & { status: number; comment?: string }) | { failure: string };
  comment?: string;
}

type Members = { [name: string]: Json };

/** An entry of a HAR 1.2 file (w3c.github.io/web-performance/specs/HAR). */
export function harEntry({ startedDateTime, time, request, response, comment }: HarExchange): Members {
  return {
    startedDateTime,
    time,
    request: describeRequest(request),
    response: 'failure' in response ? describeFailure(response.failure) : describeResponse(response),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    ...(comment !== undefined && { comment }),
  };
}

function describeRequest({ method, url, headers, bodySize, body }: HarExchange['request']): Members {
  // HAR has no encoding for a request's text; names of custom fields begin with an underscore.
  const { encoding, ...text } = body ?? {};
  const mimeType = readFields(headers).get('content-type') ?? '';
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(nameAndValue),
    queryString: queryOf(url),
    ...(body && { postData: { mimeType, params: [], ...text, ...(encoding && { _encoding: encoding }) } }),
    headersSize: -1,
    bodySize,
  };
}

function describeResponse(response: HarMessage & { status: number; comment?: string }): Members {
  const { status, headers, bodySize, body, comment } = response;
  const fields = readFields(headers);
  return {
    status,
    statusText: reasonPhrase(status) ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    redirectURL: fields.get('location') ?? '',
    headersSize: -1,
    headers: headers.map(nameAndValue),
    content: { size: Math.max(0, bodySize), mimeType: fields.get('content-type') || 'x-unknown', ...body },
    bodySize,
    ...(comment !== undefined && { comment }),
  };
}

/** A missing response: browsers write status 0 for it. */
function describeFailure(failure: string): Members {
  const missing = describeResponse({ status: 0, headers: [], bodySize: -1, comment: failure });
  return { ...missing, _error: failure };
}

function nameAndValue([name, value]: HeaderField): { name: string; value: string } {
  return { name, value };
}

/** Decodes the text; a malformed escape stays as it was sent. */
function queryOf(url: string): { name: string; value: string }[] {
  const [, query = ''] = url.split(/\?(.*)/s);
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}
