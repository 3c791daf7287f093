import type { Contract } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isObject, joinPointer, valueAt } from '../json/pointer.ts';
import { knownNames, requiredNames } from './keywords.ts';
import {
  conjoined,
  describesMember,
  itemSchemas,
  listed,
  memberSchemas,
  reachable,
  type Subschema,
} from './subschemas.ts';

/** The types and members that a schema allows, as far as the decoding of text needs them. */
export interface Shape {
  /** The allowed types; undefined if every type is allowed. */
  types: Set<string> | undefined;
  /** All names in its `properties`. */
  members: string[];
  /** Whether it describes a member: by its name, by a pattern, or by `additionalProperties` other than false. */
  admits(name: string): boolean;
  member(name: string): Shape;
  item(): Shape;
  /** Whether a member is required whatever the value is. */
  requires(name: string): boolean;
  /** The members of its XML Objects (OpenAPI 3.1 §4.8.26); empty if it has none. */
  xml: JsonObject;
  /** The name of its component, if it is one. */
  name: string | undefined;
  /** Whether a value conforms to the schema. */
  accepts(value: Json): boolean;
}

/** What a shape is read from. */
export type SchemaSource = Pick<Contract, 'document' | 'accepts'>;

const shapes = new WeakMap<SchemaSource, Map<string, Shape>>();

/** The shape of a schema, of several schemas for the same value, or of none; cached. */
export function shapeOf(contract: SchemaSource, schemas: Pointer | readonly Pointer[] = []): Shape {
  let known = shapes.get(contract);
  if (!known) shapes.set(contract, (known = new Map<string, Shape>()));
  const key = typeof schemas === 'string' ? schemas : schemas.join('\n');
  let shape = known.get(key);
  if (!shape) known.set(key, (shape = createShape(contract, [schemas].flat())));
  return shape;
}

function createShape(contract: SchemaSource, schemas: Pointer[]): Shape {
  const all = reachable(contract.document, schemas, everyBranch);
  const below = (pointers: Pointer[]) => shapeOf(contract, pointers);
  const always = reachable(contract.document, schemas, conjoined);
  const required = requiredNames(always);
  return {
    requires: (name) => required.has(name),
    xml: Object.assign(
      {},
      ...all.map(({ schema }) => (isObject(schema['xml']) ? schema['xml'] : {})).reverse(),
    ) as JsonObject,
    name: always.map(({ pointer }) => COMPONENT.exec(pointer)?.[1]).find((name) => name !== undefined),
    types: intersect(schemas.map((pointer) => typesAt(contract, pointer))),
    members: [...knownNames(all)],
    admits: (name) => all.some((subschema) => describesMember(subschema, name)),
    member: (name) => below(all.flatMap((subschema) => memberSchemas(subschema, name))),
    item: () => below(all.flatMap((subschema) => itemSchemas(subschema, Infinity))),
    accepts: (value) => schemas.every((pointer) => contract.accepts(pointer, value)),
  };
}

const COMPONENT = /^#\/components\/schemas\/([^/~]+)$/;

/** The schemas that apply to the same value, and those that may apply: every branch of each choice. */
function everyBranch(subschema: Subschema): Pointer[] {
  const { pointer, schema } = subschema;
  const conditional = ['then', 'else'].filter((name) => schema[name] !== undefined);
  return [
    ...conjoined(subschema),
    ...choices(subschema).flat(),
    ...conditional.map((name) => joinPointer(pointer, name)),
  ];
}

/** The groups of schemas of which one applies. */
function choices(subschema: Subschema): Pointer[][] {
  return ['anyOf', 'oneOf'].map((keyword) => listed(subschema, keyword)).filter((group) => group.length > 0);
}

const typesByPointer = new WeakMap<SchemaSource, Map<Pointer, Set<string> | undefined>>();

/** The types that a schema allows; cached, because many branches may lead to the same schema. */
function typesAt(contract: SchemaSource, pointer: Pointer): Set<string> | undefined {
  let known = typesByPointer.get(contract);
  if (!known) typesByPointer.set(contract, (known = new Map<Pointer, Set<string> | undefined>()));
  if (known.has(pointer)) return known.get(pointer);
  const schema = valueAt(contract.document, pointer);
  if (!isObject(schema)) return undefined;
  // A recursive reference adds nothing.
  known.set(pointer, undefined);
  const types = (pointers: Pointer[]) => pointers.map((branch) => typesAt(contract, branch));
  const found = intersect([
    ownTypes(schema),
    ...types(conjoined({ pointer, schema })),
    ...choices({ pointer, schema }).map((group) => unite(types(group))),
  ]);
  known.set(pointer, found);
  return found;
}

function ownTypes({ type, enum: values, const: only }: JsonObject): Set<string> | undefined {
  if (type !== undefined) {
    const names = new Set([type].flat().map(String));
    // Every integer is a number, so both types intersect.
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
