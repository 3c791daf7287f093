import type { JsonObject, Pointer } from '../../model/json.ts';
import { isObject, valueAt } from '../../json/pointer.ts';
import { bringToLatest } from './dialects.ts';
import { settleDynamicScope } from './dynamic-references.ts';
import { resolveIdentifiers } from './identifiers.ts';

/** A document without any of these words needs no change. */
const WORDS =
  /"?(\$(id|anchor|dynamicAnchor|dynamicRef|recursiveRef|schema)|jsonSchemaDialect|__proto__)"?['"]?\s*:|json-schema\.org\/draft/;

/** Whether a document has anything that {@link normalizeSchemas} would write otherwise, by its text. */
export function mayNeedNormalizing(text: string): boolean {
  return WORDS.test(text);
}

/** What of elsewhere the schemas of a document go by. */
interface Known {
  /** The schemas that were brought into it, by the URI that each was found at. */
  retrieved: ReadonlyMap<string, Pointer>;
  /** The metaschemas of its own dialects. */
  metaschemas: ReadonlyMap<string, JsonObject>;
}

/**
 * Writes the schemas of a document, in place, as whatever reads it takes them to be: of JSON Schema 2020-12, and referring to
 * one another by pointers alone.
 * @param text what it was read from
 * @returns the earlier place of each part that was moved, by its new pointer
 */
export function normalizeSchemas(
  document: JsonObject,
  text: string,
  { retrieved, metaschemas }: Known = { retrieved: new Map(), metaschemas: new Map() },
): Map<Pointer, Pointer> {
  if (!mayNeedNormalizing(text)) return new Map();
  const identified = resolveIdentifiers(document, retrieved);
  const own = identified.resources.flatMap(({ uri, pointer }): [string, JsonObject][] => {
    const schema = valueAt(document, pointer);
    return isObject(schema) && isObject(schema['$vocabulary']) ? [[uri, schema]] : [];
  });
  const copied = settleDynamicScope(document, identified);
  return new Map([...copied, ...bringToLatest(document, new Map([...own, ...metaschemas]))]);
}
