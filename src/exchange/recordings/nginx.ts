import { bodyOf, firstOf, numberOf, objectOf, readHeaders, textOf, timeOf } from './messages.ts';
import type { RecordingFormat } from './recording-format.ts';
import { lackingParts } from './lacking-parts.ts';

/** Access logs that nginx or Apache write as JSON, with the names of nginx's own variables. */
export const nginx: RecordingFormat = {
  name: 'nginx',
  matches: (entry) =>
    ['request_uri', 'request_method', 'time_iso8601', 'remote_addr', 'vhost'].some(
      (name) => entry[name] !== undefined,
    ) || typeof entry['request'] === 'string',
  read(entry) {
    // The request line: `GET /pets?limit=2 HTTP/1.1`.
    const [method, target] = (textOf(entry['request']) ?? '').split(' ');
    const status = firstOf(entry, 'status', 'response_status');
    const parts = {
      method: textOf(firstOf(entry, 'request_method', 'method')) ?? method,
      url: withHost(
        textOf(firstOf(entry, 'request_uri', 'url', 'uri')) ?? target,
        textOf(firstOf(entry, 'scheme', 'request_scheme')),
        textOf(firstOf(entry, 'http_host', 'host', 'server_name', 'vhost')),
      ),
      requestHeaders: readHeaders(objectOf(firstOf(entry, 'request_headers', 'headers'))),
      requestBody: bodyOf(firstOf(entry, 'request_body')),
      status: numberOf(status),
      responseHeaders: readHeaders(objectOf(firstOf(entry, 'response_headers', 'headers_out'))),
      responseBody: bodyOf(firstOf(entry, 'response_body')),
      startedAt: timeOf(firstOf(entry, 'time_iso8601', 'msec', '@timestamp', 'timestamp', 'time')),
      duration: secondsOf(firstOf(entry, 'request_time')),
    };
    return { ...parts, lacks: lackingParts(parts) };
  },
};

function withHost(url: string | undefined, scheme = 'http', host: string | undefined): string | undefined {
  return url?.startsWith('/') && host !== undefined && URL.canParse(`${scheme}://${host}${url}`)
    ? `${scheme}://${host}${url}`
    : url;
}

/** nginx writes seconds, as `0.012`. */
function secondsOf(value: Parameters<typeof numberOf>[0]): number | undefined {
  const seconds = numberOf(value);
  return seconds === undefined ? undefined : seconds * 1000;
}
