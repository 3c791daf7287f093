import { KB } from '../../text/sizes.ts';

/** A record and its bytes: `size` of them, from `at` on. */
export interface RingRecord {
  at: number;
  readonly size: number;
}

/**
 * Stores the last records with their bytes in one buffer, which the garbage collector does not scan: objects that outlive
 * requests would cost it more than the requests themselves.
 */
export interface Ring<T extends RingRecord> {
  /** Adds a record and reserves bytes, which the caller fills; the oldest records make room. False if it is too large. */
  push(record: T): boolean;
  /** The bytes of all records. A push may replace the buffer. */
  bytes(): Buffer;
  /** Oldest first. */
  records(): T[];
  count(): number;
  clear(): void;
}

/** The initial size; it is doubled when needed. */
const LEAST = 256 * KB;

/** @param limit the number of records, at least one @param most the number of bytes */
export function createRing<T extends RingRecord>(limit: number, most: number): Ring<T> {
  let slots: T[] = [];
  let first = 0;
  let count = 0;
  let bytes = Buffer.alloc(0);
  /** The end of the newest record's bytes. */
  let head = 0;

  function records(): T[] {
    return [...slots.slice(first), ...slots].slice(0, count);
  }

  function drop(): void {
    first = (first + 1) % limit;
    count -= 1;
  }

  /** An offset with so many free bytes in a row, if there is one. Never all the room between tail and head: the two must not meet. */
  function gap(size: number): number | undefined {
    const tail = count > 0 ? slots[first]?.at : undefined;
    if (tail === undefined) return size <= bytes.length ? 0 : undefined;
    if (head <= tail) return tail - head > size ? head : undefined;
    if (bytes.length - head >= size) return head;
    return tail > size ? 0 : undefined;
  }

  function grow(): void {
    const larger = Buffer.allocUnsafeSlow(Math.min(most, Math.max(LEAST, bytes.length * 2)));
    let at = 0;
    for (const record of records()) {
      bytes.copy(larger, at, record.at, record.at + record.size);
      record.at = at;
      at += record.size;
    }
    bytes = larger;
    head = at;
  }

  return {
    push: (record) => {
      if (record.size > most) return false;
      while (count >= limit) drop();
      let at = gap(record.size);
      for (; at === undefined; at = gap(record.size)) (bytes.length < most ? grow : drop)();
      record.at = at;
      head = at + record.size;
      slots[(first + count) % limit] = record;
      count += 1;
      return true;
    },
    bytes: () => bytes,
    records,
    count: () => count,
    clear: () => {
      slots = [];
      count = 0;
      bytes = Buffer.alloc(0);
    },
  };
}
