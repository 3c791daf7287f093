import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { Contract, Json, JsonObject, Pointer } from '../model.ts';
import { applicable, applicableBelow, keyword, typesOf, type Subschema } from '../contract/applicable.ts';
import { isObject, joinPointer } from '../contract/pointer.ts';
import { requestErrors } from '../contract/response-errors.ts';
import { synthesize, unconditional } from '../contract/synthesize.ts';
import { bounded, lazy } from './fuzzing-arbitraries.ts';
import { anyArbitrary, numberArbitrary, numbersOf, textArbitrary, type Temper } from './fuzzing-scalars.ts';
import { flatten, itemPointers, knownNames, memberPointers, requiredNames, type Branch } from './fuzzing-schemas.ts';

/** Where the values of one contract are made from; what was worked out for a schema serves it again. */
export interface Making {
  contract: Contract;
  /** The texts and numbers that documents show, by the clause that describes them. */
  shown: Map<Pointer, Json[]>;
  known: Map<string, fc.Arbitrary<Json>>;
}

/** Whether a request may have a value: all of some schemas hold for it, but for members that only answers have. */
function fitsAll({ contract }: Making, pointers: Pointer[], value: Json): boolean {
  return pointers.every((pointer) => contract.accepts(pointer, value) || (hasReadOnly(contract) && requestErrors(contract, pointer, value).length === 0));
}

const readOnly = new WeakMap<JsonObject, boolean>();

/** Telling what is wrong takes a hundred times as long as telling that something is. */
function hasReadOnly({ document }: Contract): boolean {
  let known = readOnly.get(document);
  if (known === undefined) readOnly.set(document, (known = JSON.stringify(document).includes('"readOnly":true')));
  return known;
}

/** So many values of one clause are remembered. */
const SHOWN = 10;

/** @param examples values that documents show, each with the schema that describes it */
export function createMaking(contract: Contract, examples: { schema: Pointer; value: Json }[]): Making {
  const making: Making = { contract, shown: new Map(), known: new Map() };
  const visit = (schemas: Subschema[], value: Json): void => {
    if (typeof value !== 'object') {
      for (const { pointer } of schemas) {
        const before = making.shown.get(pointer) ?? [];
        if (!before.includes(value) && before.length < SHOWN) making.shown.set(pointer, [...before, value]);
      }
    } else if (value !== null)
      for (const name of Object.keys(value)) visit(applicableBelow(contract, schemas, value, name), (value as JsonObject)[name] ?? null);
  };
  for (const { schema, value } of examples) visit(applicable(contract, schema, value), value);
  return making;
}

/** Values that the contract shows where schemas apply: in an example, or at the schema itself. */
export function shownValues({ shown }: Making, schemas: Subschema[]): Json[] {
  return schemas.flatMap(({ pointer, schema }) => [
    ...(shown.get(pointer) ?? []),
    ...(schema['example'] !== undefined ? [schema['example']] : []),
    ...(Array.isArray(schema['examples']) ? schema['examples'] : []),
    ...(schema['default'] !== undefined ? [schema['default']] : []),
  ]);
}

/** Deeper than this, optional members are left out and arrays are short, so that a schema that holds itself comes to an end. */
const MAX_DEPTH = 4;
/** Deeper than this, a value that was made once has to do. */
const END_DEPTH = 8;
/** Arrays and maps of a wild value have so many entries at the most, whatever the contract allows. */
const MANY = 20;

/**
 * Values that all of some schemas hold for, as far as they can be made by construction. Who takes one has to ask the
 * contract whether it does.
 */
export function valueArbitrary(making: Making, pointers: Pointer[], temper: Temper, depth = 0): fc.Arbitrary<Json> {
  const key = `${temper} ${depth} ${pointers.join(' ')}`;
  let known = making.known.get(key);
  if (!known) making.known.set(key, (known = lazy(() => choose({ making, pointers, temper, depth }, new Set(), {}))));
  return known;
}

/** What a value is made by. */
interface Wanted {
  making: Making;
  pointers: Pointer[];
  temper: Temper;
  depth: number;
}

const NOTHING = fc.constant<Json>(null);

