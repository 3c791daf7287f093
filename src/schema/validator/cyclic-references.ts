import type { JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, valueAt } from '../../json/pointer.ts';
import { conjoined, listed, named } from '../subschemas.ts';
import { listReferences, pointerOfRef } from '../references.ts';

/** Keywords with one schema for the same value. */
const ONE = ['not', 'if', 'then', 'else'];

const known = new WeakMap<JsonObject, { rings: ReadonlySet<Pointer>; reaches: Map<Pointer, Pointer | undefined> }>();

/**
 * A reference in a schema that leads back to itself without a step into a member or an item, so that no value can be validated
 * (JSON Schema 2020-12 Core §9.4.1). Undefined if there is none.
 */
export function cyclicReference(document: JsonObject, schema: Pointer): Pointer | undefined {
  let found = known.get(document);
  if (!found) known.set(document, (found = { rings: ringsOf(document), reaches: new Map() }));
  const { rings, reaches } = found;
  if (rings.size === 0) return undefined;
  if (!reaches.has(schema)) reaches.set(schema, firstReached(document, schema, rings));
  return reaches.get(schema);
}

/** The references that lead back to themselves in place. */
function ringsOf(document: JsonObject): Set<Pointer> {
  const rings = new Set<Pointer>();
  const done = new Set<Pointer>();
  for (const { pointer } of listReferences(document)) {
    const path = new Set<Pointer>();
    const visit = (at: Pointer): void => {
      if (path.has(at)) {
        for (const member of [...path].slice([...path].indexOf(at))) rings.add(member);
        return;
      }
      if (done.has(at)) return;
      path.add(at);
      for (const next of inPlace(document, at)) visit(next);
      path.delete(at);
      done.add(at);
    };
    visit(pointer);
  }
  return rings;
}

function inPlace(document: JsonObject, pointer: Pointer): Pointer[] {
  const schema = valueAt(document, pointer);
  if (!isObject(schema)) return [];
  const subschema = { pointer, schema };
  return [
    ...conjoined(subschema),
    ...['anyOf', 'oneOf'].flatMap((keyword) => listed(subschema, keyword)),
    ...ONE.filter((keyword) => isObject(schema[keyword])).map((keyword) => joinPointer(pointer, keyword)),
    ...named(subschema, 'dependentSchemas').map(([, at]) => at),
  ];
}

/** The first of some places that a schema reaches. */
function firstReached(document: JsonObject, schema: Pointer, places: ReadonlySet<Pointer>): Pointer | undefined {
  const seen = new Set<Pointer>();
  const waiting = [schema];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (places.has(at)) return at;
    if (seen.has(at)) continue;
    seen.add(at);
    const node = valueAt(document, at);
    if (typeof node !== 'object' || node === null) continue;
    if (isObject(node) && typeof node['$ref'] === 'string' && node['$ref'].startsWith('#'))
      waiting.push(pointerOfRef(node['$ref']));
    for (const name of Object.keys(node)) waiting.push(joinPointer(at, name));
  }
  return undefined;
}
