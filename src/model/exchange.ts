/** A header field: its name as it is written, and its value: `['Content-Type', 'application/json']`. */
export type HeaderField = readonly [name: string, value: string];

/** A request as it is sent; `path` is the origin-form (RFC 9112 §3.2.1), with the query. */
export interface Request {
  method: string;
  path: string;
  headers: HeaderField[];
  body?: Uint8Array;
}

export interface Response {
  status: number;
  headers: HeaderField[];
  /** Decoded from its content codings. */
  body: Uint8Array;
  /** Why the body is incomplete, if it is. */
  incomplete?: string;
  /** Set where a body of no told length was still coming when the time was up: what came of it says nothing. */
  unended?: true;
  /** The content coding in which the body still is, if it cannot be decoded. */
  undecoded?: string;
}

/** Why no response came. */
export interface Failure {
  /**
   * `unreachable`: no connection. `unsendable`: HTTP cannot carry the request. `proxy`: a proxy answered in place of the target.
   * `stopped`: the run was stopped meanwhile.
   */
  kind: 'unreachable' | 'unsendable' | 'timeout' | 'reset' | 'malformed' | 'proxy' | 'stopped';
  message: string;
  /** Set if the request was not sent, so that it had no effect. */
  unsent?: true;
  /** For kind `unsendable`: the part that HTTP cannot carry. */
  part?: { in: 'method' | 'path' } | { in: 'header'; name: string };
}

/** A request as it was sent, and its outcome. */
export interface Exchange {
  request: Request;
  outcome: { response: Response } | { failure: Failure };
  /** When the request was sent, in milliseconds since 1970. */
  startedAt?: number;
  /** Milliseconds from sending to the end of the response. */
  duration: number;
  /** The number of retries. */
  retries: number;
  /** Set where a try of it had a connection that ended without an answer. */
  wasCutOff?: true;
  /** Set where no answer came when it was sent again either, while another request was answered. */
  repeated?: true;
}

/** Where exchanges come from. */
export interface Target {
  /** Its name for people: a URL, or `the embedded mock`. */
  name: string;
  /** The origin and base path before a request's path, without a slash at the end. */
  baseUrl: string;
  /** Set if it stores nothing, so that created resources cannot be read. */
  stateless?: true;
  send(request: Request, signal?: AbortSignal): Promise<Exchange>;
  /** What is sent for a request by now, where that may be less than the request has: without credentials that were made up. */
  asSent?(request: Request): Request;
  close(): Promise<void>;
}