/** Makes one choice after the other, then the value. */
function choose(wanted: Wanted, taken: ReadonlySet<Pointer>, made: Omit<Branch, 'pointers'>): fc.Arbitrary<Json> {
  const { making, pointers, depth } = wanted;
  const flat = flatten(making.contract, pointers, taken);
  if (flat.never) return NOTHING;
  const [choice] = flat.choices;
  if (!choice) return plain(wanted, flat.schemas, made);
  const [only] = pointers;
  // Which branch ends is known to the one who makes a single value.
  if (depth >= MAX_DEPTH && only !== undefined && pointers.length === 1) {
    const value = single(making.contract, only);
    if (value !== undefined) return fc.constant(value);
  }
  const next = new Set([...taken, choice.key]);
  const arbitraries = choice.branches.map((branch) =>
    lazy(() =>
      choose({ ...wanted, pointers: [...pointers, ...branch.pointers] }, next, {
        set: { ...made.set, ...branch.set },
        present: [...(made.present ?? []), ...(branch.present ?? [])],
        absent: [...(made.absent ?? []), ...(branch.absent ?? [])],
      }),
    ),
  );
  const [first] = arbitraries;
  const any = first && arbitraries.length === 1 ? first : fc.oneof(...arbitraries);
  return bounded(any, (value) => fitsAll(making, pointers, value), 8);
}

