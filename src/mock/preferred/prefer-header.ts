import type { HeaderField } from '../../model/exchange.ts';
import { decodeForm, queryOf, readPairs } from '../../http/form-pairs.ts';

/** What a client prefers in the response. */
export interface Preferences {
  code?: number;
  example?: string;
  dynamic?: boolean;
}

/**
 * Reads a Prefer field (RFC 7240 §2); without one, the query parameters of Prism (`?__code=404`).
 * Unknown and malformed preferences are ignored, and the first of repeated ones counts.
 */
export function readPreferences(field: string | undefined, target = ''): Preferences | undefined {
  const preferences: Preferences = {};
  if (field !== undefined) {
    for (const [, name = '', quoted, token] of field
      .slice(0, 4096)
      .matchAll(/([^\s,;="]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]+))/g))
      READERS.get(name.toLowerCase())?.(preferences, quoted?.replace(/\\(.)/g, '$1') ?? token ?? '');
  } else if (target.includes('__')) {
    for (const [name, value] of readPairs(queryOf(target)))
      if (name.startsWith('__')) READERS.get(name.slice(2))?.(preferences, decodeForm(value) ?? '');
  }
  return Object.keys(preferences).length > 0 ? preferences : undefined;
}

const READERS = new Map<string, (preferences: Preferences, value: string) => void>([
  // An interim status is not a final response (RFC 9110 §15.2).
  ['code', (preferences, value) => void (/^[2-5]\d\d$/.test(value) && (preferences.code ??= Number(value)))],
  ['example', (preferences, value) => void (value !== '' && (preferences.example ??= value))],
  [
    'dynamic',
    (preferences, value) => void (/^(true|false)$/.test(value) && (preferences.dynamic ??= value === 'true')),
  ],
]);

/** The preferences that a response applies (RFC 7240 §3), and the Vary field (§2). */
export function appliedPreferences(preferences: Preferences): HeaderField[] {
  const listed = Object.entries(preferences).map(
    ([name, value]) => `${name}=${/^[\w!#$%&'*+.^`|~-]+$/.test(String(value)) ? value : `"${quote(String(value))}"`}`,
  );
  return listed.length === 0
    ? []
    : [
        ['Preference-Applied', listed.join(', ')],
        ['Vary', 'Prefer'],
      ];
}

function quote(text: string): string {
  return text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').replace(/["\\]/g, '\\$&');
}
