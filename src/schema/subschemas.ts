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
  const own = listed(subschema, 'prefixItems')[index];
  if (own !== undefined) return [own];
  return schema['items'] === undefined ? [] : [joinPointer(pointer, 'items')];
}

/** The schemas of one member of an object, or one item of an array. */
export function schemasBelow(schemas: Subschema[], value: Json, token: string): Pointer[] {
  return Array.isArray(value)
    ? schemas.flatMap((subschema) => itemSchemas(subschema, Number(token)))
    : schemas.flatMap((subschema) => memberSchemas(subschema, token));
}

/** What the schemas of a value depend on: whether it conforms to a branch, or has a member. */
type Question = { kind: 'conforms'; to: Pointer } | { kind: 'has'; member: string };

/**
 * Which schemas apply follows from the document and from the answers to a few questions. What was asked is remembered, each question
 * after the answers to those before it, so that the same answers lead to the same list. Most places have no questions.
 */
interface Known {
  question?: Question;
  yes?: Known;
  no?: Known;
  schemas?: Subschema[];
}

/** Schemas at several pointers, and what is known of them. */
interface Place {
  pointers: Pointer[];
  known: Known;
  /** How many lists are remembered. */
  lists: number;
}

/** What is remembered is bounded, because a target chooses its values: lists of a place, and places of several pointers. */
const KNOWN_LISTS = 1_000;
const KNOWN_PLACES = 100_000;

/** The places of each document. */
const places = new WeakMap<JsonObject, Map<string, Place>>();

function placeOf(contract: Contract, pointers: Pointer[]): Place {
  let all = places.get(contract.document);
  if (!all) places.set(contract.document, (all = new Map<string, Place>()));
  const key = pointers.length === 1 ? (pointers[0] as Pointer) : pointers.join('\n');
  const known = all.get(key);
  if (known) return known;
  const place = { pointers, known: {}, lists: 0 };
  if (pointers.length === 1 || all.size < KNOWN_PLACES) all.set(key, place);
  return place;
}

/**
 * The schema objects that apply to a value in place: the one at the pointer, and those that it reaches by `$ref`,
 * `allOf`, the `anyOf` and `oneOf` branches that the value conforms to, `then` or `else`, and `dependentSchemas`
 * (JSON Schema 2020-12 core, §10.2). The list is not to be written into.
 */
export function applicable(contract: Contract, pointer: Pointer, value: Json): Subschema[] {
  return schemasOf(contract, placeOf(contract, [pointer]), value);
}

function schemasOf(contract: Contract, place: Place, value: Json): Subschema[] {
  let at: Known | undefined = place.known;
  while (at?.question) at = answer(contract, at.question, value) ? at.yes : at.no;
  return at?.schemas ?? find(contract, place, value);
}

function find(contract: Contract, place: Place, value: Json): Subschema[] {
  const plainly: Ask = (question) => answer(contract, question, value);
  if (place.lists >= KNOWN_LISTS)
    return reachable(contract.document, place.pointers, (subschema) => inPlaceBy(plainly, subschema));
  place.lists += 1;
  let at = place.known;
  const remembering: Ask = (question) => {
    at.question ??= question;
    const holds = plainly(question);
    at = holds ? (at.yes ??= {}) : (at.no ??= {});
    return holds;
  };
  const schemas = reachable(contract.document, place.pointers, (subschema) => inPlaceBy(remembering, subschema));
  at.schemas = schemas;
  return schemas;
}

type Ask = (question: Question) => boolean;

function answer(contract: Pick<Contract, 'accepts'>, question: Question, value: Json): boolean {
  return question.kind === 'conforms'
    ? contract.accepts(question.to, value)
    : isObject(value) && Object.hasOwn(value, question.member);
}

/** The schemas that a schema applies to a value in place; `$ref` and `allOf` even if the value does not conform. */
export function inPlace(contract: Pick<Contract, 'accepts'>, subschema: Subschema, value: Json): Pointer[] {
  return inPlaceBy((question) => answer(contract, question, value), subschema);
}

function inPlaceBy(ask: Ask, subschema: Subschema): Pointer[] {
  const { pointer, schema } = subschema;
  const conforms = (to: Pointer) => ask({ kind: 'conforms', to });
  const found = [
    ...conjoined(subschema),
    ...['anyOf', 'oneOf'].flatMap((keyword) => listed(subschema, keyword).filter(conforms)),
  ];
  if (schema['if'] !== undefined) {
    const branch = conforms(joinPointer(pointer, 'if')) ? 'then' : 'else';
    if (schema[branch] !== undefined) found.push(joinPointer(pointer, branch));
  }
  for (const [member, at] of named(subschema, 'dependentSchemas')) if (ask({ kind: 'has', member })) found.push(at);
  return found;
}

/** What is below schemas: of a member by its name, of an item by its place. */
interface Below {
  known: Map<string | number, Place>;
  /** From this place on, every item has the same schemas. */
  longestPrefix: number;
}

const belows = new WeakMap<Subschema[], Below>();
/** The cache is bounded, because a target chooses the names of its members. */
const KNOWN_BELOW = 1_000;

/** The schemas that apply to one member or item of a value, given those that apply to the value. */
export function applicableBelow(contract: Contract, schemas: Subschema[], value: Json, token: string): Subschema[] {
  if (schemas.length === 0) return schemas;
  return schemasOf(contract, placeBelow(contract, schemas, value, token), childOf(value, token) ?? null);
}

/** Whether the schemas of a member or item are the same whatever its value is; known once they were asked for. */
export function isUnconditionalBelow(contract: Contract, schemas: Subschema[], value: Json, token: string): boolean {
  if (schemas.length === 0) return true;
  const { known } = placeBelow(contract, schemas, value, token);
  return known.schemas !== undefined && !known.question;
}

/** From this place on, every item of a list has the same schemas. */
export function longestPrefix(schemas: Subschema[]): number {
  return Math.max(0, ...schemas.map((subschema) => listed(subschema, 'prefixItems').length));
}

function placeBelow(contract: Contract, schemas: Subschema[], value: Json, token: string): Place {
  let below = belows.get(schemas);
  if (!below) {
    belows.set(schemas, (below = { known: new Map(), longestPrefix: longestPrefix(schemas) }));
  }
  const key = Array.isArray(value) ? Math.min(Number(token), below.longestPrefix) : token;
  let place = below.known.get(key);
  if (!place) {
    place = placeOf(contract, schemasBelow(schemas, value, token));
    if (below.known.size < KNOWN_BELOW) below.known.set(key, place);
  }
  return place;
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
