import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, lastToken, valueAt } from '../../json/pointer.ts';
import { discriminatorName, mappingTargets } from '../discriminator-mapping.ts';
import { listed } from '../subschemas.ts';
import { isData, isNameMap, pointerOfRef } from '../references.ts';

/**
 * The pointer of the schema for each value of a discriminator (OpenAPI 3.1 §4.8.25): by `mapping`, with a component's name or a
 * reference, or by the schema's own name.
 */
function branchesOf(document: JsonObject, schema: JsonObject, pointer: Pointer): Map<string, Pointer> {
  const { discriminator } = schema;
  const found = new Map<string, Pointer>();
  if (discriminatorName(discriminator) === undefined) return found;
  const branches = ['oneOf', 'anyOf'].flatMap((keyword) => listed({ pointer, schema }, keyword));
  const targets = new Map(
    branches.flatMap((at) => {
      const branch = valueAt(document, at);
      return isObject(branch) && typeof branch['$ref'] === 'string' ? [[pointerOfRef(branch['$ref']), at]] : [];
    }),
  );
  for (const [value, target] of mappingTargets(document, discriminator)) {
    const at = targets.get(target);
    if (at !== undefined) found.set(value, at);
  }
  const mapped = new Set(found.values());
  for (const [target, at] of targets)
    if (!mapped.has(at) && !found.has(lastToken(target))) found.set(lastToken(target), at);
  return found;
}

/** A schema that replaces another, and the pointer that its errors name. */
export type Origins = Map<object, Pointer>;

/**
 * A document in which a choice with a discriminator has only the branch that the value names, so that errors are those of that
 * branch. It accepts at least what the choice accepts. Because a discriminator does not change validity (OpenAPI 3.1.1
 * §4.8.25.1), the original document decides whether a value is valid. Without a discriminator it is the same document.
 */
export function discriminated(document: JsonObject): { document: JsonObject; origins: Origins } {
  const origins: Origins = new Map();
  const seen = new Map<Json, Json>();
  const visit = (node: Json, pointer: Pointer, names: boolean): Json => {
    if (typeof node !== 'object' || node === null) return node;
    const before = seen.get(node);
    if (before !== undefined) return before;
    seen.set(node, node);
    let copy: Json[] | JsonObject | undefined;
    for (const [name, child] of Object.entries(node)) {
      if (!names && !Array.isArray(node) && (isData(name, child) || (name.startsWith('x-') && name !== 'x-dynamic')))
        continue;
      const made = visit(
        child,
        joinPointer(pointer, name),
        (!names && isNameMap(name, child)) || joinPointer(pointer, name) === '#/x-dynamic',
      );
      if (made === child) continue;
      copy ??= Array.isArray(node) ? [...node] : { ...node };
      Object.defineProperty(copy, name, { value: made, enumerable: true, configurable: true, writable: true });
    }
    let result: Json = copy ?? node;
    if (isObject(result) && !names && isObject(result['discriminator']))
      result = chosen(document, result, pointer, origins);
    if (result !== node) origins.set(result, pointer);
    seen.set(node, result);
    return result;
  };
  return { document: visit(document, '#', false) as JsonObject, origins };
}

function chosen(document: JsonObject, schema: JsonObject, pointer: Pointer, origins: Origins): JsonObject {
  const branches = branchesOf(document, schema, pointer);
  const name = (schema['discriminator'] as JsonObject)['propertyName'] as string;
  if (branches.size === 0) return schema;
  const at = joinPointer(pointer, 'discriminator');
  const withOrigin = (made: JsonObject): JsonObject => {
    origins.set(made, at);
    return made;
  };
  const { oneOf: _, anyOf: __, allOf, ...rest } = schema;
  const cases = [...branches].map(([value, branch]): JsonObject => {
    const test = withOrigin({ required: [name], properties: { [name]: withOrigin({ const: value }) } });
    return withOrigin({ if: test, then: withOrigin({ $ref: refOfTarget(document, branch) }) });
  });
  const named = withOrigin({ required: [name], properties: { [name]: withOrigin({ enum: [...branches.keys()] }) } });
  return { ...rest, allOf: [...(Array.isArray(allOf) ? allOf : []), ...cases, named] };
}

/** The schema that a branch refers to, because the new document does not have the branch itself. */
function refOfTarget(document: JsonObject, branch: Pointer): string {
  return (valueAt(document, branch) as { $ref: string }).$ref;
}
