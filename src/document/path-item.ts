import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isObject, joinPointer } from '../json/pointer.ts';
import { resolvePointer } from '../schema/references.ts';

/** The methods that have a field of their own in a Path Item Object: OpenAPI 3.1 §4.8.9, and `query` of OpenAPI 3.2. */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** An operation's place in a Path Item Object. */
export interface OperationPlace {
  /** The method of the request: `GET`, or a name of `additionalOperations` as it is written. */
  method: string;
  pointer: Pointer;
  /** The object that holds the operation, and the operation's name in it. */
  parent: JsonObject;
  name: string;
  value: Json;
}

/** Every operation of a path item: first {@link METHODS}, then the `additionalOperations` of OpenAPI 3.2. */
export function listOperations(document: JsonObject, item: JsonObject, at: Pointer): OperationPlace[] {
  const placesIn = (parent: JsonObject, pointer: Pointer, names: string[], methodOf: (name: string) => string) =>
    names.flatMap((name): OperationPlace[] => {
      const value = parent[name];
      if (value === undefined) return [];
      return [{ method: methodOf(name), pointer: joinPointer(pointer, name), parent, name, value }];
    });
  const listed = placesIn(item, at, METHODS, (name) => name.toUpperCase());
  if (item['additionalOperations'] === undefined) return listed;
  const additional = resolvePointer(document, joinPointer(at, 'additionalOperations'));
  if (!additional || !isObject(additional.value)) return listed;
  const names = Object.keys(additional.value).filter((name) => !name.startsWith('x-'));
  return [...listed, ...placesIn(additional.value, additional.pointer, names, (name) => name)];
}
