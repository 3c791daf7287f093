import type { RawPair } from './form-pairs.ts';
import type { HeaderField } from '../model/exchange.ts';

/** Header fields by lower-case name; repeated fields are joined (RFC 9110 §5.3, RFC 9113 §8.2.3). */
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

/** The cookies of a Cookie field as they are written, without quotes around a value (RFC 6265 §4.2.1). */
export function readCookies(fields: Fields): RawPair[] {
  const field = fields.get('cookie');
  if (field === undefined) return [];
  return field.split(';', COOKIES_LIMIT).flatMap((pair): RawPair[] => {
    const equals = pair.indexOf('=');
    const value = pair.slice(equals + 1).trim();
    return equals > 0 ? [[pair.slice(0, equals).trim(), value.replace(/^"(.*)"$/, '$1')]] : [];
  });
}

/** More cookies than any browser sends. */
const COOKIES_LIMIT = 1_000;
