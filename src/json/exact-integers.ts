import type { Json } from '../model/json.ts';
import { endOfString } from './scan-text.ts';

/*
 * JSON has integers of any size, and a number holds them exactly to 2^53 - 1 alone: 9007199254740993 becomes …992. The digits of
 * larger ones stand beside the number, in the object or array that has it, so that everything else goes on with numbers. Where the
 * digits are not known, as in a value that was made here, nothing is said of them.
 */

/** Where a value stands: the member or item of an object or array. */
export interface Place {
  holder: object;
  key: string | number;
}

/** The digits of some members or items. A symbol, so that a copy by spread has it, and neither JSON nor a walk shows it. */
const DIGITS = Symbol('digits');

type Holder = { [DIGITS]?: Map<string, bigint> };

/** Whether any digits were ever kept in this process. Most never keep any, and need not look for them in every value. */
let someKept = false;

/** Whose digits a map is: a copy by spread shares it with the original, and gets one of its own when it is changed. */
const owners = new WeakMap<Map<string, bigint>, object>();

/** Whether a number may stand for several integers. */
export function isInexact(value: unknown): value is number {
  return typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER) && Number.isFinite(value);
}

/** Keeps the digits of a member or an item, if it is an integer beyond 2^53. @param numeral as it was written */
export function keepDigits(holder: object, key: string | number, numeral: string): void {
  if (isLargeInteger(numeral)) keep(holder, key, BigInt(numeral));
}

function keep(holder: Holder, key: string | number, exact: bigint): void {
  let digits = holder[DIGITS];
  if (!digits || owners.get(digits) !== holder) {
    digits = new Map(digits);
    owners.set(digits, holder);
    holder[DIGITS] = digits;
  }
  digits.set(String(key), exact);
  someKept = true;
}

/** The integer that a member or an item was written as, if it is known and beyond 2^53. */
export function exactInteger(holder: unknown, key: string | number | undefined): bigint | undefined {
  if (!someKept) return undefined;
  if (typeof holder !== 'object' || holder === null) return undefined;
  const exact = (holder as Holder)[DIGITS]?.get(String(key));
  // The member may have been changed since.
  return exact !== undefined && Number(exact) === (holder as { [name: string]: unknown })[String(key)]
    ? exact
    : undefined;
}

/** Keeps what is known of a value's digits where the value is put as well. */
export function copyDigits(from: unknown, key: string | number, to: object, toKey: string | number): void {
  const exact = exactInteger(from, key);
  if (exact !== undefined) keep(to, toKey, exact);
}

/** Whether two numbers are not the same, as their digits show. Where those of one are not known, they may be. */
export function differInDigits(one: bigint | undefined, other: bigint | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function isLargeInteger(numeral: string): boolean {
  return /^-?[1-9]\d+$/.test(numeral) && isInexact(Number(numeral));
}

/**
 * Like `JSON.parse`, with the digits of large integers; `value` is the member that holds it all.
 * @throws SyntaxError as JSON.parse does
 */
export function parseExactly(text: string): { value: Json } {
  const plain = JSON.parse(text) as Json;
  if (!/\d{16}/.test(text)) return { value: plain };
  const nonce = crypto.randomUUID();
  const marked = markLarge(text, nonce);
  if (marked === undefined) return { value: plain };
  const top = { value: JSON.parse(marked) as Json };
  const waiting: object[] = [top];
  for (let holder = waiting.pop(); holder; holder = waiting.pop())
    for (const [key, child] of Object.entries(holder) as [string, Json][]) {
      if (typeof child === 'object' && child !== null) waiting.push(child);
      else if (typeof child === 'string' && child.startsWith(nonce)) {
        const numeral = child.slice(nonce.length);
        (holder as { [name: string]: Json })[key] = Number(numeral);
        keep(holder, key, BigInt(numeral));
      }
    }
  return top;
}

/** A JSON text with its large integers as texts behind a mark; undefined if there are none. */
function markLarge(text: string, mark: string): string | undefined {
  let made = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at) - 1;
    } else if (isNumeral(code)) {
      let end = at + 1;
      while (isNumeral(text.charCodeAt(end))) end += 1;
      const numeral = text.slice(at, end);
      if (isLargeInteger(numeral)) {
        made += `${text.slice(from, at)}"${mark}${numeral}"`;
        from = end;
      }
      at = end - 1;
    }
  }
  return from === 0 ? undefined : made + text.slice(from);
}

const QUOTE = 0x22;

/** Digits and `-+.eE`; outside of texts these are numerals alone, or letters of `true`, `false` and `null`. */
function isNumeral(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2b || code === 0x2e || code === 0x65 || code === 0x45
  );
}

/** Like `JSON.stringify`, with the digits of large integers where they are known. */
export function writeJson(value: Json): string {
  if (!someKept || !hasDigits(value)) return JSON.stringify(value);
  const nonce = crypto.randomUUID();
  const text = JSON.stringify(value, function (this: unknown, key, member: Json) {
    const exact = typeof member === 'number' ? exactInteger(this, key) : undefined;
    return exact === undefined ? member : `${nonce}${exact}`;
  });
  return text.replaceAll(new RegExp(`"${nonce}(-?\\d+)"`, 'g'), '$1');
}

/** Whether digits are known of something in a value. Iterative: the depth is somebody else's choice. */
function hasDigits(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const waiting: (Json[] | { [name: string]: Json })[] = [value];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (DIGITS in next) return true;
    for (const child of Array.isArray(next) ? next : Object.values(next))
      if (typeof child === 'object' && child !== null) waiting.push(child);
  }
  return false;
}

/** A scalar as it stands in a text: with its digits, where they are known. */
export function digitsOr(holder: unknown, key: string | number, text: string): string {
  return exactInteger(holder, key)?.toString() ?? text;
}
