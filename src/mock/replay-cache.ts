import type { RawRequest } from './raw-request.ts';
import type { Reply } from './reply.ts';

/**
 * How to answer what was asked before in the same bytes: what was read, found valid and answered once needs none of it
 * a second time. What is new in each answer is made anew.
 */
export interface ReplayCache {
  replay(key: string): Reply | undefined;
  /** Whether a request is worth looking for: not while each differs from all before. To be asked once for each request. */
  isWorthLookingUp(): boolean;
  /**
   * Kept only once a request has come twice, as most that differ at all differ each time.
   * @param size of the reply that was made, in bytes: what makes it again takes about as much
   */
  add(key: string, again: () => Reply, size: number): void;
}

/** How many requests are known at a time, and how long one may be, in characters. */
const REQUESTS = 500;
const MAX_KEY_LENGTH = 4_096;
/** So many bytes are kept of requests and replies together, and of one reply so many: a template holds its text in pieces. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_REPLY = 64 * 1024;

/** So many requests in a row that were not known, and the next so many are not looked for: to look costs a tenth of an answer. */
const MAX_MISSES = 1_000;
const SKIPPED = 9_000;

export function createReplayCache(): ReplayCache {
  const known = new Map<string, () => Reply>();
  const once = new Set<string>();
  let missed = 0;
  let bytes = 0;
  return {
    isWorthLookingUp: () => {
      if (missed > MAX_MISSES + SKIPPED) missed = 0;
      missed += 1;
      return missed <= MAX_MISSES;
    },
    replay: (key) => {
      const again = known.get(key);
      if (!again) return undefined;
      missed = 0;
      return again();
    },
    add: (key, again, size) => {
      if (size > MAX_REPLY) return;
      if (!once.delete(key)) {
        if (once.size >= REQUESTS) once.clear();
        return void once.add(key);
      }
      if (known.size >= REQUESTS || bytes + key.length + size > MAX_BYTES) {
        known.clear();
        bytes = 0;
      }
      bytes += key.length + size;
      known.set(key, again);
    },
  };
}

/** What a request is remembered by: all of it. Undefined for one that is too long. */
export function replayKey({ head, body }: RawRequest): string | undefined {
  if (head.length + (body?.length ?? 0) > MAX_KEY_LENGTH) return undefined;
  return body ? `${head}\n\n${Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')}` : head;
}
