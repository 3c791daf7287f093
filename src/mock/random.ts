/** The next number of a series, from [0, 1). */
export type Random = () => number;

/**
 * Numbers that follow from a seed and the serial number of a request, so that a run can be repeated whatever else runs at the
 * same time (mulberry32; not for secrets).
 */
export function createRandom(seed: number, serial: number): Random {
  let state = seed ^ Math.imul(serial, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A seed for series of numbers: a whole one, drawn at random unless a series is given. */
export function drawSeed(random: Random = Math.random): number {
  return Math.floor(random() * 2 ** 31);
}

/** One of the items; undefined if there are none. */
export function pick<T>(items: readonly T[], random: Random): T | undefined {
  return items[Math.floor(random() * items.length)];
}
