import type { HeaderField } from '../model.ts';

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

/** The cookies of a Cookie field as they were written (RFC 6265 §4.2.1); of two with one name, the first. */
export function readCookies(fields: Fields): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of fields.get('cookie')?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals > 0 && !cookies.has(name))
      cookies.set(
        name,
        pair
          .slice(equals + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      );
  }
  return cookies;
}

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
