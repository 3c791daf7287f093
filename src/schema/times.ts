/* Dates, times and durations (RFC 3339). */

/** The days of each month of a year that is no leap year. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day that its month has (§5.7). */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0));
}

const FULL_TIME = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d+)?(?:z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i;

/** A time with its offset (§5.6); a leap second is the last of a day by UTC (§5.7). */
export function isTime(text: string): boolean {
  const found = FULL_TIME.exec(text);
  if (!found) return false;
  const [, hour, minute, second, sign, hours = '0', minutes = '0'] = found;
  if (second !== '60') return true;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const DAY = 24 * 60;
  return (Number(hour) * 60 + Number(minute) - offset + DAY) % DAY === DAY - 1;
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
