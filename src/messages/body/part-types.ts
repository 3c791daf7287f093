import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import { resolvePointer } from '../../schema/references.ts';

/**
 * The media types of a multipart form's members by their schemas, if that is not plain text: for bytes `contentMediaType` or
 * application/octet-stream (OpenAPI 3.1 §4.8.15, contentType); for a list the media type of its items.
 */
export function partTypes(document: JsonObject, schema: Pointer): Record<string, string> {
  const types = new Map<string, string>();
  const seen = new Set<Json>();
  const visit = (pointer: Pointer): void => {
    const found = resolvePointer(document, pointer);
    if (!found || !isObject(found.value) || seen.has(found.value)) return;
    seen.add(found.value);
    const { value } = found;
    for (const name of ['allOf', 'anyOf', 'oneOf'])
      if (Array.isArray(value[name])) value[name].forEach((_, index) => visit(joinPointer(found.pointer, name, index)));
    for (const name of Object.keys(isObject(value['properties']) ? value['properties'] : {})) {
      const type = typeOf(document, joinPointer(found.pointer, 'properties', name));
      if (type !== undefined) types.set(name, type);
    }
  };
  visit(schema);
  return Object.fromEntries(types);
}

function typeOf(document: JsonObject, pointer: Pointer, depth = 0): string | undefined {
  const found = resolvePointer(document, pointer);
  if (!found || depth > 8) return undefined;
  const { value } = found;
  // Without a type, any value is allowed, also bytes.
  if (value === true || (isObject(value) && Object.keys(value).every((name) => DESCRIBING.has(name)))) return OCTETS;
  if (!isObject(value)) return undefined;
  if ([value['type']].flat().includes('array'))
    return value['items'] === undefined ? undefined : typeOf(document, joinPointer(found.pointer, 'items'), depth + 1);
  if (typeof value['contentMediaType'] === 'string' && value['contentEncoding'] === undefined)
    return value['contentMediaType'].toLowerCase();
  return value['format'] === 'binary' ? OCTETS : undefined;
}

const OCTETS = 'application/octet-stream';

/** Keywords without requirements. */
const DESCRIBING = new Set([
  'title',
  'description',
  'example',
  'examples',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  '$comment',
]);
