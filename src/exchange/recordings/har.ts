import type { Json, JsonObject } from '../../model/json.ts';
import { isObject } from '../../json/pointer.ts';
import { firstOf, numberOf, objectOf, readHeaders, textOf } from './messages.ts';
import type { RecordedParts, RecordingFormat } from './recording-format.ts';

/** Entries of HAR 1.2, as browsers, proxies (mitmproxy, Charles, Redocly) and `--report har` write them. */
export const har: RecordingFormat = {
  name: 'HAR',
  matches: (entry) => {
    const request = objectOf(entry['request']);
    return request !== undefined && (Array.isArray(request['headers']) || isObject(entry['timings'] ?? null));
  },
  read(entry): RecordedParts {
    const request = objectOf(entry['request']);
    const response = objectOf(entry['response']);
    const postData = objectOf(request?.['postData']);
    const content = objectOf(response?.['content']);
    const requestBody = sentBody(postData);
    const responseBody = textOfBody(content);
    const started = textOf(entry['startedDateTime']);
    const parts: RecordedParts = {
      method: textOf(request?.['method']),
      url: absolute(textOf(request?.['url'])),
      requestHeaders: readHeaders(request?.['headers']),
      requestBody,
      status: numberOf(response?.['status']),
      responseHeaders: readHeaders(response?.['headers']),
      responseBody,
      duration: numberOf(entry['time']),
      comment: textOf(entry['comment']),
      lacks: {},
    };
    if (started !== undefined) parts.startedAt = Date.parse(started);
    if (requestBody === undefined && isLarge(request?.['bodySize'])) parts.lacks.requestBody = true;
    if (responseBody === undefined && isLarge(firstOf(content, 'size'))) parts.lacks.responseBody = true;
    return parts;
  },
};

/** The URL of a request is absolute (HAR 1.2, request). */
function absolute(url: string | undefined): string | undefined {
  return url?.startsWith('/') ? undefined : url;
}

/** Whether a recording says that there were bytes; -1 is written where nobody knows (HAR 1.2, request). */
function isLarge(size: Json | undefined): boolean {
  return typeof size === 'number' && size > 0;
}

function sentBody(postData: JsonObject | undefined): Uint8Array | undefined {
  const text = textOfBody(postData);
  if (text !== undefined) return text;
  const params = postData?.['params'];
  if (!Array.isArray(params) || params.length === 0) return undefined;
  const form = new URLSearchParams(
    params.filter(isObject).map(({ name, value }): [string, string] => [String(name), String(value ?? '')]),
  );
  return Buffer.from(form.toString());
}

/** The text of a body, already decoded from its content codings; Base64 for bytes (in requests by a custom member). */
function textOfBody(body: JsonObject | undefined): Uint8Array | undefined {
  const text = body?.['text'];
  if (typeof text !== 'string') return undefined;
  return Buffer.from(text, firstOf(body, 'encoding', '_encoding') === 'base64' ? 'base64' : 'utf8');
}
