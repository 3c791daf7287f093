import type { Json } from '../model/json.ts';

/** The longest value that a finding shows completely, in characters. */
const SHOWN = 160;

/**
 * Text that is safe to print: control characters (C0, DEL, C1) and marks of text direction are escaped, lone surrogates become
 * U+FFFD. Line feeds and tabs stay only if `multiline` is set.
 */
export function plain(text: string, multiline = false): string {
  const escape = (character: string) =>
    multiline && (character === '\n' || character === '\t')
      ? character
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return text.toWellFormed().replace(UNREADABLE, escape);
}

// eslint-disable-next-line no-control-regex -- the pattern is for control characters
const UNREADABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A JSON value on one line, cut to a readable length. */
export function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return cut(plain(JSON.stringify(value.slice(0, SHOWN * 4))));
  if (typeof value !== 'object' || value === null) return String(value);
  const kind = Array.isArray(value) ? 'an array' : 'an object';
  const size = Array.isArray(value) ? value.length : Object.keys(value).length;
  const text = size <= 20 ? stringify(value) : undefined;
  return text && text.length <= SHOWN ? plain(text) : `${kind} of ${size}`;
}

/** The type of a JSON value with its article: `an array`, `a string`. */
export function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Cuts a text to a number of characters, with an ellipsis. */
export function cut(text: string, length = SHOWN): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** `plural(2, 'case')` is `2 cases`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** So many words of a list are named, the others counted. */
const NAMED = 8;

/** `a, b, c and 9 more`: a list in a sentence. */
export function nameSome(words: readonly string[]): string {
  const more = words.length - NAMED;
  return more > 1 ? `${words.slice(0, NAMED).join(', ')} and ${more} more` : words.join(', ');
}

function stringify(value: Json): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined; // nested deeper than the stack
  }
}

/** A vowel that is spoken as one, as that of `user` and `url` is not. */
const SPOKEN_VOWEL = /^(?:[aeio]|u(?!s[aeu]|r[il]|u|ni[tqvf]|tc))/i;

/** `an image`, `a guid`, `an update`, `a user`. */
export function withArticle(name: string): string {
  return `${SPOKEN_VOWEL.test(name) ? 'an' : 'a'} ${name}`;
}