/** One value of a schema; none of one that requires itself without an end. */
function single(contract: Contract, schema: Pointer): Json | undefined {
  try {
    return synthesize(contract, schema);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The value of schemas without a choice. */
function plain(wanted: Wanted, schemas: Subschema[], made: Omit<Branch, 'pointers'>): fc.Arbitrary<Json> {
  const { making, pointers, temper, depth } = wanted;
  const fits = (value: Json) => fitsAll(making, pointers, value);
  const listed = listedValues(schemas);
  if (listed) {
    const fitting = listed.filter(fits);
    return fitting.length > 0 ? fc.constantFrom(...fitting) : NOTHING;
  }
  if (depth >= END_DEPTH) return fc.constant((pointers[0] && single(making.contract, pointers[0])) ?? null);
  const types = typesOf(schemas) ?? impliedTypes(schemas);
  if (!types) return guarded(anyArbitrary(temper), schemas, fits);
  const kinds = [...types].filter((type) => !(type === 'integer' && types.has('number'))).flatMap((type) => MAKERS[type]?.({ ...wanted, schemas, made }) ?? []);
  const [first] = kinds;
  const shown = shownValues(making, schemas).filter(fits);
  const all = [...kinds, ...(shown.length > 0 ? [fc.constantFrom(...shown)] : [])];
  return first === undefined ? NOTHING : guarded(all.length === 1 ? first : fc.oneof(...all), schemas, fits);
}

/** Where a keyword was not heeded in the making, what is made is tried a few times. */
function guarded(arbitrary: fc.Arbitrary<Json>, schemas: Subschema[], fits: (value: Json) => boolean): fc.Arbitrary<Json> {
  const needed = schemas.some(({ schema }) =>
    ['not', 'minProperties', 'maxProperties', 'propertyNames', 'contains', 'uniqueItems'].some((name) => schema[name] !== undefined),
  );
  return needed ? bounded(arbitrary, fits) : arbitrary;
}

function listedValues(schemas: Subschema[]): Json[] | undefined {
  const constant = schemas.find(({ schema }) => schema['const'] !== undefined);
  if (constant) return [constant.schema['const'] as Json];
  const values = keyword(schemas, 'enum');
  return Array.isArray(values) ? values : undefined;
}

/** The type that the keywords speak of, where none is named. */
function impliedTypes(schemas: Subschema[]): Set<string> | undefined {
  const has = (...names: string[]) => schemas.some(({ schema }) => names.some((name) => schema[name] !== undefined));
  if (has('properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties', 'maxProperties')) return new Set(['object']);
  if (has('items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems')) return new Set(['array']);
  if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return new Set(['number']);
  return has('minLength', 'maxLength', 'pattern', 'format') ? new Set(['string']) : undefined;
}

type Maker = (wanted: Wanted & { schemas: Subschema[]; made: Omit<Branch, 'pointers'> }) => fc.Arbitrary<Json>[];

const MAKERS: Record<string, Maker> = {
  null: () => [NOTHING],
  boolean: () => [fc.boolean()],
  integer: ({ schemas, temper }) => [numberArbitrary(schemas, true, temper) ?? []].flat(),
  number: ({ schemas, temper }) => [numberArbitrary(schemas, false, temper) ?? []].flat(),
  string: ({ making, schemas, temper }) => [textArbitrary(schemas, temper, shownValues(making, schemas))],
  array: (wanted) => [arrayArbitrary(wanted)],
  object: (wanted) => [objectArbitrary(wanted)],
};

type Composite = Parameters<Maker>[0];

function arrayArbitrary({ making, schemas, temper, depth }: Composite): fc.Arbitrary<Json> {
  const least = Math.max(0, ...numbersOf(schemas, 'minItems'));
  const most = Math.min(Infinity, ...numbersOf(schemas, 'maxItems'));
  const usual = depth >= MAX_DEPTH ? least : Math.max(least, temper === 'wild' ? MANY : 3);
  const prefix = Math.max(0, ...schemas.map(({ schema }) => (Array.isArray(schema['prefixItems']) ? schema['prefixItems'].length : 0)));
  const itemAt = (index: number) => {
    const pointers = schemas.flatMap((subschema) => itemPointers(subschema, index));
    return pointers.length > 0 ? valueArbitrary(making, pointers, temper, depth + 1) : anyArbitrary('calm');
  };
  const contained = schemas.flatMap(({ pointer, schema }) =>
    schema['contains'] === undefined ? [] : [{ pointer: joinPointer(pointer, 'contains'), times: Number(schema['minContains'] ?? 1) }],
  );
  const needed = contained.flatMap(({ pointer, times }) =>
    Array.from({ length: Math.min(times, 10) }, () => valueArbitrary(making, [pointer], 'calm', depth + 1)),
  );
  const first = Array.from({ length: Math.min(prefix, most) }, (_, index) => itemAt(index));
  const taken = first.length + needed.length;
  const minLength = Math.max(0, (least === 0 && temper === 'calm' && most > 0 && depth < MAX_DEPTH ? 1 : least) - taken);
  const rest = fc.array(itemAt(prefix), { minLength: Math.min(minLength, 1000), maxLength: Math.max(minLength, Math.min(most, usual) - taken, 0) });
  const unique = schemas.some(({ schema }) => schema['uniqueItems'] === true);
  return fc.tuple(fc.tuple(...first), fc.tuple(...needed), rest).map(([before, inside, behind]) => {
    const items = [...before, ...inside, ...behind];
    return unique ? items.filter((item, index) => !items.slice(0, index).some((other) => isDeepStrictEqual(other, item))) : items;
  });
}

/** Names that are taken for something else somewhere. */
const ODD_NAMES = ['__proto__', 'constructor', 'toString', 'x-assay-unknown', '', ' ', 'a.b', '$where', '日本'];

function objectArbitrary({ making, schemas, temper, depth, made }: Composite): fc.Arbitrary<Json> {
  const { contract } = making;
  const required = new Set([...requiredNames(schemas), ...(made.present ?? []), ...Object.keys(made.set ?? {})]);
  const absent = new Set(made.absent);
  const most = Math.min(Infinity, ...numbersOf(schemas, 'maxProperties'));
  const least = Math.max(0, ...numbersOf(schemas, 'minProperties'));
  const names = [...new Set([...required, ...(depth < MAX_DEPTH || least > required.size ? knownNames(schemas) : [])])].filter(
    (name) => !absent.has(name) || required.has(name),
  );
  const members = names.flatMap((name): { name: string; arbitrary: fc.Arbitrary<Json>; needed: boolean }[] => {
    const pointers = schemas.flatMap((subschema) => memberPointers(subschema, name));
    const needed = required.has(name);
    // What only an answer has is no part of a request (OpenAPI 3.1 §4.8.24, readOnly).
    if (unconditional(contract, pointers).some(({ schema }) => schema['readOnly'] === true)) return [];
    const own = made.set && Object.hasOwn(made.set, name) ? (made.set[name] as Json) : undefined;
    const fitting = own !== undefined && pointers.every((pointer) => contract.accepts(pointer, own));
    // Of a wild object, some members are calm: one at the edge is enough to break what can break.
    const value = () =>
      pointers.length === 0
        ? anyArbitrary('calm')
        : temper === 'wild'
          ? fc.oneof(valueArbitrary(making, pointers, 'calm', depth + 1), valueArbitrary(making, pointers, 'wild', depth + 1))
          : valueArbitrary(making, pointers, 'calm', depth + 1);
    return [{ name, needed, arbitrary: fitting ? fc.constant(own) : lazy(value) }];
  });
  const optional = members.filter(({ needed }) => !needed).length;
  const more =
    Number.isFinite(most) && members.length - optional >= most
      ? []
      : moreMembers({ making, schemas, temper, depth, least: Math.max(0, least - members.length), known: new Set(names), absent });
  // Few of many: an object of fifty optional members has a handful of them.
  const freq = optional > 8 ? Math.ceil(optional / 4) : 2;
  const values = members.map(({ arbitrary, needed }) =>
    needed || least >= members.length
      ? arbitrary
      : fc.oneof({ withCrossShrink: true }, { weight: freq - 1 || 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary }),
  );
  return fc.tuple(fc.tuple(...values), fc.tuple(...more)).map(([given, added]) => {
    const object: JsonObject = {};
    const entries = [...members.map(({ name }, index) => [name, given[index]] as const), ...added.flat()];
    for (const [name, value] of entries) {
      if (value === undefined || (Object.hasOwn(object, name) && !required.has(name)) || (Object.keys(object).length >= most && !required.has(name))) continue;
      Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return withDependents(object, schemas, members, given);
  });
}

/** Members besides the known ones: those of a map, and unknown ones where the schema is open. */
function moreMembers({
  making,
  schemas,
  temper,
  depth,
  least,
  known,
  absent,
}: Pick<Composite, 'making' | 'schemas' | 'temper' | 'depth'> & { least: number; known: Set<string>; absent: Set<string> }): fc.Arbitrary<
  (readonly [string, Json])[]
>[] {
  const closed = schemas.some(({ schema }) => schema['additionalProperties'] === false || schema['unevaluatedProperties'] === false);
  const patterns = schemas.flatMap(({ schema }) => (isObject(schema['patternProperties']) ? Object.keys(schema['patternProperties']) : []));
  const isMap = schemas.some(({ schema }) => isObject(schema['additionalProperties'])) || patterns.length > 0;
  if (depth >= MAX_DEPTH && least === 0) return [];
  const maxLength = temper === 'wild' ? MANY : Math.max(least, 2);
  const found: fc.Arbitrary<(readonly [string, Json])[]>[] = [];
  const entries = (names: fc.Arbitrary<string>, minLength: number) =>
    fc.array(
      names
        .filter((name) => !known.has(name) && !absent.has(name))
        .chain((name) => {
          const pointers = schemas.flatMap((subschema) => memberPointers(subschema, name));
          return (pointers.length > 0 ? valueArbitrary(making, pointers, temper, depth + 1) : anyArbitrary(temper)).map((value) => [name, value] as const);
        }),
      { minLength, maxLength },
    );
  const calmName = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 2, maxLength: 8 });
  for (const pattern of patterns) {
    const names = stringMatching(pattern);
    if (names) found.push(entries(names, patterns.length === 1 && closed ? least : 0));
  }
  if (isMap && !closed && schemas.some(({ schema }) => isObject(schema['additionalProperties'])))
    found.push(entries(temper === 'wild' ? fc.oneof(calmName, fc.constantFrom(...ODD_NAMES)) : calmName, least));
  else if (!closed && (least > 0 || (temper === 'wild' && !isMap)))
    found.push(
      fc.oneof(
        { weight: least > 0 ? 0 : 5, arbitrary: fc.constant<(readonly [string, Json])[]>([]) },
        { weight: 1, arbitrary: entries(fc.oneof(calmName, fc.constantFrom(...ODD_NAMES)), Math.max(1, least)) },
      ),
    );
  return found;
}

function stringMatching(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return undefined;
  }
}

/** What `dependentRequired` asks for beside what is there; a member that was not made is left to the proof. */
function withDependents(object: JsonObject, schemas: Subschema[], members: { name: string }[], given: (Json | undefined)[]): JsonObject {
  for (const { schema } of schemas) {
    if (!isObject(schema['dependentRequired'])) continue;
    for (const [trigger, names] of Object.entries(schema['dependentRequired'])) {
      if (!Object.hasOwn(object, trigger) || !Array.isArray(names)) continue;
      const missing = names.map(String).filter((name) => !Object.hasOwn(object, name));
      const known = missing.map((name) => given[members.findIndex((member) => member.name === name)]);
      // Where one of them was not drawn, the trigger goes.
      if (known.includes(undefined)) delete object[trigger];
      else missing.forEach((name, index) => Object.assign(object, { [name]: known[index] }));
    }
  }
  return object;
}
