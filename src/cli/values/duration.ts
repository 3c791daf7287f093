import { UsageError } from '../../errors.ts';
import { readTime, TIMES } from '../../text/time.ts';

/** Longer than a timer of Node can wait is as good as no limit, and meant by nobody. */
const DAY = 24 * 3_600_000;

/** A time in milliseconds: `30`, `30s`, `500ms`, `5m`. @throws UsageError for anything else, less than a millisecond and more than a day */
export function readDuration(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = readTime(text);
  if (time === undefined || time < 1 || time > DAY)
    throw new UsageError(`${name} ${text} is not a time up to a day`, `Write ${TIMES}: ${name} 30s`);
  return time;
}
