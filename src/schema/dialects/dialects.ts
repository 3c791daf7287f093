import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, isWithin, joinPointer, valueAt } from '../../json/pointer.ts';
import { isData, isNameMap, listReferences, pointerOfRef, refOfPointer } from '../references.ts';
import { keywordsLeftOut } from './vocabularies.ts';

/** The dialects of JSON Schema, each with the steps that convert its schemas to 2020-12. */
const DIALECTS: Record<string, readonly Step[]> = {};

type Step = (schema: JsonObject, at: Pointer, moves: Map<Pointer, Pointer>) => void;

/** A list in `items` became `prefixItems`, and `additionalItems` became `items` (2020-12, release notes). */
const tuples: Step = (schema, at, moves) => {
  const { items, additionalItems } = schema;
  if (Array.isArray(items)) {
    delete schema['items'];
    if (items.length > 0) schema['prefixItems'] = items;
    moves.set(joinPointer(at, 'prefixItems'), joinPointer(at, 'items'));
    if (additionalItems !== undefined) {
      schema['items'] = additionalItems;
      moves.set(joinPointer(at, 'items'), joinPointer(at, 'additionalItems'));
    }
  }
  delete schema['additionalItems'];
};

/** `dependencies` was split into two keywords in 2019-09. */
const dependencies: Step = (schema, at, moves) => {
  const { dependencies: given } = schema;
  delete schema['dependencies'];
  if (!isObject(given)) return;
  for (const [name, value] of Object.entries(given)) {
    const keyword = Array.isArray(value) ? 'dependentRequired' : 'dependentSchemas';
    const map = isObject(schema[keyword]) ? schema[keyword] : (schema[keyword] = {});
    Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
    moves.set(joinPointer(at, keyword, name), joinPointer(at, 'dependencies', name));
  }
};

/** Before 2019-09, the siblings of a `$ref` were ignored. */
const lonelyRefs: Step = (schema) => {
  if (typeof schema['$ref'] === 'string')
    for (const name of Object.keys(schema)) if (!ANNOTATIONS.has(name)) delete schema[name];
};
const ANNOTATIONS = new Set(['$ref', '$schema', 'title', 'description', 'definitions', '$comment']);

/** In draft-04 a boolean beside a limit made it exclusive. */
const booleanLimits: Step = (schema) => {
  for (const [exclusive, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[exclusive] !== 'boolean') continue;
    const isExclusive = schema[exclusive];
    delete schema[exclusive];
    if (!isExclusive || schema[limit] === undefined) continue;
    schema[exclusive] = schema[limit];
    delete schema[limit];
  }
};

/** Removes keywords that the dialect does not have, because it ignores them. */
const without =
  (...keywords: string[]): Step =>
  (schema) => {
    for (const keyword of keywords) delete schema[keyword];
  };

/** AJV refuses a property named `__proto__`, which is dangerous in plain objects; an equivalent pattern works. */
const prototypeName: Step = (schema, at, moves) => {
  const { properties } = schema;
  if (!isObject(properties) || !Object.hasOwn(properties, '__proto__')) return;
  const { ['__proto__']: given, ...others } = properties as Record<string, Json>;
  schema['properties'] = others;
  const patterns = isObject(schema['patternProperties']) ? schema['patternProperties'] : {};
  schema['patternProperties'] = { ...patterns, ['^__proto__$']: given as Json };
  moves.set(joinPointer(at, 'patternProperties', '^__proto__$'), joinPointer(at, 'properties', '__proto__'));
};

const IN_2020 = ['prefixItems'];
const IN_2019 = [
  'unevaluatedItems',
  'unevaluatedProperties',
  'dependentRequired',
  'dependentSchemas',
  'minContains',
  'maxContains',
];
const IN_07 = ['if', 'then', 'else'];
const IN_06 = ['const', 'contains', 'propertyNames'];
const DRAFT_07: Step[] = [lonelyRefs, without(...IN_2020, ...IN_2019), dependencies, tuples];

for (const [uri, steps] of [
  ['https://json-schema.org/draft/2020-12/schema', []],
  ['https://json-schema.org/draft/2019-09/schema', [without(...IN_2020), dependencies, tuples]],
  ['http://json-schema.org/draft-07/schema', DRAFT_07],
  ['http://json-schema.org/draft-06/schema', [...DRAFT_07, without(...IN_07)]],
  ['http://json-schema.org/draft-04/schema', [...DRAFT_07, without(...IN_07, ...IN_06), booleanLimits]],
] as const)
  DIALECTS[uri] = steps;

/** The dialects of OpenAPI are 2020-12 with additional keywords (OpenAPI 3.1 §4.8.24.5). */
const OF_OPENAPI = /^https:\/\/spec\.openapis\.org\/oas\/3\.\d\/(dialect|schema-base)\/[\w-]+$/;

/** The steps from a dialect to 2020-12; undefined for an unknown one. */
export function stepsOf(dialect: string): readonly unknown[] | undefined {
  const uri = dialect
    .replace(/#$/, '')
    .replace(/^https?:\/\/json-schema\.org\/draft-/, 'http://json-schema.org/draft-');
  if (OF_OPENAPI.test(uri)) return [];
  return Object.hasOwn(DIALECTS, uri) ? DIALECTS[uri] : undefined;
}

/** The steps from a dialect that a metaschema defines; undefined if it cannot be used. */
function stepsOfMetaschema(metaschema: JsonObject | undefined): readonly Step[] | undefined {
  const { $schema = 'https://json-schema.org/draft/2020-12/schema' } = metaschema ?? {};
  const steps = typeof $schema === 'string' ? (stepsOf($schema) as readonly Step[] | undefined) : undefined;
  const keywords = metaschema && keywordsLeftOut(metaschema);
  return steps && keywords && [...steps, without(...keywords)];
}

/** Keywords of all dialects that contain a schema, a list of schemas or a map of schemas. */
const HOLDS_SCHEMAS = new Set([
  ...[
    'items',
    'additionalItems',
    'prefixItems',
    'contains',
    'properties',
    'patternProperties',
    'additionalProperties',
    'propertyNames',
    'dependentSchemas',
  ],
  ...[
    'dependencies',
    'unevaluatedItems',
    'unevaluatedProperties',
    'allOf',
    'anyOf',
    'oneOf',
    'not',
    'if',
    'then',
    'else',
    '$defs',
    'definitions',
    'contentSchema',
  ],
]);
const HOLDS_NAMES = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependencies',
  '$defs',
  'definitions',
]);

