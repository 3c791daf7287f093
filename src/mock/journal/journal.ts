import {
  type EntryNote,
  type StoredExchange,
  type Restored,
  isRefusal,
  type JournalEntry,
  type View,
} from './journal-entry.ts';
import type { HeaderField } from '../../model/exchange.ts';
import { pairsOf } from '../../http/header-fields.ts';
import { readHead, toRequest, type RawRequest } from '../raw-request.ts';
import { matchesFilter, type Filter } from './filter.ts';
import { NOTHING, type Reply } from '../reply.ts';
import { createRing } from './ring-buffer.ts';
import { KB, MB } from '../../text/sizes.ts';

export interface Journal {
  /** @param began a time of `performance.now()` @param reply undefined if none was sent */
  record(raw: RawRequest, reply: Reply | undefined, began: number, note?: EntryNote, requestSize?: number): void;
  /** Oldest first. */
  list(filter?: Filter): JournalEntry[];
  /** The same as they are now, one at a time: what is done with each may take a while, and others may come meanwhile. */
  entries(filter?: Filter): Iterable<JournalEntry>;
  find(id: number): JournalEntry | undefined;
  clear(): void;
  /** Replaces the contracts for later requests; earlier ones keep the contracts that answered them. */
  switchView(view: View): void;
  /** The number of requests since the last clearing, how many of them are stored, and the number of all requests. */
  counts(): { total: number; kept: number; ever: number };
}

/** The most bytes that are stored of all requests together, and of each body. */
const MAX_BYTES = 16 * MB;
const MAX_BODY = 64 * KB;

/** The default number of stored requests. */
export const JOURNAL_LIMIT = 1_000;

/**
 * Stores the last exchanges of a mock, only in memory. Recording one copies it into a ring buffer.
 * @param first the contracts that answer requests until they are replaced
 * @param limit the number of stored requests; 0 stores none
 */
export function createJournal(first: View, limit = JOURNAL_LIMIT): Journal {
  const ring = createRing<StoredExchange>(limit, MAX_BYTES);
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
    const [keptBody, keptReplyBody] = [Math.min(body.byteLength, MAX_BODY), Math.min(replySize, MAX_BODY)];
    const stored: StoredExchange = {
      id: last,
      ended: Date.now(),
      duration: performance.now() - began,
      head: head.length,
      body: keptBody,
      replyHead: replyHead.length,
      replyBody: keptReplyBody,
      at: 0,
      size: head.length + keptBody + replyHead.length + keptReplyBody,
      status: reply?.status,
      note,
      requestSize: body.byteLength > MAX_BODY ? body.byteLength : requestSize,
      replySize: replySize > MAX_BODY ? replySize : undefined,
      // The errors can only be found in the whole body.
      errors: body.byteLength > MAX_BODY && isRefusal(reply?.status) ? view.errors(toRequest(raw)) : undefined,
      entry: undefined,
    };
    if (!ring.push(stored)) return;
    const bytes = ring.bytes();
    let { at } = stored;
    // What has one byte for each character is written at once.
    const isPlain = typeof replyBody === 'string' && replyBody.length === replySize && replySize <= MAX_BODY;
    at += bytes.write(isPlain ? head + replyHead + replyBody : head + replyHead, at, 'latin1');
    // A cut text does not end within a character.
    if (typeof replyBody !== 'string') bytes.set(replyBody.subarray(0, stored.replyBody), at);
    else if (!isPlain) stored.replyBody = bytes.write(replyBody, at, stored.replyBody, 'utf8');
    if (!isPlain) at += stored.replyBody;
    if (stored.body > 0) bytes.set(body.subarray(0, stored.body), at);
  }

  const entryOf = (stored: StoredExchange): JournalEntry =>
    stored.entry ?? view.describe(stored, restore(stored, ring.bytes()));

  const choose = (filter: Filter): StoredExchange[] => {
    const wanted = ring
      .records()
      .filter((stored) => matchesFilter(filter, stored, () => restore(stored, ring.bytes()).request, view));
    return filter.limit === undefined ? wanted : wanted.slice(Math.max(0, wanted.length - filter.limit));
  };

  function* describeCopies(copies: { stored: StoredExchange; bytes: Buffer }[], by: View): Generator<JournalEntry> {
    for (const { stored, bytes } of copies) yield stored.entry ?? by.describe(stored, restore(stored, bytes));
  }

  return {
    record,
    list: (filter = {}) => choose(filter).map(entryOf),
    entries: (filter = {}) => {
      // The ring writes over what is old.
      const copies = choose(filter).map((stored) => ({
        stored: { ...stored, at: 0 },
        bytes: Buffer.from(ring.bytes().subarray(stored.at, stored.at + stored.size)),
      }));
      return describeCopies(copies, view);
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

/** The fields of a response, in the same form as those of a request's head. */
function pack(headers: readonly HeaderField[]): string {
  let text = '';
  for (const field of headers) text += text === '' ? `${field[0]}\n${field[1]}` : `\n${field[0]}\n${field[1]}`;
  return text;
}

function restore({ at, head, body, replyHead, replyBody, status }: StoredExchange, bytes: Buffer): Restored {
  const ends = [head, replyHead, replyBody, body].reduce<number[]>(
    (known, length) => [...known, (known.at(-1) ?? at) + length],
    [at],
  );
  const part = (index: number): Buffer => bytes.subarray(ends[index], ends[index + 1]);
  const text = (index: number): string => part(index).toString('latin1');
  return {
    request: { ...readHead(text(0)), ...(body > 0 && { body: part(3) }) },
    reply:
      status === undefined
        ? undefined
        : { status, headers: replyHead === 0 ? [] : pairsOf(text(1).split('\n')), body: part(2) },
  };
}
