import type { JsonObject, Pointer } from '../../model/json.ts';
import { isObject, valueAt } from '../../json/pointer.ts';
import { bringToLatest } from './dialects.ts';
import { settleDynamicScope } from './dynamic-references.ts';
import { resolveIdentifiers } from './identifiers.ts';

/** A document without any of these words needs no change. */
const WORDS =
  /"?(\$(id|anchor|dynamicAnchor|dynamicRef|recursiveRef|schema)|jsonSchemaDialect|__proto__)"?['"]?\s*:|json-schema\.org\/draft/;

/** Whether {@link normalizeSchemas} may change a document, by its text. */
export function mayNeedNormalizing(text: string): boolean {
  return WORDS.test(text);
}

/** The external schemas that a document uses. */
interface Known {
  /** The schemas that were bundled, by their URI. */
  retrieved: ReadonlyMap<string, Pointer>;
  /** The metaschemas of its own dialects. */
  metaschemas: ReadonlyMap<string, JsonObject>;
}

/**
 * Rewrites the schemas of a document in place for all later steps: in JSON Schema 2020-12, and with pointers as the only
 * references.
 * @param text the text of the document
 * @returns the earlier pointer of each part that moved, by its new pointer
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
