import type { Contract } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { forMember } from './subschemas.ts';
import { isObject, joinPointer, valueAt } from '../json/pointer.ts';
import { pointerOfRef } from './references.ts';

/** What a schema lets a value be, whatever the value: as much as is needed to read text by it. */
export interface Shape {
  /** The names of JSON Schema's types; undefined where any will do. */
  types: Set<string> | undefined;
  /** The names that `properties` gives anywhere in it. */
  members: string[];
  /** Whether it speaks of a member: by its name, by a pattern, or by `additionalProperties` that are not refused. */
  admits(name: string): boolean;
  member(name: string): Shape;
  item(): Shape;
  /** Whether the schema holds for a value. */
  accepts(value: Json): boolean;
}

const shapes = new WeakMap<Contract, Map<string, Shape>>();

/** The shape of a schema, of several that apply to the same value, or of none; made once for each. */
export function shapeOf(contract: Contract, schemas: Pointer | readonly Pointer[] = []): Shape {
  let known = shapes.get(contract);
  if (!known) shapes.set(contract, (known = new Map<string, Shape>()));
  const key = typeof schemas === 'string' ? schemas : schemas.join('\n');
  let shape = known.get(key);
  if (!shape) known.set(key, (shape = createShape(contract, [schemas].flat())));
  return shape;
}

function createShape(contract: Contract, schemas: Pointer[]): Shape {
  const all = gather(contract, schemas);
  const below = (pointers: Pointer[]) => shapeOf(contract, pointers);
  return {
    types: intersect(schemas.map((pointer) => typesAt(contract, pointer, new Set()))),
    members: [
      ...new Set(
        all.flatMap(({ schema }) => (isObject(schema['properties']) ? Object.keys(schema['properties']) : [])),
      ),
    ],
    admits: (name) =>
      all.some(
        (subschema) =>
          forMember(subschema, name).length > 0 || (subschema.schema['additionalProperties'] ?? false) === true,
      ),
    member: (name) => below(all.flatMap((subschema) => forMember(subschema, name))),
    item: () =>
      below(all.flatMap(({ pointer, schema }) => (isObject(schema['items']) ? [joinPointer(pointer, 'items')] : []))),
    accepts: (value) => schemas.every((pointer) => contract.accepts(pointer, value)),
  };
}

/** The schemas and all that they bring in, every branch of them. */
function gather(contract: Contract, schemas: Pointer[]): { pointer: Pointer; schema: JsonObject }[] {
  const found = new Map<Pointer, JsonObject>();
  const visit = (pointer: Pointer): void => {
    const schema = valueAt(contract.document, pointer);
    if (found.has(pointer) || !isObject(schema)) return;
    found.set(pointer, schema);
    const { all, oneOf } = branches(pointer, schema);
    [...all, ...oneOf.flat()].forEach(visit);
    for (const name of ['then', 'else']) if (schema[name] !== undefined) visit(joinPointer(pointer, name));
  };
  schemas.forEach(visit);
  return [...found].map(([pointer, schema]) => ({ pointer, schema }));
}

/** The schemas that hold as well, and the groups of which one does. */
function branches(pointer: Pointer, schema: JsonObject): { all: Pointer[]; oneOf: Pointer[][] } {
  const listed = (name: string) =>
    Array.isArray(schema[name]) ? schema[name].map((_, index) => joinPointer(pointer, name, index)) : [];
  const ref =
    typeof schema['$ref'] === 'string' && schema['$ref'].startsWith('#') ? [pointerOfRef(schema['$ref'])] : [];
  return {
    all: [...ref, ...listed('allOf')],
    oneOf: [listed('anyOf'), listed('oneOf')].filter((group) => group.length > 0),
  };
}

function typesAt(contract: Contract, pointer: Pointer, visited: Set<Pointer>): Set<string> | undefined {
  const schema = valueAt(contract.document, pointer);
  if (visited.has(pointer) || !isObject(schema)) return undefined;
  const within = new Set(visited).add(pointer);
  const { all, oneOf } = branches(pointer, schema);
  const groups = oneOf.map((group) => unite(group.map((branch) => typesAt(contract, branch, within))));
  return intersect([ownTypes(schema), ...all.map((branch) => typesAt(contract, branch, within)), ...groups]);
}

function ownTypes({ type, enum: values, const: only }: JsonObject): Set<string> | undefined {
  if (type !== undefined) {
    const names = new Set([type].flat().map(String));
    // Every integer is a number, so that both intersect.
    return names.has('number') ? names.add('integer') : names;
  }
  if (Array.isArray(values)) return new Set(values.map(typeName));
  return only === undefined ? undefined : new Set([typeName(only)]);
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function intersect(sets: (Set<string> | undefined)[]): Set<string> | undefined {
  const known = sets.filter((set) => set !== undefined);
  const [first, ...rest] = known;
  return first && rest.reduce((common, set) => new Set([...common].filter((type) => set.has(type))), first);
}

function unite(sets: (Set<string> | undefined)[]): Set<string> | undefined {
  return sets.some((set) => set === undefined) ? undefined : new Set(sets.flatMap((set) => [...(set ?? [])]));
}
