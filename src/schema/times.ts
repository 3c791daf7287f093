/* Dates, times and durations (RFC 3339). */

/** A day that its month has (§5.7). */
export function isDate(text: string): boolean {
  // A day that a month does not have is read as one of the next month.
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00Z`).getUTCDate() === Number(text.slice(8));
}

const FULL_TIME = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d+)?(?:z|([+-](?:[01]\d|2[0-3]):[0-5]\d))$/i;

/** A time with its offset (§5.6); a leap second is the last of a day by UTC (§5.7). */
export function isTime(text: string): boolean {
  const found = FULL_TIME.exec(text);
  if (!found) return false;
  const [, hour, minute, second, offset = 'Z'] = found;
  return second !== '60' || new Date(`2000-01-01T${hour}:${minute}${offset}`).toISOString().includes('T23:59');
}

/** A day that its month has (§5.7). */
export function isDateTime(text: string): boolean {
  return /^.{10}t/i.test(text) && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

const TIME = 'T(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S)';
const DURATION = new RegExp(`^P(?:(?:\\d+D|\\d+M(?:\\d+D)?|\\d+Y(?:\\d+M(?:\\d+D)?)?)(?:${TIME})?|${TIME}|\\d+W)$`);

/** Appendix A: no unit between two others may be missing. */
export function isDuration(text: string): boolean {
  return DURATION.test(text);
}
