import * as fc from 'fast-check';
import type { Contract } from '../../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../../model/json.ts';
import type { Subschema } from '../../../schema/subschemas.ts';
import { isObject, joinPointer } from '../../../json/pointer.ts';
import { unconditional, itemSchemas, memberSchemas } from '../../../schema/subschemas.ts';
import { bounded, lazy, type Stage, type ValueRange } from './base.ts';
import { numbersOf, knownNames, requiredNames } from '../../../schema/keywords.ts';
import { type Branch } from '../../../schema/flatten.ts';
import { anyArbitrary } from './strings.ts';
import { isEqual } from '../../../json/equal.ts';

/** Below this depth, optional members are left out and arrays are short, so that a recursive schema ends. */
export const MAX_DEPTH = 4;
/** The most entries of arrays and maps in the edge range, unless the contract requires more. */
const MANY = 20;

/** Half as many at each level, because nested lists grow exponentially. */
function manyAt(depth: number): number {
  return MANY >> depth;
}

/** What the generation of an array or an object needs. */
export interface Composite {
  contract: Contract;
  stage: Stage;
  schemas: Subschema[];
  range: ValueRange;
  depth: number;
  made: Omit<Branch, 'pointers'>;
  /** The arbitrary for a member or an item. */
  below(pointers: Pointer[], range: ValueRange): fc.Arbitrary<Json>;
}

/** Arrays by their items and lengths. */
export function arrayArbitrary({ schemas, range, depth, below }: Composite): fc.Arbitrary<Json> {
  const least = Math.max(0, ...numbersOf(schemas, 'minItems'));
  const most = Math.min(Infinity, ...numbersOf(schemas, 'maxItems'));
  const usual = depth >= MAX_DEPTH ? least : Math.max(least, range === 'edge' ? manyAt(depth) : 3);
  const prefix = Math.max(
    0,
    ...schemas.map(({ schema }) => (Array.isArray(schema['prefixItems']) ? schema['prefixItems'].length : 0)),
  );
  const itemAt = (index: number) => {
    const pointers = schemas.flatMap((subschema) => itemSchemas(subschema, index));
    return pointers.length > 0 ? below(pointers, range) : anyArbitrary('typical');
  };
  const contained = schemas.flatMap(({ pointer, schema }) =>
    schema['contains'] === undefined
      ? []
      : [{ pointer: joinPointer(pointer, 'contains'), times: Number(schema['minContains'] ?? 1) }],
  );
  const needed = contained.flatMap(({ pointer, times }) =>
    Array.from({ length: Math.min(times, 10) }, () => below([pointer], 'typical')),
  );
  const first = Array.from({ length: Math.min(prefix, most) }, (_, index) => itemAt(index));
  const taken = first.length + needed.length;
  const minLength = Math.max(
    0,
    (least === 0 && range === 'typical' && most > 0 && depth < MAX_DEPTH ? 1 : least) - taken,
  );
  const rest = fc.array(itemAt(prefix), {
    minLength: Math.min(minLength, 1000),
    maxLength: Math.max(minLength, Math.min(most, usual) - taken, 0),
    // Without it, fast-check itself keeps arrays to half of these lengths.
    size: 'max',
  });
  const unique = schemas.some(({ schema }) => schema['uniqueItems'] === true);
  return fc.tuple(fc.tuple(...first), fc.tuple(...needed), rest).map(([before, inside, behind]) => {
    const items = [...before, ...inside, ...behind];
    return unique ? items.filter((item, index) => !items.slice(0, index).some((other) => isEqual(other, item))) : items;
  });
}

/** Names with a meaning of their own in some language or format. */
const ODD_NAMES = ['__proto__', 'constructor', 'toString', 'x-assay-unknown', '', ' ', 'a.b', '$where', '日本'];

