import type { Json } from '../../model/json.ts';
import { coerce } from './coerce.ts';
import { decodeForm, type RawPair } from '../../http/form-pairs.ts';
import { DEPTH_LIMIT } from '../../json/parse-json.ts';
import type { Shape } from '../../schema/shape.ts';

/** What was read for a parameter: its value, or a problem that ends a sentence, or neither where it was not sent. */
export type Decoded = { value?: Json; problem?: string };

/** How a value is written as text (OpenAPI 3.1 §4.8.12.3). */
export interface Style {
  name: string;
  style: string;
  explode: boolean;
  /** Whether arrays and objects may also be written as JSON. */
  json?: boolean;
}

const BADLY_ENCODED: Decoded = { problem: 'is not well percent-encoded' };

/** What stands between the parts of a value, before percent-decoding. */
const DELIMITERS: Record<string, (explode: boolean) => string | RegExp> = {
  spaceDelimited: () => /%20|\+| /,
  pipeDelimited: () => /\||%7C/i,
  label: (explode) => (explode ? '.' : ','),
  matrix: (explode) => (explode ? ';' : ','),
};

/**
 * A value from the texts that were sent under its name, read by its style and the type that its schema wants.
 * @param decode a part as text; undefined where it is badly encoded
 */
export function readStyled(
  style: Style,
  shape: Shape,
  texts: string[],
  decode: (text: string) => string | undefined,
): Decoded {
  const isArray = shape.types?.has('array') ?? false;
  const isObject = !isArray && (shape.types?.has('object') ?? false);
  // A style explodes lists alone.
  const own = isArray || isObject ? style : { ...style, explode: false };
  const raw = unwrap(own, texts[0] ?? '');
  if (raw === undefined)
    return { problem: `is not written in the style ${style.style}, as in ${PREFIXES[style.style]?.(own)}…` };
  if (!isArray && !isObject) {
    const text = decode(raw);
    return text === undefined ? BADLY_ENCODED : { value: coerce(shape, text, style.json) };
  }
  if (style.json) {
    const value = coerce(shape, decode(raw) ?? '', true);
    if (typeof value === 'object' && value !== null && texts.length === 1) return { value };
  }
  if (isArray) {
    const isRepeated = style.explode && (REPEATED.has(style.style) || texts.length > 1);
    const parts = isRepeated ? texts : split(style, raw);
    const items = parts
      .map((part) => (isExplodedMatrix(style) ? withoutName(style, part) : part))
      .map((part) => (part === undefined ? undefined : decode(part)));
    const item = shape.item();
    return items.includes(undefined)
      ? BADLY_ENCODED
      : { value: items.map((text) => coerce(item, text ?? '', style.json)) };
  }
  const entries = pairsOf(style, split(style, raw)).map((pair) => pair.map(decode));
  if (entries.some((pair) => pair.includes(undefined))) return BADLY_ENCODED;
  return {
    value: Object.fromEntries(
      entries.map(([name = '', text = '']) => [name, coerce(shape.member(name), text, style.json)]),
    ),
  };
}

/** Styles in which each item of an exploded array has the name of its own. */
const REPEATED = new Set(['form', 'cookie']);

/** What stands before a value. */
const PREFIXES: Record<string, (style: Style) => string> = {
  label: () => '.',
  matrix: ({ name, explode }) => (explode ? ';' : `;${name}=`),
};

function isExplodedMatrix({ style, explode }: Style): boolean {
  return style === 'matrix' && explode;
}

/** The text without what its style puts before it; undefined where that is not there. */
function unwrap(style: Style, raw: string): string | undefined {
  if (style.style === 'label') return raw.startsWith('.') ? raw.slice(1) : undefined;
  if (style.style !== 'matrix') return raw;
  if (!raw.startsWith(';')) return undefined;
  return style.explode ? raw.slice(1) : withoutName(style, raw.slice(1));
}

