import type { JsonObject } from '../../model/json.ts';

/** The assertions and applicators of each vocabulary (JSON Schema 2020-12 Core §8.1.2). */
const VOCABULARIES: Record<string, readonly string[]> = {
  applicator: [
    ...['prefixItems', 'items', 'contains', 'additionalProperties', 'properties', 'patternProperties'],
    ...['dependentSchemas', 'propertyNames', 'if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'not'],
  ],
  unevaluated: ['unevaluatedItems', 'unevaluatedProperties'],
  validation: [
    ...['type', 'const', 'enum', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
    ...['maxLength', 'minLength', 'pattern', 'maxItems', 'minItems', 'uniqueItems', 'maxContains', 'minContains'],
    ...['maxProperties', 'minProperties', 'required', 'dependentRequired'],
  ],
  format: ['format'],
};

/** The names of vocabularies in the table; those with only annotations have no keywords there. */
const KNOWN = /^https:\/\/json-schema\.org\/draft\/20(19-09|20-12)\/vocab\/([\w-]+)$/;

/**
 * The keywords that a metaschema's schemas do not have, because it does not list their vocabularies. Undefined if it requires
 * an unknown vocabulary, so that its schemas cannot be used (JSON Schema 2020-12 Core §8.1.2).
 */
export function keywordsLeftOut({ $vocabulary }: JsonObject): string[] | undefined {
  if (typeof $vocabulary !== 'object' || $vocabulary === null) return [];
  const listed = new Set<string>();
  for (const [uri, isDemanded] of Object.entries($vocabulary)) {
    const [, version, name] = KNOWN.exec(uri) ?? [];
    if (name === undefined) {
      if (isDemanded === true) return undefined;
      continue;
    }
    listed.add(name.replace(/^format-.*/, 'format'));
    if (version === '19-09' && name === 'applicator') listed.add('unevaluated');
  }
  return Object.entries(VOCABULARIES).flatMap(([name, keywords]) => (listed.has(name) ? [] : keywords));
}
