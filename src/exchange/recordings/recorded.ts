import type { Exchange } from '../../model/exchange.ts';

/** What a recording may lack of an exchange: an access log has neither bodies nor all header fields. */
export interface Lacks {
  requestHeaders?: true;
  requestBody?: true;
  responseHeaders?: true;
  responseBody?: true;
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
