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

/** What stands between the question mark of a request target and its fragment, or the empty string (RFC 3986 §3.4). */
export function queryOf(target: string): string {
  const [beforeFragment = ''] = target.split('#', 1);
  const start = beforeFragment.indexOf('?');
  return start < 0 ? '' : beforeFragment.slice(start + 1);
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
