/** A name and a value of a query or a form, as they are written. */
export type RawPair = readonly [name: string, value: string];

/** The pairs of a query or a form. Names are decoded, values are not. */
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

/** The query of a request target, or the empty string (RFC 3986 §3.4). */
export function queryOf(target: string): string {
  if (!target.includes('?')) return '';
  const [beforeFragment = ''] = target.split('#');
  const start = beforeFragment.indexOf('?');
  return start < 0 ? '' : beforeFragment.slice(start + 1);
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
