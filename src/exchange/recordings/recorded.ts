import type { Exchange } from '../../model/exchange.ts';

/**
 * What a recording may lack of an exchange: an access log has neither bodies nor all header fields. What is `masked` is there, with
 * something else in the place of secrets.
 */
export interface Lacks {
  /** Path and query. */
  requestTarget?: 'masked';
  requestHeaders?: true;
  /** Lower-case names of the request's fields that are masked. */
  maskedHeaders?: string[];
  requestBody?: true | 'masked';
  responseHeaders?: true;
  responseBody?: true | 'masked';
}

/** A recorded exchange, and its name. */
export interface Recorded {
  /** `file.har#12`, and the entry's comment if it has one. */
  name: string;
  /** Scheme, host and port; empty where the recording does not say. */
  origin: string;
  exchange: Exchange;
  /** What the recording does not say of it, so that it is not judged. */
  lacks?: Lacks;
}

/** What a recording has instead of an exchange that can be read. */
export interface Unreadable {
  /** `file.har#12`. */
  name: string;
  /** The end of a sentence that begins with the name: `is not JSON (at byte 1204)`. */
  problem: string;
}
