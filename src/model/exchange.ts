/** A header field, its name as it was written and its value: `['Content-Type', 'application/json']`. */
export type HeaderField = readonly [name: string, value: string];

/** A request as it goes over the wire; `path` is the origin-form (RFC 9112 §3.2.1), query included. */
export interface Request {
  method: string;
  path: string;
  headers: HeaderField[];
  body?: Uint8Array;
}

export interface Response {
  status: number;
  headers: HeaderField[];
  /** Content codings removed. */
  body: Uint8Array;
  /** Set when the body is not whole, and says why. */
  incomplete?: string;
  /** Set when the body is still in a content coding that cannot be removed here, and says which. */
  undecoded?: string;
}

/** Why no response came. */
export interface Failure {
  /**
   * `unreachable`: it got nowhere. `unsendable`: HTTP cannot carry it. `proxy`: a proxy answered in place of the target.
   * `stopped`: the run was stopped meanwhile.
   */
  kind: 'unreachable' | 'unsendable' | 'timeout' | 'reset' | 'malformed' | 'proxy' | 'stopped';
  message: string;
  /** Set where the request never left, so that it can have had no effect. */
  unsent?: true;
  /** For kind `unsendable`: what HTTP cannot carry. */
  part?: { in: 'method' | 'path' } | { in: 'header'; name: string };
}

/** A request as it was sent and what came of it. */
export interface Exchange {
  request: Request;
  outcome: { response: Response } | { failure: Failure };
  /** When the request was sent, in milliseconds since 1970. */
  startedAt?: number;
  /** Milliseconds from sending to the end of the response. */
  duration: number;
  /** How often it was tried again before. */
  retries: number;
  /** Set where no answer came when it was sent again either, while another request was answered. */
  repeated?: true;
}

/** Where exchanges come from. */
export interface Target {
  /** As a person would name it: a URL, or `the embedded mock`. */
  name: string;
  /** The origin and base path that a request's path is put behind, without a slash at its end. */
  baseUrl: string;
  /** Set where it stores nothing, so that nothing created can be read. */
  stateless?: true;
  send(request: Request, signal?: AbortSignal): Promise<Exchange>;
  close(): Promise<void>;
}
