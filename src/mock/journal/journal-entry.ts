import type { Request, Response } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Match } from '../../contract/router.ts';

import type { RingRecord } from './ring-buffer.ts';
import { isClientError } from '../../http/status.ts';

/** The delay, fault or early end of an exchange. */
export type EntryNote = Pick<JournalEntry, 'delay' | 'chaos' | 'left' | 'findings'>;

/** An exchange as it is stored: its texts are bytes of a ring buffer. The rest is computed when it is read. */
export interface StoredExchange extends RingRecord {
  id: number;
  /** Milliseconds since 1970. */
  ended: number;
  duration: number;
  /** The length of each part: method, path and header fields; the body; the response's fields; its body. */
  head: number;
  body: number;
  replyHead: number;
  replyBody: number;
  /** Undefined if no response was sent. */
  status: number | undefined;
  note: EntryNote | undefined;
  /** The size of a body that is not stored whole. */
  requestSize: number | undefined;
  replySize: number | undefined;
  /** The errors of a refused request that is not stored whole. */
  errors: JsonObject[] | undefined;
  /** Set when the contracts that answered it are replaced. */
  entry: JournalEntry | undefined;
}

/** A request and its response, except for what was cut off. */
export interface Restored {
  request: Request;
  reply: Response | undefined;
}

/** Whether a status means that the request was wrong. */
export function isRefusal(status: number | undefined): boolean {
  return status !== undefined && isClientError(status);
}

/** A request or a response as the journal shows it, its secrets masked. */
export interface JournalMessage {
  /** By lower-case name; repeated fields are joined. */
  headers: Record<string, string>;
  /** Absent if there is none. */
  body?: Json;
  /** How `body` is to be read. */
  bodyAs?: 'json' | 'text' | 'base64';
  /** Bytes on the wire. */
  bodySize: number;
  /** Set if only the beginning of the body was stored. */
  truncated?: true;
}

/** A request that the mock received, and its outcome. */
export interface JournalEntry extends JournalMessage {
  /** Counts up from 1; a clearing does not reset it. */
  id: number;
  /** When it began to arrive, as ISO 8601. */
  time: string;
  /** Milliseconds until the response was sent. */
  duration: number;
  method: string;
  /** As it was sent, without its query. */
  path: string;
  /** Decoded; a list for a repeated name. */
  query: Record<string, string | string[]>;
  /** The contract and the operation that it matched. */
  contract?: string;
  operation?: string;
  /** Absent if no response was sent. */
  status?: number;
  response?: JournalMessage;
  /** Why it was refused. */
  errors?: JsonObject[];
  /** The delay of its response in milliseconds. */
  delay?: number;
  /** The kind of its fault: `documented`, `undocumented` or `reset`. */
  chaos?: string;
  /** Set if the client left before the response. */
  left?: true;
  /** What a proxy found wrong with the exchange. */
  findings?: JournalFinding[];
}

/** What breaks the contract, or might. */
export interface JournalFinding {
  check: string;
  severity: 'violation' | 'note';
  at: string;
  message: string;
  /** The sentence of the document that it breaks. */
  says?: string;
}

export type Found = Match & { kind: 'operation' };

/** How the contracts that answered requests route and describe them. */
export interface View {
  match(request: Pick<Request, 'method' | 'path'>): Found | undefined;
  /** The errors of a request, as in its refusal. */
  errors(request: Request): JsonObject[];
  describe(kept: StoredExchange, restored: Restored): JournalEntry;
}
