import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isObject, joinPointer } from '../json/pointer.ts';

/** Adds a schema to the components of a document, under a name that nothing there has. @returns its place */
export function addSchema(document: JsonObject, wanted: string, schema: Json): Pointer {
  const holders = document['swagger'] === undefined ? ['components', 'schemas'] : ['definitions'];
  let holder = document;
  for (const name of holders) {
    const inner = holder[name];
    holder = isObject(inner) ? inner : (holder[name] = {});
  }
  let name = wanted;
  for (let count = 2; Object.hasOwn(holder, name); count += 1) name = `${wanted}-${count}`;
  holder[name] = schema;
  return joinPointer('#', ...holders, name);
}
