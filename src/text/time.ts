/** In milliseconds. */
export const DAY = 24 * 3_600_000;

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** The forms of a time, as messages name them. */
export const TIMES = '10s, 250ms, 2m, 1h, or a number of seconds';

/** A time as people write it: `10s`, `250ms`, `2m`, `1h`; a bare number is seconds. @returns milliseconds; undefined for any other text */
export function readTime(text: string): number | undefined {
  const [, digits, unit = 's'] = /^(\d{1,12}(?:\.\d{1,6})?)\s*(ms|s|m|h)?$/i.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits) * (UNITS[unit.toLowerCase()] ?? NaN);
}
