import type { Contract } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { createPattern } from './pattern/pattern.ts';
import { isObject, joinPointer, pointerTokens, valueAt } from '../json/pointer.ts';
import { pointerOfRef } from './references.ts';

/** A schema object and where it stands in the contract. */
export interface Subschema {
  pointer: Pointer;
  schema: JsonObject;
}

/**
 * The schema objects that apply to a value in place: the one at the pointer, and those that it brings in by `$ref`,
 * `allOf`, the `anyOf` and `oneOf` branches that the value conforms to, `then` or `else`, and `dependentSchemas`
 * (JSON Schema 2020-12 core, §10.2).
 */
export function applicable(contract: Contract, pointer: Pointer, value: Json): Subschema[] {
  const known = settled.get(contract.document)?.get(pointer);
  if (known) return known;
  const found = new Map<Pointer, Subschema>();
  const visit = (at: Pointer): void => {
    const schema = valueAt(contract.document, at);
    if (found.has(at) || !isObject(schema)) return;
    const subschema = { pointer: at, schema };
    found.set(at, subschema);
    for (const inner of inPlace(contract, subschema, value)) visit(inner);
  };
  visit(pointer);
  const schemas = [...found.values()];
  if (schemas.every(({ schema }) => !CONDITIONS.some((keyword) => schema[keyword] !== undefined)))
    settle(contract, pointer, schemas);
  return schemas;
}

/** Keywords that bring in one schema for one value and another for the next. */
const CONDITIONS = ['anyOf', 'oneOf', 'if', 'dependentSchemas'];

/** By document, the pointers whose schemas are the same for every value. */
const settled = new WeakMap<JsonObject, Map<Pointer, Subschema[]>>();

function settle(contract: Contract, pointer: Pointer, schemas: Subschema[]): void {
  const known = settled.get(contract.document);
  if (known) known.set(pointer, schemas);
  else settled.set(contract.document, new Map([[pointer, schemas]]));
}

function inPlace(contract: Contract, { pointer, schema }: Subschema, value: Json): Pointer[] {
  const found: Pointer[] = [];
  const holds = (at: Pointer) => contract.accepts(at, value);
  const { $ref } = schema;
  // A `$ref` may have siblings in 2020-12, so both count.
  if (typeof $ref === 'string' && $ref.startsWith('#')) found.push(pointerOfRef($ref));
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const branches = schema[keyword];
    if (!Array.isArray(branches)) continue;
    const pointers = branches.map((_, index) => joinPointer(pointer, keyword, index));
    found.push(...(keyword === 'allOf' ? pointers : pointers.filter(holds)));
  }
  if (schema['if'] !== undefined) {
    const branch = holds(joinPointer(pointer, 'if')) ? 'then' : 'else';
    if (schema[branch] !== undefined) found.push(joinPointer(pointer, branch));
  }
  if (isObject(schema['dependentSchemas']) && isObject(value)) {
    for (const name of Object.keys(schema['dependentSchemas']))
      if (Object.hasOwn(value, name)) found.push(joinPointer(pointer, 'dependentSchemas', name));
  }
  return found;
}

/** The schemas that apply to one member or item of a value, given those that apply to the value. */
export function applicableBelow(contract: Contract, schemas: Subschema[], value: Json, token: string): Subschema[] {
  const child = childOf(value, token);
  const pointers = Array.isArray(value)
    ? schemas.flatMap((schema) => forItem(schema, Number(token)))
    : schemas.flatMap((schema) => forMember(schema, token));
  const [only] = pointers;
  if (pointers.length <= 1) return only === undefined ? [] : applicable(contract, only, child ?? null);
  const found = pointers.flatMap((pointer) => applicable(contract, pointer, child ?? null));
  return [...new Map(found.map((subschema) => [subschema.pointer, subschema])).values()];
}

function childOf(value: Json, token: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(token)];
  return isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}

/** One that is no pattern makes its schema unusable, which is told elsewhere. */
function isFound(pattern: string, name: string): boolean {
  try {
    return createPattern(pattern).test(name);
  } catch {
    return false;
  }
}

/** `properties`, `patternProperties`, and `additionalProperties` where neither names the member (§10.3.2). */
export function forMember({ pointer, schema }: Subschema, name: string): Pointer[] {
  const found: Pointer[] = [];
  if (isObject(schema['properties']) && Object.hasOwn(schema['properties'], name))
    found.push(joinPointer(pointer, 'properties', name));
  if (isObject(schema['patternProperties'])) {
    for (const pattern of Object.keys(schema['patternProperties']))
      if (isFound(pattern, name)) found.push(joinPointer(pointer, 'patternProperties', pattern));
  }
  if (found.length === 0 && isObject(schema['additionalProperties']))
    found.push(joinPointer(pointer, 'additionalProperties'));
  return found;
}

/** `prefixItems`, and `items` for those behind them (§10.3.1). */
function forItem({ pointer, schema }: Subschema, index: number): Pointer[] {
  const prefix = Array.isArray(schema['prefixItems']) ? schema['prefixItems'].length : 0;
  if (index < prefix) return [joinPointer(pointer, 'prefixItems', index)];
  return isObject(schema['items']) ? [joinPointer(pointer, 'items')] : [];
}

/** The schemas that apply at a place inside a value: `#/links/self`. */
export function applicableAt(contract: Contract, schema: Pointer, root: Json, place: Pointer): Subschema[] {
  let schemas = applicable(contract, schema, root);
  let value: Json | undefined = root;
  for (const token of pointerTokens(place)) {
    if (value === undefined) return [];
    schemas = applicableBelow(contract, schemas, value, token);
    value = childOf(value, token);
  }
  return schemas;
}

/** The types that the schemas leave to a value, or undefined where none restricts it. */
export function typesOf(schemas: Subschema[]): Set<string> | undefined {
  let types: Set<string> | undefined;
  for (const { schema } of schemas) {
    if (schema['type'] === undefined) continue;
    const own = new Set((Array.isArray(schema['type']) ? schema['type'] : [schema['type']]).map(String));
    types = types ? new Set([...types].filter((type) => own.has(type))) : own;
  }
  return types;
}

/** The first value that a keyword has among the schemas. */
export function keyword(schemas: Subschema[], name: string): Json | undefined {
  return schemas.find(({ schema }) => schema[name] !== undefined)?.schema[name];
}
