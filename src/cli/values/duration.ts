import { UsageError } from '../../errors.ts';
import { readTime, TIMES, DAY } from '../../text/time.ts';

/** A time in milliseconds: `30`, `30s`, `500ms`, `5m`. @throws UsageError for anything else, less than a millisecond and more than a day */
export function readDuration(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = readTime(text);
  // Longer than a timer of Node can wait is as good as no limit, and meant by nobody.
  if (time === undefined || time < 1 || time > DAY)
    throw new UsageError(`${name} ${text} is not a time up to a day`, `Write ${TIMES}: ${name} 30s`);
  return time;
}
