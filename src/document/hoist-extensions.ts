import type { JsonObject, Pointer } from '../model/json.ts';
import { isObject, lastToken, valueAt } from '../json/pointer.ts';
import { listReferences, pointerOfRef, refOfPointer } from '../schema/references.ts';
import { addSchema } from './add-schema.ts';
import { kindOf } from './lost-references.ts';

/**
 * Makes schemas that stand in an extension of the document, as grpc-gateway writes its `x-stream-definitions`, into components:
 * conversions and repairs leave extensions as they are, and so would leave these in an older version, with references of that one.
 * @param references those of the document
 * @returns the earlier pointer of each schema, by its new one
 */
export function hoistFromExtensions(
  document: JsonObject,
  references = listReferences(document),
): Map<Pointer, Pointer> {
  const moves = new Map<Pointer, Pointer>();
  const placed = new Map<Pointer, Pointer>();
  let listed = references;
  for (let found = true; found;) {
    found = false;
    for (const { pointer, ref } of listed) {
      if (!ref.startsWith('#/x-')) continue;
      const from = pointerOfRef(ref);
      const holder = valueAt(document, pointer);
      const schema = valueAt(document, from);
      if (!isObject(holder) || !isObject(schema) || kindOf(document, pointer) !== 'schema') continue;
      found = true;
      const to = placed.get(from) ?? addSchema(document, lastToken(from), schema);
      placed.set(from, to);
      moves.set(to, from);
      holder['$ref'] = refOfPointer(to);
    }
    // A schema that was brought out may refer to another one.
    if (found) listed = listReferences(document);
  }
  return moves;
}
