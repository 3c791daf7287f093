import type { Json, JsonObject } from '../model.ts';
import { isObject } from './pointer.ts';

/** A word joiner, which is not seen, before the name: to a program it is another name. */
const INERT = '\u2060$ref';

/**
 * A document in which nothing can be taken for a reference to another file or server. In a bundled one these stand in
 * examples, defaults and extensions alone, where they are data; what renders documents, or makes types of them, follows
 * them all the same, to the network or to any file of this machine. Parts without one are not copied.
 */
export function inertReferences(document: JsonObject): JsonObject {
  return rewrite(document) as JsonObject;
}

function rewrite(node: Json): Json {
  if (Array.isArray(node)) {
    const items = node.map(rewrite);
    return items.every((item, index) => item === node[index]) ? node : items;
  }
  if (!isObject(node)) return node;
  let changed = false;
  const members = Object.entries(node).map(([name, value]): [string, Json] => {
    const isOutside = name === '$ref' && typeof value === 'string' && !value.startsWith('#');
    const next = rewrite(value);
    if (isOutside || next !== value) changed = true;
    return [isOutside ? INERT : name, next];
  });
  return changed ? Object.fromEntries(members) : node;
}
