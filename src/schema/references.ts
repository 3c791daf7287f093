import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isObject, joinPointer, valueAt } from '../json/pointer.ts';
import { percentEncode } from '../http/percent-encoding.ts';

/** A `$ref` and its pointer. */
export interface Reference {
  pointer: Pointer;
  ref: string;
}

/** Maps whose keys are names, so that `$ref` or `value` there is not a keyword. */
const NAME_MAPS = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
  'schemas',
  'responses',
  'parameters',
  'headers',
  'requestBodies',
  'securitySchemes',
  'links',
  'callbacks',
  'pathItems',
  'content',
  'encoding',
  'paths',
  'webhooks',
  'examples',
]);

/** Members whose value is data, in which a `$ref` is not a reference (OpenAPI 3.1 §4.8.19, JSON Schema 2020-12). */
const DATA = new Set(['value', 'example', 'default', 'const', 'enum', 'mapping']);

/** Whether a member holds data, given that its object is not a map of names. */
export function isData(name: string, value: Json): boolean {
  // The `examples` of a schema are an array of data, those of a parameter or media type a map of Example Objects.
  return DATA.has(name) || (name === 'examples' && Array.isArray(value));
}

/** Whether a member is a map of names, given that its object is not one. */
export function isNameMap(name: string, value: Json): boolean {
  return NAME_MAPS.has(name) && isObject(value);
}

/** Every reference of a document. */
export function listReferences(document: Json): Reference[] {
  const found: Reference[] = [];
  const seen = new Set<Json>();
  const waiting: [node: Json, pointer: Pointer, names: boolean][] = [[document, '#', false]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, pointer, names] = next;
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if (isObject(node) && !names && typeof node['$ref'] === 'string') found.push({ pointer, ref: node['$ref'] });
    for (const [name, child] of Object.entries(node)) {
      if (!names && (isData(name, child) || name.startsWith('x-'))) continue;
      waiting.push([child, joinPointer(pointer, name), !names && isNameMap(name, child)]);
    }
  }
  return found;
}

/** `#/a%20b` as the pointer `#/a b`. */
export function pointerOfRef(ref: string): Pointer {
  try {
    return decodeURIComponent(ref);
  } catch {
    return ref;
  }
}

/** A pointer as a reference, percent-encoded for a URI (RFC 6901 §6). */
export function refOfPointer(pointer: Pointer): string {
  return `#${pointer.slice(1).split('/').map(percentEncode).join('/')}`;
}

/**
 * The node at a pointer, with its `$ref` followed, and its own pointer.
 * Undefined if the reference leads nowhere or in a circle.
 */
export function resolvePointer(document: JsonObject, pointer: Pointer): { pointer: Pointer; value: Json } | undefined {
  const visited = new Set<Pointer>();
  let at = pointer;
  for (;;) {
    const value = valueAt(document, at);
    if (value === undefined) return undefined;
    if (!isObject(value) || typeof value['$ref'] !== 'string' || !value['$ref'].startsWith('#'))
      return { pointer: at, value };
    if (visited.has(at)) return undefined;
    visited.add(at);
    at = pointerOfRef(value['$ref']);
  }
}
