import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import type { Dynamic, Identified, Resource } from './identifiers.ts';
import { isObject, isWithin, joinPointer, pointerTokens, valueAt } from '../../json/pointer.ts';
import { isData, isNameMap, pointerOfRef, refOfPointer } from '../references.ts';

/** The target of each dynamic anchor, which depends on the schemas on the way. */
type Scope = ReadonlyMap<string, Pointer>;

const HOME = '#/x-dynamic';

/**
 * Converts `$dynamicRef` to `$ref` (JSON Schema 2020-12 Core §8.2.3.2). Its target depends on the schemas through which it is
 * reached, so a schema that is reached in several ways gets a copy for each different target.
 * @returns the original of each copy, by the copy's pointer
 */
export function settleDynamicScope(document: JsonObject, { resources, dynamics }: Identified): Map<Pointer, Pointer> {
  const moves = new Map<Pointer, Pointer>();
  if (dynamics.length === 0) return moves;
  const byPointer = new Map(dynamics.map((dynamic) => [dynamic.pointer, dynamic]));
  const copies = new Map<string, string>();
  const home: JsonObject = {};
  const depends = createDepends(document, byPointer);

  const resourceOf = (pointer: Pointer): Resource =>
    resources.reduce(
      (best, resource) =>
        isWithin(pointer, resource.pointer) && resource.pointer.length > best.pointer.length ? resource : best,
      resources[0] as Resource,
    );
  /** The outermost anchor of a name counts. */
  const entering = (scope: Scope, pointer: Pointer): Scope => new Map([...resourceOf(pointer).dynamic, ...scope]);

  const refTo = (to: Pointer, scope: Scope): string => {
    const within = entering(scope, to);
    const own = entering(new Map(), to);
    if (![...depends(to)].some((name) => within.get(name) !== own.get(name))) return refOfPointer(to);
    const key = JSON.stringify([to, [...within].sort()]);
    const known = copies.get(key);
    if (known !== undefined) return known;
    const name = copies.size + 1;
    const pointer = joinPointer(HOME, name);
    copies.set(key, refOfPointer(pointer));
    moves.set(pointer, to);
    home[name] = null;
    home[name] = copy(valueAt(document, to) ?? true, to, within);
    return refOfPointer(pointer);
  };

  const decided = ({ name, to }: Dynamic, scope: Scope): string => refTo(scope.get(name) ?? to, scope);

  const copy = (node: Json, pointer: Pointer, scope: Scope, names = false): Json => {
    if (Array.isArray(node)) return node.map((item, index) => copy(item, joinPointer(pointer, index), scope));
    if (!isObject(node)) return node;
    const made: JsonObject = {};
    const within = names ? scope : entering(scope, pointer);
    for (const [name, child] of Object.entries(node)) {
      const value =
        !names && isData(name, child)
          ? child
          : copy(child, joinPointer(pointer, name), within, !names && isNameMap(name, child));
      Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return names ? made : settle(made, pointer, within);
  };

  /** Writes the references of one schema as they resolve in a scope. */
  const settle = (schema: JsonObject, pointer: Pointer, scope: Scope): JsonObject => {
    const dynamic = byPointer.get(pointer);
    if (typeof schema['$ref'] === 'string' && schema['$ref'].startsWith('#'))
      schema['$ref'] = refTo(pointerOfRef(schema['$ref']), scope);
    if (!dynamic) return schema;
    delete schema['$dynamicRef'];
    delete schema['$recursiveRef'];
    const ref = decided(dynamic, scope);
    if (schema['$ref'] === undefined) schema['$ref'] = ref;
    else schema['allOf'] = [...(Array.isArray(schema['allOf']) ? schema['allOf'] : []), { $ref: ref }];
    return schema;
  };

  // Copies need the original schemas, so the document's own schemas are rewritten last.
  const late: (() => void)[] = [];
  for (const { schema, pointer } of referrers(document)) {
    const scope = entering(new Map(), pointer);
    const settled = settle({ ...schema }, pointer, scope);
    late.push(() => {
      for (const name of Object.keys(schema)) delete schema[name];
      Object.assign(schema, settled);
    });
  }
  for (const act of late) act();
  if (copies.size > 0) document['x-dynamic'] = home;
  return moves;
}

/** Every schema with a reference. */
function referrers(document: JsonObject): { schema: JsonObject; pointer: Pointer }[] {
  const found: { schema: JsonObject; pointer: Pointer }[] = [];
  const waiting: [node: Json, pointer: Pointer, names: boolean][] = [[document, '#', false]];
  const seen = new Set<Json>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, pointer, names] = next;
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if (
      isObject(node) &&
      !names &&
      ['$ref', '$dynamicRef', '$recursiveRef'].some((name) => typeof node[name] === 'string')
    )
      found.push({ schema: node, pointer });
    for (const [name, child] of Object.entries(node))
      if (names || (!isData(name, child) && !name.startsWith('x-')))
        waiting.push([child, joinPointer(pointer, name), !names && isNameMap(name, child)]);
  }
  return found;
}

/** The names of the dynamic anchors that are used by a schema and everything that it refers to. */
function createDepends(
  document: JsonObject,
  dynamics: ReadonlyMap<Pointer, Dynamic>,
): (pointer: Pointer) => Set<string> {
  const known = new Map<Pointer, Set<string>>();
  return (start) => {
    const before = known.get(start);
    if (before) return before;
    const names = new Set<string>();
    const seen = new Set<Pointer>();
    const waiting = [start];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const dynamic = dynamics.get(at);
      if (dynamic) {
        names.add(dynamic.name);
        waiting.push(dynamic.to);
        for (const other of dynamics.values()) if (other.name === dynamic.name) waiting.push(other.to);
      }
      const node = valueAt(document, at);
      if (typeof node !== 'object' || node === null) continue;
      const isNames = isNameMap(pointerTokens(at).at(-1) ?? '', node);
      if (isObject(node) && !isNames && typeof node['$ref'] === 'string' && node['$ref'].startsWith('#'))
        waiting.push(pointerOfRef(node['$ref']));
      for (const [name, child] of Object.entries(node))
        if (isNames || !isData(name, child)) waiting.push(joinPointer(at, name));
    }
    known.set(start, names);
    return names;
  };
}
