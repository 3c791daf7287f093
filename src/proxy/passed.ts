import type { IncomingMessage } from 'node:http';
import type { Failure } from '../model/exchange.ts';
import type { BodyCopy } from './copy.ts';

/** What passed through the proxy: the bytes went on as they came, and what is judged is a copy of them. */
export interface Passed {
  /** A time of `performance.now()`. */
  began: number;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** Milliseconds until the last byte of the answer. */
  duration: number;
  request: IncomingMessage;
  sent: BodyCopy;
  response?: IncomingMessage;
  received?: BodyCopy;
  /** Why no answer came from the target, or no whole one. */
  failure?: Failure;
  /** Set if the client left before the answer. */
  left?: true;
}
