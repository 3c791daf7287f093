import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, valueAt } from '../../json/pointer.ts';
import { isData, isNameMap, refOfPointer } from '../references.ts';

/** A schema resource (JSON Schema 2020-12 Core §4.3.5), and the dynamic anchors in it. */
export interface Resource {
  pointer: Pointer;
  uri: string;
  dynamic: Map<string, Pointer>;
}

/** A schema, the resource that it is part of, and how it refers to another by its place in the dynamic scope. */
export interface Dynamic {
  schema: JsonObject;
  pointer: Pointer;
  resource: Resource;
  /** The name of the dynamic anchor. */
  name: string;
  /** Where it leads unless an outer schema has the same anchor. */
  to: Pointer;
}

export interface Identified {
  resources: Resource[];
  dynamics: Dynamic[];
}

const BASE = 'contract://document/';
/** The anchor that `$recursiveAnchor: true` of 2019-09 stands for; no other can have its name. */
const RECURSIVE = '#';

/**
 * Writes each reference of a document that goes by `$id`, `$anchor` or `$dynamicAnchor` of a schema in it as a pointer
 * (JSON Schema 2020-12 Core §8.2), and takes those names away: whatever reads the document then follows pointers alone.
 * References to other documents stay as they are.
 */
export function resolveIdentifiers(document: JsonObject): Identified {
  const root: Resource = { pointer: '#', uri: baseOf(document), dynamic: new Map() };
  const resources = new Map<string, Resource>([[root.uri, root]]);
  const anchors = new Map<string, Pointer>();
  const found: { schema: JsonObject; pointer: Pointer; resource: Resource }[] = [];

  walk(document, root, (schema, pointer, outer) => {
    const id = idOf(schema);
    const uri = id === undefined || id.startsWith('#') ? undefined : resolve(id, outer.uri)?.replace(/#$/, '');
    const resource: Resource = uri === undefined ? outer : { pointer, uri, dynamic: new Map() };
    if (resource !== outer && !resources.has(resource.uri)) resources.set(resource.uri, resource);
    // Before 2019-09, an `$id` of a fragment alone was an anchor.
    const anchor = id?.startsWith('#') && id.length > 1 ? id.slice(1) : schema['$anchor'];
    if (typeof anchor === 'string') anchors.set(`${resource.uri}#${anchor}`, pointer);
    const dynamic = schema['$recursiveAnchor'] === true ? RECURSIVE : schema['$dynamicAnchor'];
    if (typeof dynamic === 'string') {
      resource.dynamic.set(dynamic, pointer);
      anchors.set(`${resource.uri}#${dynamic}`, pointer);
    }
    if (['$ref', '$dynamicRef', '$recursiveRef'].some((name) => typeof schema[name] === 'string'))
      found.push({ schema, pointer, resource });
    return resource;
  });

  const targetOf = (ref: string, { uri }: Resource): { pointer: Pointer; dynamic?: string } | undefined => {
    const whole = resolve(ref, uri);
    if (whole === undefined) return undefined;
    const [to = '', fragment = ''] = splitOnce(whole, '#');
    const resource = resources.get(to);
    if (!resource) return undefined;
    const name = decode(fragment);
    if (name === '' || name.startsWith('/')) return { pointer: `${resource.pointer}${name}` };
    const pointer = anchors.get(`${to}#${name}`);
    return pointer === undefined
      ? undefined
      : { pointer, ...(resource.dynamic.get(name) === pointer && { dynamic: name }) };
  };

  const dynamics: Dynamic[] = [];
  for (const { schema, pointer, resource } of found) {
    const { $ref, $dynamicRef, $recursiveRef } = schema;
    if (typeof $ref === 'string' && (resource !== root || !/^#(\/|$)/.test($ref))) {
      const target = targetOf($ref, resource);
      if (target && valueAt(document, target.pointer) !== undefined) schema['$ref'] = refOfPointer(target.pointer);
    }
    if (typeof $dynamicRef === 'string') {
      const target = targetOf($dynamicRef, resource);
      if (target) dynamics.push({ schema, pointer, resource, name: target.dynamic ?? '', to: target.pointer });
    } else if (typeof $recursiveRef === 'string') {
      const isAnchored = resource.dynamic.has(RECURSIVE);
      dynamics.push({ schema, pointer, resource, name: isAnchored ? RECURSIVE : '', to: resource.pointer });
    }
  }
  walk(document, root, (schema, _, outer) => {
    if (idOf(schema) !== undefined) delete schema[typeof schema['$id'] === 'string' ? '$id' : 'id'];
    for (const name of ['$anchor', '$dynamicAnchor', '$recursiveAnchor']) delete schema[name];
    return outer;
  });
  return { resources: [...resources.values()], dynamics };
}

/** `$self` of OpenAPI 3.2 §4.1.1; without it, references can only name what the document itself identifies. */
function baseOf({ $self }: JsonObject): string {
  return (typeof $self === 'string' && resolve($self, BASE)?.replace(/#.*$/s, '')) || BASE;
}

/** `id` was its name in draft-04. */
function idOf(schema: JsonObject): string | undefined {
  const { $id, id, $schema } = schema;
  if (typeof $id === 'string') return $id;
  return typeof id === 'string' && typeof $schema === 'string' && $schema.includes('draft-04') ? id : undefined;
}

/** Calls `visit` for every object that may be a schema, with the resource that it stands in. */
function walk(
  document: JsonObject,
  root: Resource,
  visit: (schema: JsonObject, pointer: Pointer, outer: Resource) => Resource,
): void {
  const seen = new Set<Json>();
  const waiting: [node: Json, pointer: Pointer, names: boolean, outer: Resource][] = [[document, '#', false, root]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, pointer, names, outer] = next;
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    const resource = isObject(node) && !names && node !== document ? visit(node, pointer, outer) : outer;
    for (const [name, child] of Object.entries(node)) {
      if (!names && (isData(name, child) || name.startsWith('x-'))) continue;
      waiting.push([child, joinPointer(pointer, name), !names && isNameMap(name, child), resource]);
    }
  }
}

function resolve(reference: string, base: string): string | undefined {
  try {
    // A URI without a hierarchy (urn:…) has no relative references except fragments.
    if (reference.startsWith('#')) return `${base}${reference}`;
    return new URL(reference, base).href;
  } catch {
    return undefined;
  }
}

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
