import type { JsonObject, Pointer } from '../../model/json.ts';
import { bringToLatest } from './dialects.ts';
import { settleDynamicScope } from './dynamic-references.ts';
import { resolveIdentifiers } from './identifiers.ts';

/** A document without any of these words needs no change. */
const WORDS = /"?(\$(id|anchor|dynamicAnchor|dynamicRef|recursiveRef|schema)|jsonSchemaDialect)"?['"]?\s*:/;

/**
 * Writes the schemas of a document, in place, as whatever reads it takes them to be: of JSON Schema 2020-12, and referring to
 * one another by pointers alone.
 * @param text what it was read from
 * @returns the earlier place of each part that was moved, by its new pointer
 */
export function normalizeSchemas(document: JsonObject, text: string): Map<Pointer, Pointer> {
  if (!WORDS.test(text)) return new Map();
  const copied = settleDynamicScope(document, resolveIdentifiers(document));
  return new Map([...copied, ...bringToLatest(document)]);
}
