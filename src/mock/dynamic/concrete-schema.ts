import type { Contract } from '../../model/contract.ts';
import type { JsonObject, Pointer } from '../../model/json.ts';
import { flatten, type Branch } from '../../schema/flatten.ts';
import { impliedType, keyword, knownNames, numbersOf, requiredNames, typesOf } from '../../schema/keywords.ts';
import { describesMember, listed, schemasBelow, unconditional, type Subschema } from '../../schema/subschemas.ts';
import { joinPointer } from '../../json/pointer.ts';
import { concreteNumber, concreteString } from './concrete-values.ts';

/**
 * One concrete schema of all that a schema allows: without `$ref`, `allOf` and choices, which are resolved here.
 * Optional members are included, `writeOnly` ones are not (OpenAPI 3.1 §4.8.24). Recursive and large schemas are bounded.
 * Prism's generator needs it: it loops for ever over some schemas, and supports neither JSON Schema 2020-12 nor the discriminator.
 * @param random draws choices from [0, 1)
 * @param asShown uses the examples and defaults in the schema
 * @returns undefined if the schema allows no finite value
 */
export function concreteSchema(
  contract: Contract,
  schema: Pointer,
  random: () => number,
  asShown = false,
): JsonObject | undefined {
  return concrete({ contract, random, asShown, budget: BUDGET, above: new Map() }, { pointers: [schema], depth: 0 });
}

/** After so many schemas in one value, optional members are left out. */
const BUDGET = 1500;
/** Below this depth, optional members are left out. */
const MAX_DEPTH = 7;
/** How often a schema may contain itself. */
const MAX_TURNS = 2;
/** The most further schemas that are tried to find a finite value. */
const SEARCH = 20_000;
/** The most branches of a choice that are tried. */
const MAX_BRANCHES = 50;
/** A list that needs more items than this is not generated. */
const MAX_ITEMS = 200;

interface Scope {
  contract: Contract;
  random: () => number;
  asShown: boolean;
  budget: number;
  /** How many of the values that the present one stands in have a schema. */
  above: Map<Pointer, number>;
}

/** A value's place: the schemas that it must conform to, and the schemas of the values around it. */
interface Place {
  pointers: Pointer[];
  depth: number;
}

type Choices = Omit<Branch, 'pointers'>;

function concrete(scope: Scope, place: Place): JsonObject | undefined {
  return choose(scope, place, new Set(), {});
}

/** Makes one choice after another. If a chosen branch has no finite value, another one may have. */
function choose(scope: Scope, place: Place, taken: ReadonlySet<Pointer>, made: Choices): JsonObject | undefined {
  scope.budget -= 1;
  if (scope.budget < -SEARCH) return undefined;
  const { schemas, choices, never } = flatten(scope.contract, place.pointers, taken);
  if (never || schemas.some(({ pointer }) => (scope.above.get(pointer) ?? 0) >= MAX_TURNS)) return undefined;
  const [choice] = choices;
  if (!choice) return plain(scope, place, schemas, made);
  const next = new Set([...taken, choice.key]);
  for (const { pointers, set, present = [], absent = [] } of rotate(choice.branches, scope.random()).slice(
    0,
    MAX_BRANCHES,
  )) {
    const chosen = {
      set: { ...made.set, ...set },
      present: [...(made.present ?? []), ...present],
      absent: [...(made.absent ?? []), ...absent],
    };
    const found = choose(scope, { ...place, pointers: [...place.pointers, ...pointers] }, next, chosen);
    if (found) return found;
  }
  return undefined;
}

/** The schema of a value without choices. */
function plain(scope: Scope, place: Place, schemas: Subschema[], made: Choices): JsonObject | undefined {
  const { contract, asShown, random } = scope;
  if (asShown) {
    const examples = keyword(schemas, 'examples');
    const shown = [
      keyword(schemas, 'example'),
      ...(Array.isArray(examples) ? examples : []),
      keyword(schemas, 'default'),
    ];
    const first = shown.find((value) => value !== undefined);
    if (first !== undefined) return { enum: [first] };
  }
  const constant = keyword(schemas, 'const');
  if (constant !== undefined) return { enum: [constant] };
  const values = keyword(schemas, 'enum');
  if (Array.isArray(values)) {
    const fitting = values.filter((value) => place.pointers.every((pointer) => contract.accepts(pointer, value)));
    return { enum: [rotate(fitting, random())[0] ?? values[0] ?? null] };
  }
  const below = { depth: place.depth + 1 };
  const named = typesOf(schemas) ?? new Set([impliedType(schemas) ?? 'anything']);
  // Without draws null comes last; it also ends a recursion.
  const types = [...named].sort((a, b) => Number(a === 'null') - Number(b === 'null'));
  const own = new Set(schemas.map(({ pointer }) => pointer));
  const turn = (by: number): void => {
    for (const pointer of own) scope.above.set(pointer, (scope.above.get(pointer) ?? 0) + by);
  };
  turn(1);
  try {
    for (const type of rotate(types, random())) {
      const found = MAKERS[type]?.(scope, schemas, below, made) ?? (type === 'anything' ? { enum: [{}] } : undefined);
      if (found) return found;
    }
    return undefined;
  } finally {
    turn(-1);
  }
}

