import { bodyOf, firstOf, numberOf, objectOf, readHeaders, textOf, timeOf } from './messages.ts';
import type { RecordingFormat } from './recording-format.ts';
import { lackingParts } from './lacking-parts.ts';

/** Any other log of a request and its response, by the names that most of them use. */
export const httpLog: RecordingFormat = {
  name: 'request and response',
  matches: () => true,
  read(entry) {
    const http = objectOf(entry['http']);
    const request = objectOf(firstOf(entry, 'request', 'req', 'httpRequest') ?? firstOf(http, 'request')) ?? entry;
    const response = objectOf(firstOf(entry, 'response', 'res', 'httpResponse') ?? firstOf(http, 'response'));
    const parts = {
      method: textOf(firstOf(request, 'method', 'httpMethod')),
      url: textOf(firstOf(request, 'url', 'uri', 'requestUrl', 'path')),
      requestHeaders: readHeaders(request['headers']),
      requestBody: bodyOf(firstOf(request, 'body', 'bodyText', 'payload', 'rawBody')),
      status: numberOf(firstOf(response, 'status', 'statusCode') ?? firstOf(entry, 'status', 'statusCode')),
      responseHeaders: readHeaders(response?.['headers']),
      responseBody: bodyOf(firstOf(response, 'body', 'bodyText', 'payload', 'rawBody')),
      startedAt: timeOf(firstOf(entry, 'startedAt', 'timestamp', 'time')),
      duration: numberOf(firstOf(entry, 'duration')),
    };
    return { ...parts, lacks: lackingParts(parts) };
  },
};
