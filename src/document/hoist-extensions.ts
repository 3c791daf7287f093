import type { JsonObject, Pointer } from '../model/json.ts';
import { isObject, joinPointer, lastToken, valueAt } from '../json/pointer.ts';
import { listReferences, pointerOfRef, refOfPointer } from '../schema/references.ts';
import { kindOf } from './lost-references.ts';

/**
 * Makes schemas that stand in an extension of the document, as grpc-gateway writes its `x-stream-definitions`, into components:
 * conversions and repairs leave extensions as they are, and so would leave these in an older version, with references of that one.
 * @returns the earlier pointer of each schema, by its new one
 */
export function hoistFromExtensions(document: JsonObject): Map<Pointer, Pointer> {
  const moves = new Map<Pointer, Pointer>();
  const placed = new Map<Pointer, Pointer>();
  const keys = document['swagger'] === undefined ? ['components', 'schemas'] : ['definitions'];
  // A schema that was brought out may refer to another one.
  for (let found = true; found;) {
    found = false;
    for (const { pointer, ref } of listReferences(document)) {
      const from = pointerOfRef(ref);
      const holder = valueAt(document, pointer);
      const schema = valueAt(document, from);
      if (!ref.startsWith('#/x-') || !isObject(holder) || !isObject(schema) || kindOf(document, pointer) !== 'schema')
        continue;
      found = true;
      const to = placed.get(from) ?? place(document, keys, lastToken(from), schema);
      placed.set(from, to);
      moves.set(to, from);
      holder['$ref'] = refOfPointer(to);
    }
  }
  return moves;
}

/** Adds a schema under an unused name. */
function place(document: JsonObject, keys: string[], wanted: string, schema: JsonObject): Pointer {
  let holder = document;
  for (const key of keys) {
    const inner = holder[key];
    holder = isObject(inner) ? inner : (holder[key] = {});
  }
  let name = wanted;
  for (let count = 2; Object.hasOwn(holder, name); count += 1) name = `${wanted}-${count}`;
  holder[name] = schema;
  return joinPointer('#', ...keys, name);
}