type Below = Omit<Place, 'pointers'>;
type Maker = (scope: Scope, schemas: Subschema[], below: Below, made: Choices) => JsonObject | undefined;

const MAKERS: Record<string, Maker> = {
  null: () => ({ type: 'null' }),
  boolean: () => ({ type: 'boolean' }),
  integer: ({ random }, schemas) => concreteNumber(schemas, random, true),
  number: ({ random }, schemas) => concreteNumber(schemas, random, false),
  string: ({ random, asShown }, schemas) => concreteString(schemas, asShown ? undefined : random),
  object,
  array,
};

function object(scope: Scope, schemas: Subschema[], below: Below, made: Choices): JsonObject | undefined {
  const { contract } = scope;
  const set = made.set ?? {};
  const required = new Set([...requiredNames(schemas), ...(made.present ?? []), ...Object.keys(set)]);
  const most = Math.min(Infinity, ...numbersOf(schemas, 'maxProperties'));
  const properties = new Map<string, JsonObject>();
  const known = knownNames(schemas);
  const optional = [...known].filter((name) => !required.has(name) && !made.absent?.includes(name));
  for (const name of [...required, ...optional]) {
    const isRequired = required.has(name);
    if (!isRequired && (scope.budget <= 0 || below.depth > MAX_DEPTH || properties.size >= most)) continue;
    const pointers = schemasBelow(schemas, {}, name);
    if (unconditional(contract, pointers).some(({ schema }) => schema['writeOnly'] === true)) continue;
    const value = Object.hasOwn(set, name) ? { enum: [set[name] ?? null] } : member(scope, pointers, below);
    if (value) properties.set(name, value);
    else if (isRequired) return undefined;
  }
  const wanted = extraMembers(schemas, properties.size, most);
  for (const name of extraNames(schemas, wanted)) {
    const value = properties.has(name) ? undefined : member(scope, schemasBelow(schemas, {}, name), below);
    if (value) properties.set(name, value);
  }
  // The order of the contract, and no other members: Prism would make up more.
  const names = [...new Set([...known, ...properties.keys()])].filter((name) => properties.has(name));
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, properties.get(name) ?? {}])),
    required: names,
    additionalProperties: false,
  };
}

function member(scope: Scope, pointers: Pointer[], below: Below): JsonObject | undefined {
  return pointers.length > 0 ? concrete(scope, { ...below, pointers }) : { type: 'string' };
}

/** The number of members of a map, or of an object that needs more members than it names. */
function extraMembers(schemas: Subschema[], has: number, most: number): number {
  const isMap =
    has === 0 &&
    most > 0 &&
    schemas.some(
      (subschema) => describesMember(subschema, 'key') || subschema.schema['patternProperties'] !== undefined,
    );
  return Math.min(
    Math.max(...numbersOf(schemas, 'minProperties').map((least) => least - has), isMap ? 1 : 0),
    MAX_ITEMS,
  );
}

const NAMES = ['key', 'x-key', 'KEY', 'a', '1', '/key', 'en'];

/** Names for members that the schema does not name: those that it describes by a pattern first. */
function extraNames(schemas: Subschema[], wanted: number): string[] {
  const names = NAMES.flatMap((name) =>
    Array.from({ length: wanted }, (_, index) => (index === 0 ? name : `${name}${index + 1}`)),
  );
  const described = names.filter((name) => schemas.some((subschema) => describesMember(subschema, name)));
  return (described.length > 0 ? described : names).slice(0, wanted);
}

function array(scope: Scope, schemas: Subschema[], below: Below): JsonObject | undefined {
  const contains = schemas.filter(({ schema }) => schema['contains'] !== undefined);
  const least = Math.max(
    0,
    ...numbersOf(schemas, 'minItems'),
    ...contains.map(({ schema }) => Number(schema['minContains'] ?? 1)),
  );
  if (least > MAX_ITEMS) return undefined;
  const prefix = Math.max(0, ...schemas.map((subschema) => listed(subschema, 'prefixItems').length));
  const length = Math.max(
    least,
    Math.min(Math.max(usualLength(scope, below.depth), prefix), ...numbersOf(schemas, 'maxItems')),
  );
  const items: JsonObject[] = [];
  for (let index = 0; index < length; index += 1) {
    const pointers = [
      ...schemasBelow(schemas, [], String(index)),
      ...(index === 0 ? contains.map(({ pointer }) => joinPointer(pointer, 'contains')) : []),
    ];
    const item = concrete(scope, { ...below, pointers });
    if (item) items.push(item);
    else if (index < least) return undefined;
    else break;
  }
  // Each item separately, because each may make other choices.
  return items.length === 0 ? { enum: [[]] } : { type: 'array', items, minItems: items.length, maxItems: items.length };
}

/** The number of items of a list without limits. */
function usualLength({ budget, random }: Scope, depth: number): number {
  if (budget <= 0 || depth > MAX_DEPTH) return 0;
  return depth > 3 ? 1 : 1 + Math.floor(random() * 3);
}

/** The same items, rotated. */
function rotate<T>(values: T[], random: number): T[] {
  const start = Math.floor(random * values.length);
  return [...values.slice(start), ...values.slice(0, start)];
}
