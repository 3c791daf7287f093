import type { ParameterIn } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { coerce } from './coerce.ts';
import type { RawPair } from '../../http/form-pairs.ts';
import { isObject } from '../../json/pointer.ts';
import type { Shape } from '../../schema/shape.ts';

/** What was read for a parameter: its value, or a problem that ends a sentence, or neither where it was not sent. */
export type Decoded = { value?: Json; problem?: string };

/** What a style has to know of the parameter, header or member of a form that it writes or reads. */
export interface Styled {
  name: string;
  style: string;
  explode: boolean;
  /** Whether reserved characters stay as they are (OpenAPI 3.1 §4.8.12, allowReserved). */
  allowReserved?: boolean;
  /** Whether lists and objects may also be written as JSON, as in a form. */
  json?: boolean;
}

/** Makes a text fit for its place, or undoes that; undefined where it is badly encoded. */
export type Escape = (text: string) => string;
export type Unescape = (text: string) => string | undefined;

/** How an object is read that is spread over names of their own, one for each member. */
export interface Spread {
  /** Whether a name is one of the object's. @param isTaken whether a name stands for something else */
  has(name: string, isTaken: (name: string) => boolean): boolean;
  /** Reads the object of the pairs that are its own. */
  read(pairs: readonly RawPair[], unescape: Unescape): Decoded;
}

/** One way of writing a value as text, and of reading it again (OpenAPI 3.1 §4.8.12.2). */
export interface Style {
  name: string;
  /** Where parameters may have it; forms have those of a query. */
  in: readonly ParameterIn[];
  /**
   * A value as it stands in its place.
   * @param escape for the texts in it, where the place says; else the style does
   * @returns `name=value` pairs in a query, form or cookie, one text in a path or header
   */
  encode(styled: Styled, value: Json, escape?: Escape): string[];
  /** A value of the texts that were sent under its name, by the type that its schema wants. */
  decode(styled: Styled, shape: Shape, texts: readonly string[], unescape: Unescape): Decoded;
  /** Set for a style that can give each member of an object a name; undefined where it does not for this one. */
  spread?(styled: Styled, shape: Shape): Spread | undefined;
}

export const BADLY_ENCODED: Decoded = { problem: 'is not well percent-encoded' };

export function wantsList({ types }: Shape): boolean {
  return types?.has('array') ?? false;
}

export function wantsObject(shape: Shape): boolean {
  return !wantsList(shape) && (shape.types?.has('object') ?? false);
}

/** A value that is no list as text; what is nested deeper than a style can say is JSON. */
export function scalar(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

/** The parts of a value behind each other: the items of a list, or the names and values of an object. */
export function joinParts(value: Json, delimiter: string, explode: boolean, escape: Escape): string {
  if (Array.isArray(value)) return value.map((item) => escape(scalar(item))).join(delimiter);
  if (!isObject(value)) return escape(scalar(value));
  const pairs = Object.entries(value).map(([name, item]) => [escape(name), escape(scalar(item))]);
  return explode ? pairs.map((pair) => pair.join('=')).join(delimiter) : pairs.flat().join(delimiter);
}

/** Each item under the name of its list, and each member under its own. */
export function namedParts(name: string, value: Json, escape: Escape): [string, string][] {
  if (Array.isArray(value))
    return value.map((item): [string, string] => [encodeURIComponent(name), escape(scalar(item))]);
  return Object.entries(isObject(value) ? value : {}).flatMap(([member, item]): [string, string][] =>
    Array.isArray(item) ? namedParts(member, item, escape) : [[encodeURIComponent(member), escape(scalar(item))]],
  );
}

/** The parts of a text; none in an empty one. */
export function splitParts(text: string, delimiter: string | RegExp): string[] {
  return text === '' ? [] : text.split(delimiter);
}

/** The other way round: a list or object of its parts, by what its schema wants. */
export function decodeParts(
  { explode, json }: Styled,
  shape: Shape,
  parts: readonly (string | undefined)[],
  unescape: Unescape,
): Decoded {
  if (wantsList(shape)) {
    const items = parts.map((part) => (part === undefined ? undefined : unescape(part)));
    const item = shape.item();
    return items.includes(undefined) ? BADLY_ENCODED : { value: items.map((text) => coerce(item, text ?? '', json)) };
  }
  const entries = pairsOf(explode, parts).map((pair) => pair.map(unescape));
  if (entries.some((pair) => pair.includes(undefined))) return BADLY_ENCODED;
  return {
    value: Object.fromEntries(entries.map(([name = '', text = '']) => [name, coerce(shape.member(name), text, json)])),
  };
}

export function decodeScalar({ json }: Styled, shape: Shape, text: string, unescape: Unescape): Decoded {
  const plain = unescape(text);
  return plain === undefined ? BADLY_ENCODED : { value: coerce(shape, plain, json) };
}

/** `R=100,G=200` where exploded, else `R,100,G,200`. */
function pairsOf(explode: boolean, parts: readonly (string | undefined)[]): [string, string][] {
  if (!explode)
    return parts.flatMap((part = '', index): [string, string][] =>
      index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : [],
    );
  return parts.map((part = '') => {
    const equals = part.indexOf('=');
    return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
  });
}

/** What is wrong with a text that lacks what its style puts before a value. */
export function lacksStyle(style: string, prefix: string): Decoded {
  return { problem: `is not written in the style ${style}, as in ${prefix}…` };
}