/** Objects by their members. */
export function objectArbitrary({ contract, schemas, range, depth, made, below }: Composite): fc.Arbitrary<Json> {
  const required = new Set([...requiredNames(schemas), ...(made.present ?? []), ...Object.keys(made.set ?? {})]);
  const absent = new Set(made.absent);
  const most = Math.min(Infinity, ...numbersOf(schemas, 'maxProperties'));
  const least = Math.max(0, ...numbersOf(schemas, 'minProperties'));
  const names = [
    ...new Set([...required, ...(depth < MAX_DEPTH || least > required.size ? knownNames(schemas) : [])]),
  ].filter((name) => !absent.has(name) || required.has(name));
  const members = names.flatMap((name): { name: string; arbitrary: fc.Arbitrary<Json>; needed: boolean }[] => {
    const pointers = schemas.flatMap((subschema) => memberSchemas(subschema, name));
    const needed = required.has(name);
    // A readOnly member is not part of a request (OpenAPI 3.1 §4.8.24).
    if (unconditional(contract, pointers).some(({ schema }) => schema['readOnly'] === true)) return [];
    const own = made.set && Object.hasOwn(made.set, name) ? (made.set[name] as Json) : undefined;
    const fitting = own !== undefined && pointers.every((pointer) => contract.accepts(pointer, own));
    // In the edge range some members stay typical, because one edge value is enough to make a server fail.
    const value = () =>
      pointers.length === 0
        ? anyArbitrary('typical')
        : range === 'edge'
          ? fc.oneof(below(pointers, 'typical'), below(pointers, 'edge'))
          : below(pointers, 'typical');
    return [{ name, needed, arbitrary: fitting ? fc.constant(own) : lazy(value) }];
  });
  const optional = members.filter(({ needed }) => !needed).length;
  const more =
    members.length - optional >= most
      ? []
      : moreMembers({
          below,
          schemas,
          range,
          depth,
          least: Math.max(0, least - members.length),
          known: new Set(names),
          absent,
        });
  // An object with fifty optional members gets only a few of them.
  const weight = optional > 8 ? Math.ceil(optional / 4) - 1 : 1;
  const values = members.map(({ arbitrary, needed }) =>
    needed || least >= members.length
      ? arbitrary
      : fc.oneof({ withCrossShrink: true }, { weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary }),
  );
  return fc.tuple(fc.tuple(...values), fc.tuple(...more)).map(([given, added]) => {
    const object: JsonObject = {};
    const entries = [...members.map(({ name }, index) => [name, given[index]] as const), ...added.flat()];
    for (const [name, value] of entries) {
      if (
        value === undefined ||
        (Object.hasOwn(object, name) && !required.has(name)) ||
        (Object.keys(object).length >= most && !required.has(name))
      )
        continue;
      Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return withDependents(object, schemas);
  });
}

/** Members besides the known ones: those of a map, and unknown ones if the schema is open. */
function moreMembers({
  below,
  schemas,
  range,
  depth,
  least,
  known,
  absent,
}: Pick<Composite, 'below' | 'schemas' | 'range' | 'depth'> & {
  least: number;
  known: Set<string>;
  absent: Set<string>;
}): fc.Arbitrary<(readonly [string, Json])[]>[] {
  const closed = schemas.some(
    ({ schema }) => schema['additionalProperties'] === false || schema['unevaluatedProperties'] === false,
  );
  const patterns = schemas.flatMap(({ schema }) =>
    isObject(schema['patternProperties']) ? Object.keys(schema['patternProperties']) : [],
  );
  const isMap = schemas.some(({ schema }) => isObject(schema['additionalProperties'])) || patterns.length > 0;
  if (depth >= MAX_DEPTH && least === 0) return [];
  const maxLength = Math.max(least, range === 'edge' ? manyAt(depth) : 2);
  const found: fc.Arbitrary<(readonly [string, Json])[]>[] = [];
  const isNew = (name: string): boolean => !known.has(name) && !absent.has(name);
  // A pattern may fit no other names than the known ones.
  const entries = (names: fc.Arbitrary<string>, minLength: number) =>
    fc
      .array(
        bounded(names, isNew).chain((name) => {
          const pointers = schemas.flatMap((subschema) => memberSchemas(subschema, name));
          return (pointers.length > 0 ? below(pointers, range) : anyArbitrary(range)).map(
            (value) => [name, value] as const,
          );
        }),
        { minLength, maxLength, size: 'max' },
      )
      .map((made) => made.filter(([name]) => isNew(name)));
  const typicalName = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 2, maxLength: 8 });
  for (const pattern of patterns) {
    const names = stringMatching(pattern);
    if (names) found.push(entries(names, patterns.length === 1 && closed ? least : 0));
  }
  if (isMap && !closed && schemas.some(({ schema }) => isObject(schema['additionalProperties'])))
    found.push(entries(range === 'edge' ? fc.oneof(typicalName, fc.constantFrom(...ODD_NAMES)) : typicalName, least));
  else if (!closed && (least > 0 || (range === 'edge' && !isMap)))
    found.push(
      fc.oneof(
        { weight: least > 0 ? 0 : 5, arbitrary: fc.constant<(readonly [string, Json])[]>([]) },
        { weight: 1, arbitrary: entries(fc.oneof(typicalName, fc.constantFrom(...ODD_NAMES)), Math.max(1, least)) },
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

/** Satisfies `dependentRequired` where it can; the proof later rejects the rest. */
function withDependents(object: JsonObject, schemas: Subschema[]): JsonObject {
  for (const { schema } of schemas) {
    if (!isObject(schema['dependentRequired'])) continue;
    for (const [trigger, names] of Object.entries(schema['dependentRequired'])) {
      if (!Object.hasOwn(object, trigger) || !Array.isArray(names)) continue;
      // A member that requires others is left out if one of those was not drawn.
      if (!names.every((name) => Object.hasOwn(object, String(name)))) delete object[trigger];
    }
  }
  return object;
}
