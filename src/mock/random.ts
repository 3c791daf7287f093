/** The next of a row of numbers from 0 up to but not with 1. */
export type Random = () => number;

/**
 * Numbers that follow from a seed and from the place of a request in its row, so that a run can be repeated whatever
 * else goes on at the time (mulberry32; no secret rests on it).
 */
export function createRandom(seed: number, serial: number): Random {
  let state = (seed ^ Math.imul(serial, 0x9e3779b1)) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of several, undefined of none. */
export function pick<T>(items: readonly T[], random: Random): T | undefined {
  return items[Math.floor(random() * items.length)];
}
