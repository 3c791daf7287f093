import type { Request, Response } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Match } from '../../contract/router.ts';

import type { RingRecord } from './ring-buffer.ts';

/** What was done to an exchange besides answering it. */
export type EntryNote = Pick<JournalEntry, 'delay' | 'chaos' | 'left'>;

/** An exchange as it is kept: its texts as bytes of a ring. All else is worked out when it is read. */
export interface StoredExchange extends RingRecord {
  id: number;
  /** Milliseconds since 1970. */
  ended: number;
  duration: number;
  /** How long each part is: method, path and header fields; the body; the answer's fields; its body. */
  head: number;
  body: number;
  replyHead: number;
  replyBody: number;
  /** Undefined where no answer was sent. */
  status: number | undefined;
  note: EntryNote | undefined;
  /** How many bytes a body had that is not kept whole. */
  requestSize: number | undefined;
  replySize: number | undefined;
  /** Of a request that was refused and is not kept whole. */
  errors: JsonObject[] | undefined;
  /** Set when the contracts that it was answered by are let go. */
  entry: JournalEntry | undefined;
}

/** A request and its answer as they were, but for what was cut off. */
export interface Restored {
  request: Request;
  reply: Response | undefined;
}

/** Whether a status says that a request was wrong. */
export function isRefusal(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500;
}

/** A request or a response as the journal shows it, its secrets masked. */
export interface JournalMessage {
  /** By lower-case name; those that stand more than once are put together. */
  headers: Record<string, string>;
  /** Absent where there is none. */
  body?: Json;
  /** How `body` is to be read. */
  bodyAs?: 'json' | 'text' | 'base64';
  /** Bytes, as they went over the wire. */
  bodySize: number;
  /** Set where only the beginning of the body was kept. */
  truncated?: true;
}

/** A request that the mock got, and what became of it. */
export interface JournalEntry extends JournalMessage {
  /** Counts up from 1, also over a clearing. */
  id: number;
  /** When it began to come in, as ISO 8601. */
  time: string;
  /** Milliseconds until the answer was handed over. */
  duration: number;
  method: string;
  /** As it was sent, without its query. */
  path: string;
  /** Decoded; a list where a name stands more than once. */
  query: Record<string, string | string[]>;
  /** The contract and the operation that it was matched with. */
  contract?: string;
  operation?: string;
  /** Absent where no answer was sent. */
  status?: number;
  response?: JournalMessage;
  /** Why it was refused. */
  errors?: JsonObject[];
  /** Milliseconds that its answer was to be held back. */
  delay?: number;
  /** How chaos disturbed it: `documented`, `undocumented` or `reset`. */
  chaos?: string;
  /** Set where the client left before it was answered. */
  left?: true;
}

export type Found = Match & { kind: 'operation' };

/** Requests seen through the contracts that they were answered by. */
export interface View {
  match(request: Pick<Request, 'method' | 'path'>): Found | undefined;
  /** What a request does wrong, as its refusal tells. */
  errors(request: Request): JsonObject[];
  describe(kept: StoredExchange, restored: Restored): JournalEntry;
}
