import type { RecordedParts } from './recording-format.ts';
import type { Lacks } from './recorded.ts';

/** What a log does not say of an exchange: it leaves out what it was not set up to write. */
export function lackingParts(parts: Omit<RecordedParts, 'lacks'>): Lacks {
  return {
    ...(parts.requestHeaders === undefined && { requestHeaders: true }),
    ...(parts.requestBody === undefined && { requestBody: true }),
    ...(parts.responseHeaders === undefined && { responseHeaders: true }),
    ...(parts.responseBody === undefined && { responseBody: true }),
  };
}
