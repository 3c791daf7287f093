import type { RawPair } from './form-pairs.ts';
import type { HeaderField } from '../model/exchange.ts';
import { splitOnce } from './split-once.ts';

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

/** Names and values, which Node has in one list, in pairs. */
export function pairsOf(list: readonly string[]): HeaderField[] {
  const headers: HeaderField[] = [];
  for (let index = 0; index < list.length; index += 2) headers.push([list[index] ?? '', list[index + 1] ?? '']);
  return headers;
}

/** The cookies of a Cookie field as they are written, without quotes around a value (RFC 6265 §4.2.1). */
export function readCookies(fields: Fields): RawPair[] {
  const field = fields.get('cookie');
  if (field === undefined) return [];
  return field.split(';', COOKIES_LIMIT).flatMap((pair): RawPair[] => {
    const [name, value] = splitOnce(pair, '=');
    return name === '' || value === undefined ? [] : [[name.trim(), value.trim().replace(/^"(.*)"$/, '$1')]];
  });
}

/** More cookies than any browser sends. */
const COOKIES_LIMIT = 1_000;
