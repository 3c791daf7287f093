import {
  type EntryNote,
  type StoredExchange,
  type Restored,
  isRefusal,
  type JournalEntry,
  type View,
} from './journal-entry.ts';
import type { HeaderField } from '../../model/exchange.ts';
import { readFieldLines, readHead, toRequest, type RawRequest } from '../raw-request.ts';
import { matchesFilter, type Filter } from './filter.ts';
import { NOTHING, type Reply } from '../reply.ts';
import { createRing } from './ring-buffer.ts';

export interface Journal {
  /** @param began as `performance.now()` told; @param reply undefined where none was sent */
  record(raw: RawRequest, reply: Reply | undefined, began: number, note?: EntryNote, requestSize?: number): void;
  /** Oldest first. */
  list(filter?: Filter): JournalEntry[];
  find(id: number): JournalEntry | undefined;
  clear(): void;
  /** What comes from now on is seen through other contracts; what came before stays as it was answered. */
  switchView(view: View): void;
  /** How many came since the last clearing, how many of them are kept, and how many came altogether. */
  counts(): { total: number; kept: number; ever: number };
}

/** Of all requests together, so many bytes are kept, and of each body so many. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_BODY = 64 * 1024;

/** How many requests are kept unless it is said. */
export const JOURNAL_LIMIT = 1_000;

/**
 * Keeps the last exchanges of a mock, in memory alone. Recording one is to copy it into a ring.
 * @param first how it is seen, until another view is turned to
 * @param limit how many; 0 keeps none
 */
export function createJournal(first: View, limit = JOURNAL_LIMIT): Journal {
  const ring = createRing<StoredExchange>(Math.max(1, limit), MAX_BYTES);
  let view = first;
  let last = 0;
  let cleared = 0;

  function record(
    raw: RawRequest,
    reply: Reply | undefined,
    began: number,
    note?: EntryNote,
    requestSize?: number,
  ): void {
    last += 1;
    if (limit === 0) return;
    const { head, body = NOTHING } = raw;
    const replyHead = reply ? pack(reply.headers) : '';
    const replyBody = reply?.body ?? NOTHING;
    const replySize = typeof replyBody === 'string' ? Buffer.byteLength(replyBody) : replyBody.byteLength;
    const stored: StoredExchange = {
      id: last,
      ended: Date.now(),
      duration: performance.now() - began,
      head: head.length,
      body: Math.min(body.byteLength, MAX_BODY),
      replyHead: replyHead.length,
      replyBody: Math.min(replySize, MAX_BODY),
      at: 0,
      size: head.length + Math.min(body.byteLength, MAX_BODY) + replyHead.length + Math.min(replySize, MAX_BODY),
      status: reply?.status,
      note,
      requestSize: body.byteLength > MAX_BODY ? body.byteLength : requestSize,
      replySize: replySize > MAX_BODY ? replySize : undefined,
      // Only the whole body tells what is wrong with it.
      errors: body.byteLength > MAX_BODY && isRefusal(reply?.status) ? view.errors(toRequest(raw)) : undefined,
      entry: undefined,
    };
    if (!ring.push(stored)) return;
    const bytes = ring.bytes();
    let { at } = stored;
    at += bytes.write(head, at, 'latin1');
    if (stored.body > 0) bytes.set(stored.body < body.byteLength ? body.subarray(0, stored.body) : body, at);
    at += stored.body;
    at += bytes.write(replyHead, at, 'latin1');
    // Of a text that is cut, no half of a character is written.
    if (typeof replyBody === 'string') stored.replyBody = bytes.write(replyBody, at, stored.replyBody, 'utf8');
    else bytes.set(replyBody.subarray(0, stored.replyBody), at);
  }

  const entryOf = (stored: StoredExchange): JournalEntry =>
    stored.entry ?? view.describe(stored, restore(stored, ring.bytes()));

  return {
    record,
    list: (filter = {}) => {
      const wanted = ring
        .records()
        .filter((stored) => matchesFilter(filter, stored, () => restore(stored, ring.bytes()).request, view));
      return (filter.limit === undefined ? wanted : wanted.slice(Math.max(0, wanted.length - filter.limit))).map(
        entryOf,
      );
    },
    find: (id) => {
      const stored = ring.records().find((candidate) => candidate.id === id);
      return stored && entryOf(stored);
    },
    clear: () => {
      ring.clear();
      cleared = last;
    },
    switchView: (next) => {
      for (const stored of ring.records()) stored.entry ??= entryOf(stored);
      view = next;
    },
    counts: () => ({ total: last - cleared, kept: ring.count(), ever: last }),
  };
}

/** The fields of an answer, as those of a request stand in its head. */
function pack(headers: readonly HeaderField[]): string {
  const lines: string[] = [];
  for (const field of headers) lines.push(field[0], field[1]);
  return lines.join('\n');
}

function restore({ at, head, body, replyHead, replyBody, status }: StoredExchange, bytes: Buffer): Restored {
  const ends = [head, body, replyHead, replyBody].reduce<number[]>(
    (known, length) => [...known, (known.at(-1) ?? at) + length],
    [at],
  );
  const part = (index: number): Buffer => bytes.subarray(ends[index], ends[index + 1]);
  const text = (index: number): string => part(index).toString('latin1');
  return {
    request: { ...readHead(text(0)), ...(body > 0 && { body: part(1) }) },
    reply:
      status === undefined
        ? undefined
        : { status, headers: replyHead === 0 ? [] : readFieldLines(text(2).split('\n')), body: part(3) },
  };
}
