import { UsageError } from '../../errors.ts';

const UNITS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** A time in seconds: `30`, `30s`, `500ms`, `5m`. @throws UsageError for anything else */
export function readSeconds(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, digits = '', unit = 's'] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h)?\s*$/.exec(text) ?? [];
  const seconds = Number(digits) * (UNITS[unit] ?? 1);
  // Longer than a timer of Node can wait is as good as no limit, and meant by nobody.
  if (digits === '' || seconds < 0.001 || seconds > 24 * 3600)
    throw new UsageError(`${name} ${text} is not a time up to a day`, `For instance: ${name} 30s`);
  return seconds;
}
