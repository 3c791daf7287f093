import type { Json, JsonObject } from '../model/json.ts';
import { isObject, valueAt } from '../json/pointer.ts';
import { mappingTarget } from '../schema/discriminator-mapping.ts';
import { pointerOfRef } from '../schema/references.ts';

/** An invisible word joiner before the name: for a program it is another name. */
const INERT = '\u2060';

/**
 * Makes a document safe for tools that follow references: to the network, or to any file of this machine. In a bundled document
 * external references are left only in data (examples, defaults, extensions), in `externalValue` and in discriminator
 * mappings; tools follow them all the same. Parts without such references are not copied.
 */
export function neutralizeReferences(document: JsonObject): JsonObject {
  return rewrite(document, document) as JsonObject;
}

function rewrite(node: Json, document: JsonObject): Json {
  if (Array.isArray(node)) {
    const items = node.map((item) => rewrite(item, document));
    return items.every((item, index) => item === node[index]) ? node : items;
  }
  if (!isObject(node)) return node;
  let changed = false;
  const members = Object.entries(node).map(([name, value]): [string, Json] => {
    const isOutside =
      typeof value === 'string' && (name === 'externalValue' || (name === '$ref' && leadsOut(value, document)));
    const next = name === 'mapping' && isObject(value) ? mapped(value, document) : rewrite(value, document);
    if (isOutside || next !== value) changed = true;
    return [isOutside ? `${INERT}${name}` : name, next];
  });
  return changed ? Object.fromEntries(members) : node;
}

/** Whether a reference leads out of the document or nowhere. Real references were resolved when the document was read. */
function leadsOut(ref: string, document: JsonObject): boolean {
  return !ref.startsWith('#') || (ref.startsWith('#/') && valueAt(document, pointerOfRef(ref)) === undefined);
}

/** A mapping names a schema, or refers to one (OpenAPI 3.1 §4.8.25); schemas outside of the document are left out. */
function mapped(mapping: JsonObject, document: JsonObject): JsonObject {
  const entries = Object.entries(mapping).flatMap(([name, to]): [string, Json][] => {
    if (typeof to !== 'string') return [[name, rewrite(to, document)]];
    if (to.startsWith('#')) return [[name, to]];
    const schema = mappingTarget(document, to);
    return valueAt(document, schema) === undefined ? [] : [[name, schema]];
  });
  return entries.length === Object.keys(mapping).length && entries.every(([name, to]) => mapping[name] === to)
    ? mapping
    : Object.fromEntries(entries);
}
