import type { Json } from '../../model/json.ts';
import { isEqual } from '../../json/equal.ts';
import { isObject } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';

/** How an answer's value is that of a request: the same, the same in another form, or another one. */
export type Likeness = 'same' | 'normalised' | 'other';

/** Compares what was sent with what came back. */
export function likeness(sent: Json | undefined, read: Json | undefined): Likeness {
  if (isEqual(sent, read)) return 'same';
  if (sent === undefined || read === undefined) return 'other';
  if (Array.isArray(sent) && Array.isArray(read)) return likenessOfLists(sent, read);
  if (isObject(sent) && isObject(read))
    // An answer may have more members than the request.
    return worst(
      Object.entries(sent).map(([name, value]) => likeness(value, Object.hasOwn(read, name) ? read[name] : undefined)),
    );
  if (typeof sent === 'object' || typeof read === 'object')
    return isEmpty(sent) && isEmpty(read) ? 'normalised' : 'other';
  const [one, other] = [scalarText(sent), scalarText(read)];
  if (one === other) return 'same';
  return isSameNumber(one, other) || isSameTime(one, other) || folded(one) === folded(other) ? 'normalised' : 'other';
}

/** Of lists, the order may be the server's own. */
function likenessOfLists(sent: Json[], read: Json[]): Likeness {
  if (sent.length !== read.length) return 'other';
  const inOrder = worst(sent.map((item, index) => likeness(item, read[index])));
  if (inOrder !== 'other') return inOrder;
  return sent.every((item) => read.some((one) => likeness(item, one) !== 'other')) ? 'normalised' : 'other';
}

function worst(all: Likeness[]): Likeness {
  return all.find((one) => one === 'other') ?? all.find((one) => one === 'normalised') ?? 'same';
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Rounded to what a server keeps: two decimals, or six significant digits. */
function isSameNumber(one: string, other: string): boolean {
  if (one.trim() === '' || other.trim() === '') return false;
  const [a, b] = [Number(one), Number(other)];
  return Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= Math.max(0.005, Math.abs(a) * 1e-6);
}

/** The same moment in another zone, or the same day with a time of day. */
function isSameTime(one: string, other: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}/.test(one) || !/^\d{4}-\d{2}-\d{2}/.test(other)) return false;
  return Math.abs(Date.parse(one) - Date.parse(other)) < 1000;
}

/** Without what servers change in a text: blanks at its ends, letter case, Unicode forms. */
function folded(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').replace(/\/$/, '').toLowerCase();
}
