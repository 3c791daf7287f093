import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, valueAt } from '../../json/pointer.ts';
import { isData, isNameMap, refOfPointer } from '../references.ts';
import { splitOnce } from '../../http/split-once.ts';

/** A schema resource (JSON Schema 2020-12 Core §4.3.5), and the dynamic anchors in it. */
export interface Resource {
  pointer: Pointer;
  uri: string;
  dynamic: Map<string, Pointer>;
}

/** A schema with a dynamic reference, and the resource that it is part of. */
export interface Dynamic {
  schema: JsonObject;
  pointer: Pointer;
  resource: Resource;
  /** The name of the dynamic anchor. */
  name: string;
  /** Its target unless an outer schema has the same anchor. */
  to: Pointer;
}

export interface Identified {
  resources: Resource[];
  dynamics: Dynamic[];
}

const BASE = 'contract://document/';
/** The anchor for `$recursiveAnchor: true` of 2019-09; no other anchor can have its name. */
const RECURSIVE = '#';
const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'];

/** A schema with references, and the resource that it is part of. */
interface Referrer {
  schema: JsonObject;
  pointer: Pointer;
  resource: Resource;
  dialect: string | undefined;
}

interface Target {
  pointer: Pointer;
  /** The name of the dynamic anchor through which it was found. */
  dynamic?: string;
}

interface Scan {
  root: Resource;
  resources: Resource[];
  referrers: Referrer[];
  /** The values of `$schema`. */
  dialects: ReadonlySet<string>;
  /** The target of a resource's reference; undefined if it is not in the document. */
  targetOf(ref: string, from: Resource): Target | undefined;
}

/** A `$ref` of a schema to a resource that is not in the document. */
export interface OutwardReference {
  pointer: Pointer;
  ref: string;
  /** Its target relative to the `$id` of the schema around it (JSON Schema 2020-12 Core §8.2.1), without the fragment. */
  uri: string;
  fragment: string;
  /** Whether a schema around it has an `$id`. */
  isIdentified: boolean;
  dialect: string | undefined;
}

/** The references to other documents, and the dialects that the schemas name. */
export function outwardReferences(
  document: JsonObject,
  retrieved: ReadonlyMap<string, Pointer>,
): { references: OutwardReference[]; dialects: ReadonlySet<string> } {
  const { root, resources, referrers, dialects, targetOf } = scan(document, retrieved);
  const uris = new Set(resources.map(({ uri }) => uri));
  const references = referrers.flatMap(({ schema, pointer, resource, dialect }): OutwardReference[] => {
    const { $ref } = schema;
    if (typeof $ref !== 'string' || $ref.startsWith('#') || targetOf($ref, resource)) return [];
    const [uri = '', fragment = ''] = splitOnce(resolve($ref, resource.uri) ?? '', '#');
    const isIdentified = resource !== root;
    return uris.has(uri) || retrieved.has(uri) ? [] : [{ pointer, ref: $ref, uri, fragment, isIdentified, dialect }];
  });
  return { references, dialects };
}

/**
 * @param retrieved the resources that were bundled, by their URI
 */
