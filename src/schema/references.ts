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

/** A node on the way through a document. Its pointer is made where it is asked for: most are not, and a document has a million nodes. */
interface Step {
  node: Json;
  name: string;
  above: Step | undefined;
  /** Whether its keys are names. */
  isNames: boolean;
}

function pointerOf(step: Step): Pointer {
  const tokens: string[] = [];
  for (let at = step; at.above; at = at.above) tokens.push(at.name);
  return joinPointer('#', ...tokens.reverse());
}

/** Visits each object of a document whose members are keywords, and none of what is data or an extension; each object once. */
export function visitKeywords(document: Json, visit: (object: JsonObject, pointer: () => Pointer) => void): void {
  const seen = new Set<Json>();
  const waiting: Step[] = [{ node: document, name: '', above: undefined, isNames: false }];
  for (let step = waiting.pop(); step; step = waiting.pop()) {
    const { node, isNames } = step;
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    const here = step;
    if (isObject(node) && !isNames) visit(node, () => pointerOf(here));
    for (const [name, child] of Object.entries(node)) {
      if (typeof child !== 'object' || (!isNames && (isData(name, child) || name.startsWith('x-')))) continue;
      waiting.push({ node: child, name, above: step, isNames: !isNames && isNameMap(name, child) });
    }
  }
}

/** Every reference of a document. */
export function listReferences(document: Json): Reference[] {
  const found: Reference[] = [];
  visitKeywords(document, ({ $ref: ref }, pointer) => {
    if (typeof ref === 'string') found.push({ pointer: pointer(), ref });
  });
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
