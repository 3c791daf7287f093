import type { ParameterIn } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { coerce, coerceItems, coerceMembers } from './coerce.ts';
import type { RawPair } from '../../http/form-pairs.ts';
import { isObject } from '../../json/pointer.ts';
import type { Shape } from '../../schema/shape.ts';
import { exactInteger, writeJson, isInexact, keepDigits } from '../../json/exact-integers.ts';
import { percentEncode } from '../../http/percent-encoding.ts';
import { splitOnce } from '../../http/split-once.ts';

/** The decoded parameter: its value, or a problem as the end of a sentence, or neither if it was not sent. */
export type Decoded = { value?: Json; problem?: string };

/** The properties of a parameter, header or form member that a style needs. */
export interface Styled {
  name: string;
  style: string;
  explode: boolean;
  /** Whether reserved characters stay as they are (OpenAPI 3.1 §4.8.12, allowReserved). */
  allowReserved?: boolean;
  /** Whether lists and objects may also be written as JSON, as in a form. */
  json?: boolean;
}

/** Escapes a text for its place, or decodes it; undefined if it is malformed. */
export type Escape = (text: string) => string;
export type Unescape = (text: string) => string | undefined;

/** How to read an object that has a separate name for each member. */
export interface Spread {
  /** Whether a name belongs to the object. @param isTaken whether a name belongs to something else */
  has(name: string, isTaken: (name: string) => boolean): boolean;
  /** Decodes the object from its pairs. */
  read(pairs: readonly RawPair[], unescape: Unescape): Decoded;
}

/** The encoder and decoder of a style (OpenAPI 3.1 §4.8.12.2). */
export interface Style {
  name: string;
  /** The places in which parameters may have it; forms have the styles of a query. */
  in: readonly ParameterIn[];
  /**
   * Encodes a value for its place.
   * @param escape the escaping of texts, if the place defines it; by default the style does
   * @returns `name=value` pairs in a query, form or cookie, one text in a path or header
   */
  encode(styled: Styled, value: Json, escape?: Escape): string[];
  /** Decodes the texts under a name by the type of the schema. */
  decode(styled: Styled, shape: Shape, texts: readonly string[], unescape: Unescape): Decoded;
  /** For a style that can give each member of an object its own name; undefined if it does not for this object. */
  spread?(styled: Styled, shape: Shape): Spread | undefined;
}

export const BADLY_ENCODED: Decoded = { problem: 'is not well percent-encoded' };

export function wantsList({ types }: Shape): boolean {
  return types?.has('array') ?? false;
}

export function wantsObject(shape: Shape): boolean {
  return !wantsList(shape) && (shape.types?.has('object') ?? false);
}

/** A single value as text; a nested value becomes JSON. */
export function scalar(value: Json): string {
  return typeof value === 'object' && value !== null ? writeJson(value) : String(value ?? '');
}

/** A member's value with each integer that no number holds as the text of its digits: alone, in a list or in an object. */
export function withDigits(holder: JsonObject, name: string, value: Json): Json {
  if (isInexact(value)) return digitsOf(holder, name) ?? value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.some(isInexact) ? value.map((item, index) => digitsOf(value, index) ?? item) : value;
  if (!Object.values(value).some(isInexact)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, digitsOf(value, key) ?? member]));
}

/** The items of a member that is a list, or the member; with the digits of those that no number holds. */
export function itemsOf(holder: JsonObject, name: string, value: Json): { one: Json; digits: string | undefined }[] {
  return Array.isArray(value)
    ? value.map((one, index) => ({ one, digits: digitsOf(value, index) }))
    : [{ one: value, digits: digitsOf(holder, name) }];
}

function digitsOf(holder: object, key: string | number): string | undefined {
  return exactInteger(holder, key)?.toString();
}

/** The parts of a value: the items of a list, or the names and values of an object in turn. */
export function joinParts(value: Json, delimiter: string, explode: boolean, escape: Escape): string {
  if (Array.isArray(value)) return value.map((item) => escape(scalar(item))).join(delimiter);
  if (!isObject(value)) return escape(scalar(value));
  const pairs = Object.entries(value).map(([name, item]) => [escape(name), escape(scalar(item))]);
  return explode ? pairs.map((pair) => pair.join('=')).join(delimiter) : pairs.flat().join(delimiter);
}

/** Each item with the name of its list, each member with its own name. */
export function namedParts(name: string, value: Json, escape: Escape): [string, string][] {
  if (Array.isArray(value)) return value.map((item): [string, string] => [percentEncode(name), escape(scalar(item))]);
  return Object.entries(isObject(value) ? value : {}).flatMap(([member, item]): [string, string][] =>
    Array.isArray(item) ? namedParts(member, item, escape) : [[percentEncode(member), escape(scalar(item))]],
  );
}

/** The parts of a text; none in an empty one. */
export function splitParts(text: string, delimiter: string | RegExp): string[] {
  return text === '' ? [] : text.split(delimiter);
}

/** A list or object from its parts, by the type of its schema. */
export function decodeParts(
  { explode, json }: Styled,
  shape: Shape,
  parts: readonly (string | undefined)[],
  unescape: Unescape,
): Decoded {
  if (wantsList(shape)) {
    const items = parts.map((part) => (part === undefined ? undefined : unescape(part)));
    const texts = items.filter((text) => text !== undefined);
    return texts.length < items.length ? BADLY_ENCODED : { value: coerceItems(shape.item(), texts, json) };
  }
  const entries = pairsOf(explode, parts).map((pair) => pair.map(unescape));
  if (entries.some((pair) => pair.includes(undefined))) return BADLY_ENCODED;
  return {
    value: coerceMembers(
      shape,
      entries.map(([name = '', text = '']) => [name, text]),
      json,
    ),
  };
}

export function decodeScalar({ json }: Styled, shape: Shape, text: string, unescape: Unescape): Decoded {
  const plain = unescape(text);
  return plain === undefined ? BADLY_ENCODED : decodedText(shape, plain, json);
}

/** The value of a text, with its digits. */
export function decodedText(shape: Shape, text: string, json = false): Decoded {
  const decoded = { value: coerce(shape, text, json) };
  if (isInexact(decoded.value)) keepDigits(decoded, 'value', text);
  return decoded;
}

/** `R=100,G=200` if exploded, else `R,100,G,200`. */
function pairsOf(explode: boolean, parts: readonly (string | undefined)[]): [string, string][] {
  if (!explode)
    return parts.flatMap((part = '', index): [string, string][] =>
      index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : [],
    );
  return parts.map((part = '') => {
    const [name, value = ''] = splitOnce(part, '=');
    return [name, value];
  });
}

/** The problem of a text without the prefix of its style. */
export function lacksStyle(style: string, prefix: string): Decoded {
  return { problem: `is not written in the style ${style}, as in ${prefix}…` };
}
