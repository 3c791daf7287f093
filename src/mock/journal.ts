import type { JsonObject, Request } from '../model.ts';
import type { JournalEntry, View } from './journal-entry.ts';
import { isWanted, type Filter } from './journal-filter.ts';
import type { Reply } from './respond.ts';

/** What was done to an exchange besides answering it. */
export type Note = Pick<JournalEntry, 'delay' | 'chaos' | 'left'>;

/** An exchange as it is kept: what was there anyhow, by reference. All else is worked out when it is read. */
export interface Kept {
  id: number;
  /** Milliseconds since 1970. */
  ended: number;
  duration: number;
  request: Request;
  reply: Reply | undefined;
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
    const kept: Kept = {
      id: last,
      ended: Date.now(),
      duration: performance.now() - began,
      request,
      reply,
      note,
      requestSize,
      replySize: undefined,
      errors: undefined,
      entry: undefined,
    };
    if (isLarge(request.body) || isLarge(reply?.body)) shorten(kept, view);
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

type Body = string | Uint8Array | undefined;

/** Whether a body is too long, or a piece of something that is and would be kept with it. */
function isLarge(body: Body): boolean {
  if (body === undefined) return false;
  return typeof body === 'string' ? body.length > MAX_BODY : body.buffer.byteLength > MAX_BODY;
}

function shorten(kept: Kept, view: View): void {
  const { request, reply } = kept;
  if (request.body && isLarge(request.body)) {
    if (request.body.byteLength > MAX_BODY) {
      kept.requestSize = request.body.byteLength;
      // Only the whole body tells what is wrong with it.
      if (reply && reply.status >= 400 && reply.status < 500) kept.errors = view.errors(request);
    }
    kept.request = { ...request, body: request.body.slice(0, MAX_BODY) };
  }
  if (reply && isLarge(reply.body)) {
    const size = typeof reply.body === 'string' ? Buffer.byteLength(reply.body) : reply.body.byteLength;
    if (size > MAX_BODY) kept.replySize = size;
    // Copied, as a part of a text or of bytes holds on to the whole.
    const body =
      typeof reply.body === 'string' ? Uint8Array.from(Buffer.from(reply.body.slice(0, MAX_BODY)).subarray(0, MAX_BODY)) : reply.body.slice(0, MAX_BODY);
    kept.reply = { ...reply, body };
  }
}

function weightOf({ request, reply }: Kept): number {
  return (request.body?.byteLength ?? 0) + (reply?.body.length ?? 0);
}
