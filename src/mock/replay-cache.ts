import type { RawRequest } from './raw-request.ts';
import type { Reply } from './reply.ts';

/**
 * A cache of replies for repeated requests: the same bytes need not be parsed, validated and answered a second time. Only the
 * generated values are made again.
 */
export interface ReplayCache {
  replay(key: string): Reply | undefined;
  /** Whether a look-up pays: not while every request is new. Call it once for each request. */
  isWorthLookingUp(): boolean;
  /**
   * Stores a reply only when its request has come twice: requests that differ once mostly differ each time.
   * @param size the bytes of the reply, which its template takes in memory too
   */
  add(key: string, again: () => Reply, size: number): void;
}

/** The most cached requests, and the longest one, in characters. */
const REQUESTS = 500;
const MAX_KEY_LENGTH = 4_096;
/** The most bytes of all requests and replies together, and of one reply. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_REPLY = 64 * 1024;

/** After so many unknown requests in a row, so many are not looked up: a look-up costs a tenth of a response. */
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

/** The cache key of a request: all of it. Undefined if it is too long. */
export function replayKey({ head, body }: RawRequest): string | undefined {
  if (head.length + (body?.length ?? 0) > MAX_KEY_LENGTH) return undefined;
  return body ? `${head}\n\n${Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')}` : head;
}
