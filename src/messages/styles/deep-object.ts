import type { Json } from '../../model/json.ts';
import { isInexact, keepDigits } from '../../json/exact-integers.ts';
import { coerce, coerceItems } from './coerce.ts';
import type { RawPair } from '../../http/form-pairs.ts';
import { DEPTH_LIMIT } from '../../json/parse-json.ts';
import { isObject } from '../../json/pointer.ts';
import type { Shape } from '../../schema/shape.ts';
import { decodeNamed, encodePairs, escapeOf } from './query-styles.ts';
import { BADLY_ENCODED, scalar, wantsList, type Decoded, type Escape, type Style, type Unescape } from './style.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

/** `filter[a]=1&filter[b][c]=2`. The style is only for objects; anything else is written as in a form. */
export const deepObject: Style = {
  name: 'deepObject',
  in: ['query'],
  encode: (styled, value) =>
    isObject(value)
      ? nestedPairs(percentEncode(styled.name), value, escapeOf(styled)).map((pair) => pair.join('='))
      : encodePairs(styled, value, ',', styled.explode),
  decode: (styled, shape, texts, unescape) =>
    decodeNamed(styled, shape, texts, unescape, ',', styled.explode && texts.length > 1),
  spread: ({ name }, shape) => {
    if (shape.types && !shape.types.has('object')) return undefined;
    const start = `${name}[`;
    return {
      has: (other) => other.startsWith(start),
      read: (pairs, unescape) => readNested(pairs, start, shape, unescape),
    };
  },
};

/** `a[b][c]=1`; each item of a list has the same name. The brackets are percent-encoded (RFC 3986 §3.4). */
function nestedPairs(key: string, value: Json, escape: Escape): [string, string][] {
  if (Array.isArray(value))
    return value.flatMap((item) => (isObject(item) ? [[key, escape(scalar(item))]] : nestedPairs(key, item, escape)));
  if (!isObject(value)) return [[key, escape(scalar(value))]];
  return Object.entries(value).flatMap(([name, item]) =>
    nestedPairs(`${key}%5B${percentEncode(name)}%5D`, item, escape),
  );
}

/** An object under construction: in a map `__proto__` is a key like any other. */
type Branch = Map<string, Branch | string[]>;

function readNested(pairs: readonly RawPair[], start: string, shape: Shape, unescape: Unescape): Decoded {
  const root: Branch = new Map();
  for (const [name, raw] of pairs) {
    if (!name.endsWith(']')) continue;
    const text = unescape(raw);
    const path = name.slice(start.length, -1).split('][');
    if (text === undefined) return BADLY_ENCODED;
    if (path.length > DEPTH_LIMIT) return { problem: `is nested deeper than ${DEPTH_LIMIT} levels` };
    insert(root, path, text);
  }
  return root.size === 0 ? {} : { value: valueOf(root, shape) };
}

function insert(root: Branch, path: string[], text: string): void {
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

function valueOf(branch: Branch | string[], shape: Shape): Json {
  if (branch instanceof Map) {
    const empty = branch.size === 1 ? branch.get('') : undefined;
    if (empty && wantsList(shape)) return valueOf(empty, shape);
    const members = Object.fromEntries([...branch].map(([name, below]) => [name, valueOf(below, shape.member(name))]));
    for (const [name, below] of branch)
      if (isInexact(members[name]) && Array.isArray(below)) keepDigits(members, name, below[0] ?? '');
    return members;
  }
  if (!wantsList(shape) || (branch.length === 1 && branch[0]?.startsWith('[')))
    return coerce(shape, branch[0] ?? '', true);
  return coerceItems(shape.item(), branch, true);
}
