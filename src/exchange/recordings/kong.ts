import { bodyOf, firstOf, numberOf, objectOf, readHeaders, textOf, timeOf } from './messages.ts';
import type { RecordingFormat } from './recording-format.ts';
import { lackingParts } from './lacking-parts.ts';

/** Records of Kong's log plug-ins (http-log, file-log, …), which have bodies only where a plug-in adds them. */
export const kong: RecordingFormat = {
  name: 'Kong',
  matches: (entry) =>
    entry['latencies'] !== undefined || (entry['route'] !== undefined && entry['request'] !== undefined),
  read(entry) {
    const request = objectOf(firstOf(entry, 'request'));
    const response = objectOf(firstOf(entry, 'response'));
    const parts = {
      method: textOf(firstOf(request, 'method', 'http_method')),
      url: textOf(firstOf(request, 'url')) ?? textOf(firstOf(entry, 'upstream_uri')) ?? textOf(firstOf(request, 'uri')),
      requestHeaders: readHeaders(request?.['headers']),
      requestBody: bodyOf(firstOf(request, 'body', 'raw_body')),
      status: numberOf(firstOf(response, 'status')),
      responseHeaders: readHeaders(response?.['headers']),
      responseBody: bodyOf(firstOf(response, 'body', 'raw_body')),
      startedAt: timeOf(firstOf(entry, 'started_at')),
      duration: numberOf(firstOf(objectOf(entry['latencies']), 'request')),
    };
    return { ...parts, lacks: lackingParts(parts) };
  },
};
