import type { JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import { resolvePointer } from '../../schema/references.ts';
import type { SchemaSource } from '../../schema/shape.ts';

/** @throws ContractError: the clause at a pointer is wrong, with a hint */
export type Fail = (pointer: Pointer, message: string, hint: string) => never;

/** An object of the document, and where it stands. */
export interface Node {
  pointer: Pointer;
  value: JsonObject;
}

export type Reader = ReturnType<typeof createReader>;

/** Reads the parts of one document, references followed. */
export function createReader(source: SchemaSource, fail: Fail) {
  const { document } = source;
  /** The object at a pointer, references followed. */
  function object(pointer: Pointer, what: string): Node {
    const found = resolvePointer(document, pointer);
    if (!found) return fail(pointer, `the $ref leads nowhere`, 'Point it at something that the document holds.');
    if (!isObject(found.value)) return fail(found.pointer, `must be ${what}`, `Write an object there (${what}).`);
    return { pointer: found.pointer, value: found.value };
  }
  /** The members of a map from names to objects; none if the map is missing. */
  function members(parent: Node, name: string, what: string): [string, Node][] {
    if (parent.value[name] === undefined) return [];
    const map = object(joinPointer(parent.pointer, name), 'a map');
    return Object.keys(map.value)
      .filter((key) => !key.startsWith('x-') || name === 'headers' || name === 'examples')
      .map((key) => [key, object(joinPointer(map.pointer, key), what)]);
  }
  /** The pointer of a schema, when there is one. */
  function schema(parent: Node): Pointer | undefined {
    const value = parent.value['schema'];
    if (value === undefined) return undefined;
    const pointer = joinPointer(parent.pointer, 'schema');
    if (typeof value !== 'boolean' && !isObject(value))
      fail(pointer, 'must be a schema', 'Write an object or a boolean there (OpenAPI 3.1 §4.8.24).');
    return pointer;
  }
  return { source, document, object, members, schema };
}
