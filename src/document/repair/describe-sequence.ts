import type { JsonObject, Pointer } from '../../model/json.ts';
import { sequenceOf } from '../../http/sequential-media.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import { resolvePointer } from '../../schema/references.ts';
import type { RepairWarning } from '../moves.ts';

/**
 * Gives a sequential media type one schema, that of the list of its items: `itemSchema` describes each item, and `schema` the whole
 * sequence (OpenAPI 3.2, Media Type Object). Before 3.2 nothing said what `schema` describes there; where it cannot be a list, it
 * is taken for that of each item, which is a guess. A schema of texts stays as it is.
 * @param move is told the new and the old pointer of a part that moves
 */
export function describeSequence(
  document: JsonObject,
  media: JsonObject,
  { type, at, move }: { type: string; at: Pointer; move: (to: Pointer, from: Pointer) => void },
): RepairWarning[] {
  if (sequenceOf(type) === undefined) return [];
  const { schema, itemSchema } = media;
  const [own, item] = [joinPointer(at, 'schema'), joinPointer(at, 'itemSchema')];
  if (itemSchema !== undefined && (isObject(itemSchema) || typeof itemSchema === 'boolean')) {
    delete media['itemSchema'];
    const items: JsonObject = { type: 'array', items: itemSchema };
    media['schema'] = schema === undefined ? items : { ...items, allOf: [schema] };
    move(own, at);
    move(joinPointer(own, 'items'), item);
    if (schema !== undefined) move(joinPointer(own, 'allOf', 0), own);
    return [];
  }
  const types = typesOf(document, own);
  if (schema === undefined || types === undefined || types.includes('array') || types.includes('string')) return [];
  media['schema'] = { type: 'array', items: schema };
  move(joinPointer(own, 'items'), own);
  const message = `describes no list of items, and was taken for the schema of each item of ${type}`;
  return [{ pointer: own, message, guess: own }];
}

/** What a schema says of types, in itself or in `allOf`; undefined if it does not say. */
function typesOf(document: JsonObject, pointer: Pointer, depth = 0): string[] | undefined {
  const found = resolvePointer(document, pointer);
  if (!found || !isObject(found.value) || depth > 8) return undefined;
  const { type, allOf, properties } = found.value;
  if (type !== undefined) return [type].flat().map(String);
  if (isObject(properties)) return ['object'];
  return Array.isArray(allOf)
    ? allOf.map((_, index) => typesOf(document, joinPointer(found.pointer, 'allOf', index), depth + 1)).find(Boolean)
    : undefined;
}
