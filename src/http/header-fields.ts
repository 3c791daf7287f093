import type { HeaderField } from '../model/contract.ts';

/** Header fields by lower-case name; those that stand more than once are put together (RFC 9110 §5.3, RFC 9113 §8.2.3). */
export type Fields = Map<string, string>;

export function readFields(headers: readonly HeaderField[]): Fields {
  const fields: Fields = new Map();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = fields.get(key);
    fields.set(key, before === undefined ? value.trim() : `${before}${key === 'cookie' ? '; ' : ', '}${value.trim()}`);
  }
  return fields;
}

/** The cookies of a Cookie field as they were written, quotes around a value left out (RFC 6265 §4.2.1). */
export function readCookies(fields: Fields): RawPair[] {
  return (fields.get('cookie')?.split(';', COOKIES_LIMIT) ?? []).flatMap((pair): RawPair[] => {
    const equals = pair.indexOf('=');
    const value = pair.slice(equals + 1).trim();
    return equals > 0 ? [[pair.slice(0, equals).trim(), value.replace(/^"(.*)"$/, '$1')]] : [];
  });
}

/** More cookies than any browser sends. */
const COOKIES_LIMIT = 1_000;

/** A name and value of a query or a form as they were written. */
export type RawPair = readonly [name: string, value: string];

/** The query of a request target, or a form, taken apart and not yet decoded but for the names. */
export function readPairs(text: string): RawPair[] {
  if (text === '') return [];
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      return [decodeForm(name) ?? name, equals < 0 ? '' : pair.slice(equals + 1)];
    });
}

/** Everything behind the question mark of a request target, or the empty string. */
export function queryOf(target: string): string {
  const start = target.indexOf('?');
  if (start < 0) return '';
  const end = target.indexOf('#', start);
  return target.slice(start + 1, end < 0 ? undefined : end);
}

/** Percent-decoded, a plus sign read as a space; undefined where it is badly encoded. */
export function decodeForm(text: string): string | undefined {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return undefined;
  }
}
