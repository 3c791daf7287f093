import type { Json } from '../../model/json.ts';
import { coerceItems, coerceMembers } from './coerce.ts';
import { setMember } from '../../json/pointer.ts';
import type { RawPair } from '../../http/form-pairs.ts';
import type { Shape } from '../../schema/shape.ts';
import {
  BADLY_ENCODED,
  decodeParts,
  decodeScalar,
  joinParts,
  namedParts,
  scalar,
  splitParts,
  wantsList,
  wantsObject,
  type Decoded,
  type Escape,
  type Spread,
  type Style,
  type Styled,
  type Unescape,
} from './style.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

/** `id=1&id=2` if exploded, else `id=1,2`. In a cookie, the ampersand belongs to the value of the first one. */
export const form: Style = {
  name: 'form',
  in: ['query', 'cookie'],
  encode: (styled, value) => encodePairs(styled, value, ',', styled.explode),
  decode: (styled, shape, texts, unescape) => decodeNamed(styled, shape, texts, unescape, ',', styled.explode),
  spread: spreadMembers,
};

/** `id=1%202`. An object has no other form: explode concerns lists alone. */
export const spaceDelimited: Style = {
  name: 'spaceDelimited',
  in: ['query'],
  encode: (styled, value) => encodePairs(styled, value, '%20', styled.explode && Array.isArray(value)),
  decode: (styled, shape, texts, unescape) =>
    decodeNamed({ ...styled, explode: false }, shape, texts, unescape, /%20|\+| /, styled.explode && texts.length > 1),
};

/** `id=1%7C2`; a URI requires the escape (RFC 3986 §3.4). An object has no other form. */
export const pipeDelimited: Style = {
  name: 'pipeDelimited',
  in: ['query'],
  encode: (styled, value) => encodePairs(styled, value, '%7C', styled.explode && Array.isArray(value)),
  decode: (styled, shape, texts, unescape) =>
    decodeNamed({ ...styled, explode: false }, shape, texts, unescape, /\||%7C/i, styled.explode && texts.length > 1),
};

/** `id=1; id=2` if exploded, else `id=1,2`; without percent-encoding (OpenAPI 3.2, style cookie). */
export const cookie: Style = {
  name: 'cookie',
  in: ['cookie'],
  encode: ({ name, explode }, value) => {
    if (explode && typeof value === 'object' && value !== null)
      return (Array.isArray(value) ? value.map((item) => [name, item] as const) : Object.entries(value)).map(
        ([key, item]) => `${key}=${scalar(item)}`,
      );
    return [`${name}=${joinParts(value, ',', false, (text) => text)}`];
  },
  decode: (styled, shape, texts, unescape) => decodeNamed(styled, shape, texts, unescape, ',', styled.explode),
  spread: spreadMembers,
};

/** A value as `name=value` pairs. @param isNamed whether each part has its own pair */
export function encodePairs(styled: Styled, value: Json, delimiter: string, isNamed: boolean): string[] {
  const { name, allowReserved } = styled;
  const key = percentEncode(name);
  if (typeof value !== 'object' || value === null)
    return [`${key}=${(allowReserved ? escapeUnreserved : percentEncode)(scalar(value))}`];
  const escape = escapeOf(styled);
  if (isNamed) return namedParts(name, value, escape).map((pair) => pair.join('='));
  return [`${key}=${joinParts(value, delimiter, false, escape)}`];
}

/** How the parts of a value are escaped. */
export function escapeOf({ allowReserved }: Styled): Escape {
  return allowReserved ? (text) => escapeUnreserved(text).replaceAll(',', '%2C') : percentEncode;
}

/** Percent-encodes all except the reserved characters that do not end a pair (OpenAPI 3.1 §4.8.12, allowReserved). */
function escapeUnreserved(text: string): string {
  return percentEncode(text).replace(/%(3A|2F|3F|40|24|2C|3B)/g, decodeURIComponent);
}

/** Decodes the texts under a name. @param isRepeated whether each text is an item of a list */
export function decodeNamed(
  styled: Styled,
  shape: Shape,
  texts: readonly string[],
  unescape: Unescape,
  delimiter: string | RegExp,
  isRepeated: boolean,
): Decoded {
  const [text = ''] = texts;
  if (!wantsList(shape) && !wantsObject(shape)) return decodeScalar(styled, shape, text, unescape);
  const isList = isRepeated && wantsList(shape);
  return decodeParts(styled, shape, isList ? texts : splitParts(text, delimiter), unescape);
}

/**
 * An exploded object, whose members look like parameters. The names in its schema belong to it, and if it allows further
 * members, all names that nothing else has.
 */
function spreadMembers({ explode }: Styled, shape: Shape): Spread | undefined {
  if (!explode || !wantsObject(shape)) return undefined;
  return {
    has: (name, isTaken) => shape.members.includes(name) || (!isTaken(name) && shape.admits(name)),
    read: (pairs, unescape) => readMembers(pairs, shape, unescape),
  };
}

function readMembers(pairs: readonly RawPair[], shape: Shape, unescape: Unescape): Decoded {
  const members = new Map<string, string[]>();
  for (const [name, raw] of pairs) {
    const text = unescape(raw);
    if (text === undefined) return BADLY_ENCODED;
    const before = members.get(name);
    if (before) before.push(text);
    else members.set(name, [text]);
  }
  if (members.size === 0) return {};
  const value = coerceMembers(
    shape,
    [...members].map(([name, [text = '']]) => [name, text]),
  );
  for (const [name, texts] of members) {
    const member = shape.member(name);
    if (wantsList(member)) setMember(value, name, coerceItems(member.item(), texts));
  }
  return { value };
}
