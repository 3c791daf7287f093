import type { Contract } from '../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { createPattern } from '../../schema/pattern/pattern.ts';
import { isObject } from '../../json/pointer.ts';
import { concreteNumber, concreteString, typesLeft } from './concrete-values.ts';
import { flatten, rotate, type Place, type Way } from './flatten.ts';

/**
 * One concrete shape that a schema allows: whole in itself and without `$ref`, `allOf` or a choice, each of which was made.
 * Optional members are shown, `writeOnly` ones are not (OpenAPI 3.1 §4.8.24). A schema that holds itself comes to an end, and
 * whatever its size, so does a large one. Prism's generator needs it so: left to itself it loops for ever over some schemas,
 * and knows neither 2020-12 nor the discriminator.
 * @param random draws from [0, 1): what is chosen where there is a choice
 * @param asShown takes the examples and defaults that stand in the schema
 * @returns undefined where the schema allows nothing that ends
 */
export function concretise(
  contract: Contract,
  schema: Pointer,
  random: () => number,
  asShown = false,
): JsonObject | undefined {
  const made = concrete(
    { document: contract.document, random, asShown, budget: BUDGET },
    { $ref: schema },
    { depth: 0, refs: [] },
  );
  return made === 'hidden' || made === 'endless' ? undefined : made;
}

/** So many schema objects are shown of one answer; members that are not required are left out after that. */
const BUDGET = 1500;
/** Below this, members that are not required are left out. */
const MAX_DEPTH = 7;
/** So many schema objects more are looked at in search of a value that ends. */
const SEARCH = 20_000;
/** So many branches of a choice are tried. */
const MAX_BRANCHES = 50;
/** A list that needs more items than this is left to others. */
const MAX_ITEMS = 200;

interface Scope {
  document: JsonObject;
  random: () => number;
  asShown: boolean;
  budget: number;
}

type Made = JsonObject | 'hidden' | 'endless';

function concrete(scope: Scope, node: Json, way: Way): Made {
  scope.budget -= 1;
  if (scope.budget < -SEARCH) return 'endless';
  const draw = scope.random();
  // Where what was chosen does not end, something else may: an expression of expressions, or a number.
  for (let turn = 0; turn < MAX_BRANCHES; turn += 1) {
    const place: Place = { way, followed: new Set(), draw, turn, branches: 1 };
    const schema = flatten(scope.document, node, place);
    const made = schema ? shape(scope, schema, place) : 'endless';
    if (made !== 'endless' || turn + 1 >= place.branches) return made;
  }
  return 'endless';
}

function shape(scope: Scope, schema: JsonObject, { way, followed }: Place): Made {
  if (schema['writeOnly'] === true && way.depth > 0) return 'hidden';
  if (scope.asShown) {
    const shown = [
      schema['example'],
      ...(Array.isArray(schema['examples']) ? schema['examples'] : []),
      schema['default'],
    ].find((value) => value !== undefined);
    if (shown !== undefined) return { enum: [shown] };
  }
  if (schema['const'] !== undefined) return { enum: [schema['const']] };
  if (Array.isArray(schema['enum']))
    return { enum: [pick(scope, scope.asShown ? schema['enum'].slice(0, 1) : schema['enum']) ?? null] };
  const below = { depth: way.depth + 1, refs: [...way.refs, ...followed] };
  const types = typesLeft(schema);
  // null last where nothing is drawn, and where the rest does not end.
  for (const type of scope.asShown ? types : rotate(types, scope.random())) {
    const made = MAKERS[type]?.(scope, schema, below) ?? { enum: [{}] };
    if (made !== 'endless') return made;
  }
  return 'endless';
}

const MAKERS: Record<string, (scope: Scope, schema: JsonObject, way: Way) => Made> = {
  null: () => ({ type: 'null' }),
  boolean: () => ({ type: 'boolean' }),
  integer: ({ random }, schema) => concreteNumber(schema, random, true),
  number: ({ random }, schema) => concreteNumber(schema, random, false),
  string: ({ random, asShown }, schema) => concreteString(schema, asShown ? undefined : random),
  object,
  array,
};

