import type { Contract, Operation } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { isJsonType } from '../../http/media-type.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import { typeOf } from '../../json/type-of.ts';
import { resolvePointer } from '../../schema/references.ts';
import { unconditional } from '../../schema/subschemas.ts';
import { typesOf } from '../../schema/keywords.ts';
import { isSuccess } from '../examples.ts';

/**
 * What is known of a value: by its schema, before there is one, or by itself. The rules that find an identifier
 * read both alike.
 */
export interface Shape {
  /** The JSON types that it may have; empty where nothing says. */
  types: readonly string[];
  members: ReadonlyMap<string, Pick<Child, 'clause'>>;
  member(name: string): Shape | undefined;
  /** That of the items; an array that is empty, or says nothing of them, has none. */
  items(): Shape | undefined;
  /** The clause of the items. */
  itemsClause?: Pointer;
  /** Set where only answers have it. */
  isReadOnly?: true;
  /** The component that describes it: the same for two operations that answer with the same thing. */
  component?: Pointer;
}

interface Child {
  clause: Pointer;
}

/** A shape, and the clause that it was read from. */
export interface AnswerShape {
  shape: Shape;
  clause: Pointer;
}

const known = new WeakMap<Contract['document'], Map<Pointer, Shape>>();

/** The shape of values by a schema; each schema is read once for a document. */
export function shapeOfSchema(contract: Contract, pointer: Pointer): Shape {
  const shapes = known.get(contract.document) ?? new Map<Pointer, Shape>();
  known.set(contract.document, shapes);
  const before = shapes.get(pointer);
  if (before) return before;
  // A reference that leads nowhere says nothing; whoever uses the schema reports it.
  const at = resolvePointer(contract.document, pointer)?.pointer ?? pointer;
  const shape = shapes.get(at) ?? readSchema(contract, at);
  shapes.set(at, shape).set(pointer, shape);
  return shape;
}

function readSchema(contract: Contract, at: Pointer): Shape {
  const subschemas = unconditional(contract, [at]);
  const members = new Map<string, Child>();
  for (const { pointer, schema } of subschemas)
    for (const name of Object.keys(isObject(schema['properties']) ? schema['properties'] : {}))
      if (!members.has(name)) members.set(name, { clause: joinPointer(pointer, 'properties', name) });
  const items = subschemas.find(({ schema }) => isObject(schema['items']));
  const stated = typesOf(subschemas) ?? (members.size > 0 ? ['object'] : items ? ['array'] : []);
  return {
    types: [...stated].filter((type) => type !== 'null'),
    members,
    member: (name) => {
      const child = members.get(name);
      return child && shapeOfSchema(contract, child.clause);
    },
    items: () => items && shapeOfSchema(contract, joinPointer(items.pointer, 'items')),
    ...(items && { itemsClause: joinPointer(items.pointer, 'items') }),
    ...(subschemas.some(({ schema }) => schema['readOnly'] === true) && { isReadOnly: true as const }),
    ...(at.startsWith('#/components/schemas/') && { component: at }),
  };
}

/** The shape of a value that is at hand. */
export function shapeOfValue(value: Json, clause: Pointer = '#'): Shape {
  const entries = isObject(value) ? Object.entries(value) : [];
  return {
    types: [Number.isInteger(value) ? 'integer' : typeOf(value)],
    members: new Map(entries.map(([name]) => [name, { clause: joinPointer(clause, name) }])),
    member: (name) => {
      const child = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
      return child === undefined ? undefined : shapeOfValue(child, joinPointer(clause, name));
    },
    items: () =>
      Array.isArray(value) && value[0] !== undefined ? shapeOfValue(value[0], joinPointer(clause, 0)) : undefined,
  };
}

/** The shapes of an operation's documented successes: by their schemas, and by their examples where those say more. */
export function answerShapes(contract: Contract, operation: Operation): AnswerShape[] {
  return operation.responses.filter(isSuccess).flatMap(({ media }) =>
    media
      .filter(({ encodedAs }) => isJsonType(encodedAs) || encodedAs.includes('*'))
      .flatMap(({ schema, examples }): AnswerShape[] => [
        ...[...examples.values()].map((example) => ({
          shape: shapeOfValue(example.value, example.pointer),
          clause: example.pointer,
        })),
        ...(schema ? [{ shape: shapeOfSchema(contract, schema), clause: schema }] : []),
      ]),
  );
}