/** The schemas in a schema, by their pointers. */
export function childSchemas(schema: JsonObject, at: Pointer): Pointer[] {
  return Object.entries(schema).flatMap(([name, child]): Pointer[] => {
    if (!HOLDS_SCHEMAS.has(name) || typeof child !== 'object' || child === null) return [];
    const pointer = joinPointer(at, name);
    return Array.isArray(child) || HOLDS_NAMES.has(name)
      ? Object.keys(child).map((key) => joinPointer(pointer, key))
      : [pointer];
  });
}

/** Replaces the schemas in a schema; returns the same object if `make` changes none. */
export function replaceChildSchemas(
  schema: JsonObject,
  at: Pointer,
  make: (child: Json, at: Pointer) => Json,
): JsonObject {
  const made = Object.entries(schema).map(([name, child]): [string, Json] => {
    if (!HOLDS_SCHEMAS.has(name) || typeof child !== 'object' || child === null) return [name, child];
    const pointer = joinPointer(at, name);
    if (!Array.isArray(child) && !HOLDS_NAMES.has(name)) return [name, make(child, pointer)];
    const entries = Object.entries(child).map(
      ([key, value]): [string, Json] => [key, make(value, joinPointer(pointer, key))] as const,
    );
    const holder = child as Record<string, Json>;
    if (entries.every(([key, value]) => holder[key] === value)) return [name, child];
    return [name, Array.isArray(child) ? entries.map(([, value]) => value) : Object.fromEntries(entries)];
  });
  return made.every(([name, child]) => schema[name] === child) ? schema : Object.fromEntries(made);
}

/**
 * Converts the schemas of older dialects (`$schema`, or `jsonSchemaDialect` of the document) to 2020-12, so that the rest of
 * assay knows only 2020-12. A schema of an unknown dialect stays as it is, with its `$schema`.
 * @param metaschemas the metaschemas of the document's own dialects
 * @returns the earlier pointer of each part that moved, by its new pointer
 */
export function bringToLatest(
  document: JsonObject,
  metaschemas: ReadonlyMap<string, JsonObject> = new Map(),
): Map<Pointer, Pointer> {
  const moves = new Map<Pointer, Pointer>();
  const seen = new Set<Json>();
  const { jsonSchemaDialect } = document;
  const own = typeof jsonSchemaDialect === 'string' ? jsonSchemaDialect : undefined;

  const visit = (schema: Json | undefined, at: Pointer, outer: string | undefined): void => {
    if (!isObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    const dialect = typeof schema['$schema'] === 'string' ? schema['$schema'] : outer;
    const known = dialect === undefined ? [] : (stepsOf(dialect) as readonly Step[] | undefined);
    const steps = known ?? stepsOfMetaschema(metaschemas.get(dialect ?? ''));
    // Everything below it has the unknown dialect too, which must also show in a reference to a part.
    if (!steps && dialect !== undefined) schema['$schema'] = dialect;
    for (const [name, child] of Object.entries(schema)) {
      if (!HOLDS_SCHEMAS.has(name)) continue;
      const pointer = joinPointer(at, name);
      if (Array.isArray(child)) child.forEach((item, index) => visit(item, joinPointer(pointer, index), dialect));
      else if (HOLDS_NAMES.has(name) && isObject(child))
        for (const [key, value] of Object.entries(child)) visit(value, joinPointer(pointer, key), dialect);
      else visit(child, pointer, dialect);
    }
    for (const step of [...(steps ?? []), prototypeName]) step(schema, at, moves);
    if (steps && (!known || steps.length > 0)) delete schema['$schema'];
  };

  const waiting: [node: Json, pointer: Pointer, names: boolean][] = [[document, '#', false]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, pointer, names] = next;
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    for (const [name, child] of Object.entries(node)) {
      const at = joinPointer(pointer, name);
      if (!names && (isData(name, child) || (name.startsWith('x-') && at !== '#/x-dynamic'))) continue;
      if (!names && (name === 'schema' || name === 'itemSchema')) visit(child, at, own);
      else if ((pointer === '#/components' || pointer === '#') && /^(schemas|x-dynamic)$/.test(name) && isObject(child))
        for (const [key, value] of Object.entries(child)) visit(value, joinPointer(at, key), own);
      else waiting.push([child, at, !names && isNameMap(name, child)]);
    }
  }
  for (const { pointer, ref } of moves.size > 0 ? listReferences(document) : []) {
    const holder = valueAt(document, pointer);
    if (ref.startsWith('#/') && isObject(holder)) holder['$ref'] = refOfPointer(moved(pointerOfRef(ref), moves));
  }
  return moves;
}

/** The new place of a part. What is further in has moved first. */
function moved(pointer: Pointer, moves: ReadonlyMap<Pointer, Pointer>): Pointer {
  let at = pointer;
  for (const [to, from] of moves) if (isWithin(at, from)) at = to + at.slice(from.length);
  return at;
}
