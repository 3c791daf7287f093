import type { HeaderField, JsonObject, Request, Response } from '../model.ts';
import type { JournalEntry, View } from './journal-entry.ts';
import { isWanted, type Filter } from './journal-filter.ts';
import type { Reply } from './respond.ts';

/** What was done to an exchange besides answering it. */
export type Note = Pick<JournalEntry, 'delay' | 'chaos' | 'left'>;

/**
 * An exchange as it is kept: a few flat texts, as whatever outlives its request is a burden to the garbage collector.
 * All else is worked out when it is read.
 */
export interface Kept {
  id: number;
  /** Milliseconds since 1970. */
  ended: number;
  duration: number;
  method: string;
  path: string;
  /** Names and values in turn, a line each. */
  fields: string;
  /** A character a byte. */
  body: string | undefined;
  /** Of the answer; undefined where none was sent. */
  status: number | undefined;
  replyFields: string;
  /** A character a byte, unless it is text. */
  replyBody: string;
  replyIsText: boolean;
  note: Note | undefined;
  /** How many bytes a body had that is not kept whole. */
  requestSize: number | undefined;
  replySize: number | undefined;
  /** Of a request that was refused and is not kept whole. */
  errors: JsonObject[] | undefined;
  /** Set when the contracts that it was answered by are let go. */
  entry: JournalEntry | undefined;
}

export interface Journal {
  /** @param began as `performance.now()` told; @param reply undefined where none was sent */
  record(request: Request, reply: Reply | undefined, began: number, note?: Note, requestSize?: number): void;
  /** Oldest first. */
  list(filter?: Filter): JournalEntry[];
  find(id: number): JournalEntry | undefined;
  clear(): void;
  /** What comes from now on is seen through other contracts; what came before stays as it was answered. */
  turn(view: View): void;
  /** How many came since the last clearing, how many of them are kept, and how many came altogether. */
  counts(): { total: number; kept: number; ever: number };
}

/** Of all bodies together, so many bytes are kept, and of each one so many. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_BODY = 64 * 1024;

/** How many requests are kept unless it is said. */
export const JOURNAL_LIMIT = 1_000;

/**
 * Keeps the last exchanges of a mock, in memory alone. Recording one is to push it into a ring.
 * @param first how it is seen, until another view is turned to
 * @param limit how many; 0 keeps none
 */
export function createJournal(first: View, limit = JOURNAL_LIMIT): Journal {
  const ring: (Kept | undefined)[] = [];
  let view = first;
  let last = 0;
  let oldest = 1;
  let cleared = 0;
  let bytes = 0;

  function record(request: Request, reply: Reply | undefined, began: number, note?: Note, requestSize?: number): void {
    last += 1;
    if (limit === 0) return;
    const size = request.body?.byteLength ?? 0;
    const text = reply?.body ?? '';
    const isText = typeof text === 'string' && text.length <= MAX_BODY;
    const kept: Kept = {
      id: last,
      ended: Date.now(),
      duration: performance.now() - began,
      method: request.method,
      path: request.path,
      fields: pack(request.headers),
      body: request.body && bytesOf(request.body).toString('latin1', 0, MAX_BODY),
      status: reply?.status,
      replyFields: reply ? pack(reply.headers) : '',
      replyBody: isText ? text : (typeof text === 'string' ? Buffer.from(text) : bytesOf(text)).toString('latin1', 0, MAX_BODY),
      replyIsText: isText,
      note,
      requestSize: size > MAX_BODY ? size : requestSize,
      replySize: isText ? undefined : sizeIfCut(text),
      // Only the whole body tells what is wrong with it.
      errors: size > MAX_BODY && reply && isRefusal(reply.status) ? view.errors(request) : undefined,
      entry: undefined,
    };
    bytes += weightOf(kept);
    while (oldest < last && (last - oldest >= limit || bytes > MAX_BYTES)) drop();
    ring[last % limit] = kept;
  }

  function drop(): void {
    const kept = ring[oldest % limit];
    if (kept) bytes -= weightOf(kept);
    ring[oldest % limit] = undefined;
    oldest += 1;
  }

  function* all(): Generator<Kept> {
    for (let id = oldest; id <= last; id += 1) {
      const kept = ring[id % limit];
      if (kept) yield kept;
    }
  }

  const entryOf = (kept: Kept): JournalEntry => kept.entry ?? view.describe(kept);

  return {
    record,
    list: (filter = {}) => {
      const wanted: Kept[] = [];
      for (const kept of limit === 0 ? [] : all()) if (isWanted(filter, kept, view)) wanted.push(kept);
      return (filter.limit === undefined ? wanted : wanted.slice(Math.max(0, wanted.length - filter.limit))).map(entryOf);
    },
    find: (id) => {
      const kept = limit > 0 && id >= oldest && id <= last ? ring[id % limit] : undefined;
      return kept && entryOf(kept);
    },
    clear: () => {
      ring.length = 0;
      oldest = last + 1;
      cleared = last;
      bytes = 0;
    },
    turn: (next) => {
      for (const kept of limit === 0 ? [] : all()) kept.entry ??= view.describe(kept);
      view = next;
    },
    counts: () => ({ total: last - cleared, kept: limit === 0 ? 0 : last - oldest + 1, ever: last }),
  };
}

/** Whether a status says that a request was wrong. */
export function isRefusal(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500;
}

function pack(headers: readonly HeaderField[]): string {
  const parts: string[] = [];
  for (const field of headers) parts.push(field[0], field[1]);
  return parts.join('\n');
}

function unpack(fields: string): HeaderField[] {
  if (fields === '') return [];
  const parts = fields.split('\n');
  return parts.flatMap((name, index): HeaderField[] => (index % 2 === 0 ? [[name, parts[index + 1] ?? '']] : []));
}

/** A request and its answer as they were, but for what was cut off. */
export function restore({ method, path, fields, body, status, replyFields, replyBody, replyIsText }: Kept): { request: Request; reply: Response | undefined } {
  return {
    request: { method, path, headers: unpack(fields), ...(body !== undefined && { body: Buffer.from(body, 'latin1') }) },
    reply: status === undefined ? undefined : { status, headers: unpack(replyFields), body: Buffer.from(replyBody, replyIsText ? 'utf8' : 'latin1') },
  };
}

function bytesOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** How many bytes a body has, where they are more than are kept. */
function sizeIfCut(body: string | Uint8Array): number | undefined {
  const size = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  return size > MAX_BODY ? size : undefined;
}

function weightOf({ body, replyBody }: Kept): number {
  return (body?.length ?? 0) + replyBody.length;
}
