import { splitOnce } from './split-once.ts';

/** A name and a value of a query or a form, as they are written. */
export type RawPair = readonly [name: string, value: string];

/** The pairs of a query or a form. Names are decoded, values are not. */
export function readPairs(text: string): RawPair[] {
  if (text === '') return [];
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name, value = ''] = splitOnce(pair, '=');
      return [decodeForm(name) ?? name, value];
    });
}

/** The query of a request target, or the empty string (RFC 3986 §3.4). */
export function queryOf(target: string): string {
  if (!target.includes('?')) return '';
  const [beforeFragment] = splitOnce(target, '#');
  const [, query = ''] = splitOnce(beforeFragment, '?');
  return query;
}

/** Percent-decodes a text, with plus signs as spaces; undefined if it is malformed. */
export function decodeForm(text: string): string | undefined {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return undefined;
  }
}
