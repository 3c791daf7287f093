import type { Contract } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { matchesPattern } from './pattern/pattern.ts';
import { isObject, joinPointer, pointerTokens, valueAt } from '../json/pointer.ts';
import { pointerOfRef } from './references.ts';

/*
 * The only walker through schemas. What a schema says about a value is spread over the schemas that apply to the same value
 * (`$ref`, `allOf`, choices, conditions) and those that apply to its members and items. All readers of schemas get the next
 * ones here, as pointers into the document, so that a finding can name the clause.
 */

/** A schema object and its pointer in the contract. */
export interface Subschema {
  pointer: Pointer;
  schema: JsonObject;
}

/** The schema objects at some pointers and all that `next` finds from them, each once, in the order of the document. */
export function reachable(document: JsonObject, roots: Pointer[], next: (from: Subschema) => Pointer[]): Subschema[] {
  const found = new Map<Pointer, Subschema>();
  // No recursion: a document may have long chains of references.
  const waiting = [...roots].reverse();
  for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
    const schema = valueAt(document, pointer);
    if (found.has(pointer) || !isObject(schema)) continue;
    const subschema = { pointer, schema };
    found.set(pointer, subschema);
    waiting.push(...next(subschema).reverse());
  }
  return [...found.values()];
}

/** The schemas that always apply to the same value: that of `$ref`, which may have siblings in 2020-12, and those of `allOf`. */
export function conjoined({ pointer, schema }: Subschema): Pointer[] {
  const { $ref } = schema;
  const referred = typeof $ref === 'string' && $ref.startsWith('#') ? [pointerOfRef($ref)] : [];
  return [...referred, ...listed({ pointer, schema }, 'allOf')];
}

/** The schemas in the list of a keyword: `allOf`, `anyOf`, `oneOf`, `prefixItems`. */
export function listed({ pointer, schema }: Subschema, keyword: string): Pointer[] {
  const schemas = schema[keyword];
  return Array.isArray(schemas) ? schemas.map((_, index) => joinPointer(pointer, keyword, index)) : [];
}

/** The schemas in the map of a keyword, by name: `properties`, `patternProperties`, `dependentSchemas`. */
export function named({ pointer, schema }: Subschema, keyword: string): [name: string, at: Pointer][] {
  const schemas = schema[keyword];
  return isObject(schemas) ? Object.keys(schemas).map((name) => [name, joinPointer(pointer, keyword, name)]) : [];
}

/** The schemas of a member by its name: those of `properties` and `patternProperties`. */
export function namedMemberSchemas(subschema: Subschema, name: string): Pointer[] {
  const { pointer, schema } = subschema;
  const { properties } = schema;
  const own = isObject(properties) && Object.hasOwn(properties, name) ? [joinPointer(pointer, 'properties', name)] : [];
  const matching = named(subschema, 'patternProperties').filter(([pattern]) => matchesPattern(pattern, name));
  return [...own, ...matching.map(([, at]) => at)];
}

/** The schemas of a member: those of its name, or else that of `additionalProperties` (2020-12 Core §10.3.2). */
export function memberSchemas(subschema: Subschema, name: string): Pointer[] {
  const found = namedMemberSchemas(subschema, name);
  if (found.length > 0 || subschema.schema['additionalProperties'] === undefined) return found;
  return [joinPointer(subschema.pointer, 'additionalProperties')];
}

/** Whether a schema describes a member: by its name, by a pattern, or by `additionalProperties` other than false. */
export function describesMember(subschema: Subschema, name: string): boolean {
  return (
    namedMemberSchemas(subschema, name).length > 0 || (subschema.schema['additionalProperties'] ?? false) !== false
  );
}

/** The schema of an item: that of its place in `prefixItems`, or `items` after those (2020-12 Core §10.3.1). */
export function itemSchemas(subschema: Subschema, index: number): Pointer[] {
  const { pointer, schema } = subschema;
  const prefix = listed(subschema, 'prefixItems');
  if (index < prefix.length) return prefix.slice(index, index + 1);
  return schema['items'] === undefined ? [] : [joinPointer(pointer, 'items')];
}

/** The schemas of one member of an object, or one item of an array. */
export function schemasBelow(schemas: Subschema[], value: Json, token: string): Pointer[] {
  return Array.isArray(value)
    ? schemas.flatMap((subschema) => itemSchemas(subschema, Number(token)))
    : schemas.flatMap((subschema) => memberSchemas(subschema, token));
}