function object(scope: Scope, schema: JsonObject, way: Way): Made {
  const known = isObject(schema['properties']) ? schema['properties'] : {};
  const required = new Set(Array.isArray(schema['required']) ? schema['required'].map(String) : []);
  const properties: [string, JsonObject][] = [];
  const most =
    Number(schema['maxProperties'] ?? Infinity) - [...required].filter((name) => !Object.hasOwn(known, name)).length;
  for (const name of new Set([...Object.keys(known).filter((name) => required.has(name)), ...Object.keys(known)])) {
    if (!required.has(name) && (scope.budget <= 0 || way.depth > MAX_DEPTH || properties.length >= most)) continue;
    const made = concrete(scope, known[name] as Json, way);
    if (made === 'endless' && required.has(name)) return 'endless';
    if (typeof made === 'object') properties.push([name, made]);
  }
  const rest = (name: string): Json =>
    patternFor(schema, name) ??
    (isObject(schema['additionalProperties']) ? schema['additionalProperties'] : { type: 'string' });
  const undescribed = [...required].filter((name) => !Object.hasOwn(known, name));
  for (const name of [...undescribed, ...extraNames(schema, properties.length + undescribed.length)]) {
    const made = concrete(scope, rest(name), way);
    if (typeof made === 'object') properties.push([name, made]);
    else if (required.has(name)) return made;
  }
  // The order of the contract, and nothing beside what is named here: Prism would make up more.
  const order = new Map(Object.keys(known).map((name, index) => [name, index]));
  properties.sort(([a], [b]) => (order.get(a) ?? Infinity) - (order.get(b) ?? Infinity) || 0);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: properties.map(([name]) => name),
    additionalProperties: false,
  };
}

/** Names for members of a map, or for as many members as there have to be. */
function extraNames(schema: JsonObject, has: number): string[] {
  const isMap =
    has === 0 &&
    (isObject(schema['additionalProperties']) || isObject(schema['patternProperties'])) &&
    schema['maxProperties'] !== 0;
  const wanted = Math.min(Math.max(Number(schema['minProperties'] ?? 0) - has, isMap ? 1 : 0), MAX_ITEMS);
  if (wanted === 0) return [];
  const bases = ['key', 'x-key', 'KEY', 'a', '1', '/key', 'en'];
  const names = bases.flatMap((base) =>
    Array.from({ length: wanted }, (_, index) => (index === 0 ? base : `${base}${index + 1}`)),
  );
  const fits =
    schema['additionalProperties'] === false || !schema['additionalProperties']
      ? (name: string) => patternFor(schema, name) !== undefined
      : () => true;
  return (schema['patternProperties'] === undefined ? names : names.filter(fits)).slice(0, wanted);
}

function patternFor(schema: JsonObject, name: string): Json | undefined {
  const patterns = isObject(schema['patternProperties']) ? Object.entries(schema['patternProperties']) : [];
  return patterns.find(([pattern]) => isMatch(pattern, name))?.[1];
}

function isMatch(pattern: string, name: string): boolean {
  try {
    return createPattern(pattern).test(name);
  } catch {
    return false;
  }
}

function array(scope: Scope, schema: JsonObject, way: Way): Made {
  const least = Math.max(
    Number(schema['minItems'] ?? 0),
    schema['contains'] === undefined ? 0 : Number(schema['minContains'] ?? 1),
  );
  const prefix = Array.isArray(schema['prefixItems']) ? schema['prefixItems'] : [];
  if (least > MAX_ITEMS) return 'endless';
  const room =
    scope.budget <= 0 || way.depth > MAX_DEPTH
      ? 0
      : way.depth > 3 || scope.asShown
        ? 1
        : 1 + Math.floor(scope.random() * 3);
  const length = Math.max(least, Math.min(Math.max(room, prefix.length), Number(schema['maxItems'] ?? Infinity)));
  const made: JsonObject[] = [];
  for (let index = 0; index < length; index += 1) {
    const item = prefix[index] ?? schema['items'] ?? {};
    const one = concrete(
      scope,
      index === 0 && schema['contains'] !== undefined ? { allOf: [item, schema['contains']] } : item,
      way,
    );
    if (typeof one === 'object') made.push(one);
    else if (index < least) return 'endless';
    else break;
  }
  // Each item by itself, as each may have chosen otherwise.
  return made.length === 0
    ? { enum: [[]] }
    : { type: 'array', items: made, minItems: made.length, maxItems: made.length };
}

function pick(scope: Scope, values: Json[]): Json | undefined {
  return values[Math.floor(scope.random() * values.length)];
}