/** `color=blue` without its name, which may be percent-encoded; an empty value has no equals sign (RFC 6570 §3.2.7). */
function withoutName({ name }: Style, part: string): string | undefined {
  const equals = part.indexOf('=');
  const written = equals < 0 ? part : part.slice(0, equals);
  if (written !== name && written !== encodeURIComponent(name)) return undefined;
  return equals < 0 ? '' : part.slice(equals + 1);
}

function split({ style, explode }: Style, raw: string): string[] {
  return raw === '' ? [] : raw.split(DELIMITERS[style]?.(explode) ?? ',');
}

/** `R=100,G=200` where exploded, else `R,100,G,200`. */
function pairsOf({ explode }: Style, parts: string[]): [string, string][] {
  if (!explode)
    return parts.flatMap((part, index): [string, string][] =>
      index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : [],
    );
  return parts.map((part) => {
    const equals = part.indexOf('=');
    return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
  });
}

/**
 * Style `form`, exploded: each member of the object is a parameter of its own; those that the schema names are its, and
 * where it has a place for others, those that no other parameter is called.
 */
export function readMembers(
  pairs: RawPair[],
  shape: Shape,
  isTaken: (name: string) => boolean,
  decode: (text: string) => string | undefined,
): Decoded {
  const own = new Map<string, string[]>();
  for (const [name, raw] of pairs) {
    if (!shape.members.includes(name) && (isTaken(name) || !shape.admits(name))) continue;
    const text = decode(raw);
    if (text === undefined) return BADLY_ENCODED;
    const before = own.get(name);
    if (before) before.push(text);
    else own.set(name, [text]);
  }
  if (own.size === 0) return {};
  return { value: Object.fromEntries([...own].map(([name, texts]) => [name, memberValue(shape.member(name), texts)])) };
}

function memberValue(shape: Shape, texts: string[]): Json {
  const item = shape.types?.has('array') ? shape.item() : undefined;
  return item ? texts.map((text) => coerce(item, text)) : coerce(shape, texts[0] ?? '');
}

/** What is built before it becomes an object: a map knows no `__proto__`. */
type Branch = Map<string, Branch | string[]>;

/** Style `deepObject`: `filter[a]=1&filter[b][c]=2`. */
export function readDeepObject(pairs: RawPair[], parameter: string, shape: Shape): Decoded {
  const root: Branch = new Map();
  for (const [name, raw] of pairs) {
    if (!name.startsWith(`${parameter}[`) || !name.endsWith(']')) continue;
    const text = decodeForm(raw);
    const path = name.slice(parameter.length + 1, -1).split('][');
    if (text === undefined) return BADLY_ENCODED;
    if (path.length > DEPTH_LIMIT) return { problem: `is nested deeper than ${DEPTH_LIMIT} levels` };
    plant(root, path, text);
  }
  return root.size === 0 ? {} : { value: grown(root, shape) };
}

function plant(root: Branch, path: string[], text: string): void {
  let branch = root;
  for (const [index, name] of path.entries()) {
    const below = branch.get(name);
    if (index === path.length - 1) {
      if (Array.isArray(below)) below.push(text);
      else if (!below) branch.set(name, [text]);
    } else {
      const deeper: Branch = below === undefined || Array.isArray(below) ? new Map<string, Branch | string[]>() : below;
      branch.set(name, deeper);
      branch = deeper;
    }
  }
}

function grown(branch: Branch | string[], shape: Shape): Json {
  if (branch instanceof Map) {
    const empty = branch.size === 1 ? branch.get('') : undefined;
    if (empty && shape.types?.has('array')) return grown(empty, shape);
    return Object.fromEntries([...branch].map(([name, below]) => [name, grown(below, shape.member(name))]));
  }
  if (!shape.types?.has('array') || (branch.length === 1 && branch[0]?.startsWith('[')))
    return coerce(shape, branch[0] ?? '', true);
  const item = shape.item();
  return branch.map((text) => coerce(item, text, true));
}