/** Keywords whose schemas apply to some values and not to others. */
const CONDITIONS = ['anyOf', 'oneOf', 'if', 'dependentSchemas'];

/** A cache for each document: the pointers whose schemas are the same for every value. */
const settled = new WeakMap<JsonObject, Map<Pointer, Subschema[]>>();

/**
 * The schema objects that apply to a value in place: the one at the pointer, and those that it reaches by `$ref`,
 * `allOf`, the `anyOf` and `oneOf` branches that the value conforms to, `then` or `else`, and `dependentSchemas`
 * (JSON Schema 2020-12 core, §10.2).
 */
export function applicable(contract: Contract, pointer: Pointer, value: Json): Subschema[] {
  const known = settled.get(contract.document)?.get(pointer);
  if (known) return known;
  const schemas = reachable(contract.document, [pointer], (subschema) => inPlace(contract, subschema, value));
  if (schemas.every(({ schema }) => !CONDITIONS.some((keyword) => schema[keyword] !== undefined)))
    settle(contract, pointer, schemas);
  return schemas;
}

function settle(contract: Contract, pointer: Pointer, schemas: Subschema[]): void {
  const known = settled.get(contract.document);
  if (known) known.set(pointer, schemas);
  else settled.set(contract.document, new Map([[pointer, schemas]]));
  keepBelow(schemas);
}

/** The schemas that a schema applies to a value in place; `$ref` and `allOf` even if the value does not conform. */
export function inPlace(contract: Pick<Contract, 'accepts'>, subschema: Subschema, value: Json): Pointer[] {
  const { pointer, schema } = subschema;
  const holds = (at: Pointer) => contract.accepts(at, value);
  const found = [
    ...conjoined(subschema),
    ...['anyOf', 'oneOf'].flatMap((keyword) => listed(subschema, keyword).filter(holds)),
  ];
  if (schema['if'] !== undefined) {
    const branch = holds(joinPointer(pointer, 'if')) ? 'then' : 'else';
    if (schema[branch] !== undefined) found.push(joinPointer(pointer, branch));
  }
  if (isObject(value))
    for (const [name, at] of named(subschema, 'dependentSchemas')) if (Object.hasOwn(value, name)) found.push(at);
  return found;
}

/** What is below schemas that are the same for every value: of a member by its name, of an item by its place. */
interface Below {
  known: Map<string | number, Subschema[]>;
  /** From this place on, every item has the same schemas. */
  longestPrefix: number;
}

const settledBelow = new WeakMap<Subschema[], Below>();
/** The cache is bounded, because a target chooses the names of its members. */
const KNOWN_BELOW = 1_000;

/** The schemas that apply to one member or item of a value, given those that apply to the value. */
export function applicableBelow(contract: Contract, schemas: Subschema[], value: Json, token: string): Subschema[] {
  if (schemas.length === 0) return schemas;
  const below = settledBelow.get(schemas);
  const key = Array.isArray(value) ? Math.min(Number(token), below?.longestPrefix ?? Infinity) : token;
  const before = below?.known.get(key);
  if (before) return before;
  const child = childOf(value, token) ?? null;
  const lists = schemasBelow(schemas, value, token).map((pointer) => applicable(contract, pointer, child));
  const [only] = lists;
  const found = only && lists.length === 1 ? only : unique(lists.flat());
  if (below && below.known.size < KNOWN_BELOW && lists.every((list) => settledBelow.has(list))) {
    keepBelow(found);
    below.known.set(key, found);
  }
  return found;
}

function keepBelow(schemas: Subschema[]): void {
  if (settledBelow.has(schemas)) return;
  const prefixes = schemas.map((subschema) => listed(subschema, 'prefixItems').length);
  settledBelow.set(schemas, { known: new Map(), longestPrefix: Math.max(0, ...prefixes) });
}

function unique(schemas: Subschema[]): Subschema[] {
  return [...new Map(schemas.map((subschema) => [subschema.pointer, subschema])).values()];
}

function childOf(value: Json, token: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(token)];
  return isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
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

/** The schemas of `$ref` and `allOf`, and of the first branch of each choice, for an unknown value. */
export function unconditional(contract: Contract, pointers: Pointer[]): Subschema[] {
  return reachable(contract.document, pointers, (subschema) => [
    ...conjoined(subschema),
    ...['oneOf', 'anyOf'].flatMap((choice) => listed(subschema, choice).slice(0, 1)),
  ]);
}