function scan(document: JsonObject, retrieved: ReadonlyMap<string, Pointer>): Scan {
  const root: Resource = { pointer: '#', uri: baseOf(document), dynamic: new Map() };
  const resources = new Map<string, Resource>([[root.uri, root]]);
  const anchors = new Map<string, Pointer>();
  const referrers: Referrer[] = [];
  const dialects = new Set<string>();
  const uriOf = new Map([...retrieved].map(([uri, pointer]) => [pointer, uri]));
  const add = (resource: Resource): void => {
    if (!resources.has(resource.uri)) resources.set(resource.uri, resource);
  };

  walk(document, root, (schema, pointer, outer, dialect) => {
    if (typeof schema['$schema'] === 'string') dialects.add(schema['$schema']);
    const id = idOf(schema, dialect);
    const found = uriOf.get(pointer);
    const base = found ?? outer.uri;
    const own = id === undefined || id.startsWith('#') ? undefined : resolve(id, base)?.replace(/#$/, '');
    const uri = own ?? found;
    const resource: Resource = uri === undefined ? outer : { pointer, uri, dynamic: new Map() };
    if (resource !== outer) add(resource);
    // Its own `$id` may differ from the URI at which it was found.
    if (found !== undefined && found !== uri) resources.set(found, resource);
    // Before 2019-09, an `$id` that was only a fragment was an anchor.
    const anchor = id?.startsWith('#') && id.length > 1 ? id.slice(1) : schema['$anchor'];
    if (typeof anchor === 'string') anchors.set(`${resource.uri}#${anchor}`, pointer);
    const dynamic = schema['$recursiveAnchor'] === true ? RECURSIVE : schema['$dynamicAnchor'];
    if (typeof dynamic === 'string') {
      resource.dynamic.set(dynamic, pointer);
      anchors.set(`${resource.uri}#${dynamic}`, pointer);
    }
    if (REFERENCES.some((name) => typeof schema[name] === 'string'))
      referrers.push({ schema, pointer, resource, dialect });
    return resource;
  });

  const targetOf = (ref: string, { uri }: Resource): Target | undefined => {
    const whole = resolve(ref, uri);
    if (whole === undefined) return undefined;
    const [to = '', fragment = ''] = splitOnce(whole, '#');
    const resource = resources.get(to);
    if (!resource) return undefined;
    const name = decode(fragment);
    if (name === '' || name.startsWith('/')) return { pointer: `${resource.pointer}${name}` };
    const pointer = anchors.get(`${resource.uri}#${name}`);
    return pointer === undefined
      ? undefined
      : { pointer, ...(resource.dynamic.get(name) === pointer && { dynamic: name }) };
  };
  return { root, resources: [...resources.values()], referrers, dialects, targetOf };
}

/**
 * Replaces each reference by `$id`, `$anchor` or `$dynamicAnchor` by a pointer (JSON Schema 2020-12 Core §8.2), and removes these
 * keywords, so that later steps need only pointers. References to other documents stay as they are.
 */
export function resolveIdentifiers(
  document: JsonObject,
  retrieved: ReadonlyMap<string, Pointer> = new Map(),
): Identified {
  const { root, resources, referrers, targetOf } = scan(document, retrieved);

  const dynamics: Dynamic[] = [];
  for (const { schema, pointer, resource } of referrers) {
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
  walk(document, root, (schema, _, outer, dialect) => {
    if (idOf(schema, dialect) !== undefined) delete schema[typeof schema['$id'] === 'string' ? '$id' : 'id'];
    for (const name of ['$anchor', '$dynamicAnchor', '$recursiveAnchor']) delete schema[name];
    return outer;
  });
  return { resources, dynamics };
}

/** `$self` of OpenAPI 3.2 §4.1.1; without it, only identifiers in the document can be resolved. */
function baseOf({ $self }: JsonObject): string {
  return (typeof $self === 'string' && resolve($self, BASE)?.replace(/#.*$/s, '')) || BASE;
}

/** The keyword is `id` in draft-04. Before 2019-09 the siblings of a `$ref` do not count. */
function idOf(schema: JsonObject, dialect: string | undefined): string | undefined {
  const { $id, id, $ref } = schema;
  if (typeof $ref === 'string' && dialect !== undefined && /draft-0[467]/.test(dialect)) return undefined;
  if (typeof $id === 'string') return $id;
  return typeof id === 'string' && dialect?.includes('draft-04') ? id : undefined;
}

/** Calls `visit` for every object that may be a schema, with its resource and its dialect. */
function walk(
  document: JsonObject,
  root: Resource,
  visit: (schema: JsonObject, pointer: Pointer, outer: Resource, dialect: string | undefined) => Resource,
): void {
  const seen = new Set<Json>();
  const waiting: [node: Json, pointer: Pointer, names: boolean, outer: Resource, dialect: string | undefined][] = [
    [document, '#', false, root, undefined],
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, pointer, names, outer, around] = next;
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    const isSchema = isObject(node) && !names && node !== document;
    const dialect = isSchema && typeof node['$schema'] === 'string' ? node['$schema'] : around;
    const resource = isSchema ? visit(node, pointer, outer, dialect) : outer;
    for (const [name, child] of Object.entries(node)) {
      if (!names && (isData(name, child) || name.startsWith('x-'))) continue;
      waiting.push([child, joinPointer(pointer, name), !names && isNameMap(name, child), resource, dialect]);
    }
  }
}

function resolve(reference: string, base: string): string | undefined {
  try {
    // For a URI without a hierarchy (urn:…), only fragments are relative references.
    if (reference.startsWith('#')) return `${base}${reference}`;
    return new URL(reference, base).href;
  } catch {
    return undefined;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
