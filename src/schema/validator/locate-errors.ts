import type { ErrorObject } from 'ajv';
import type { SchemaError } from '../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { exactInteger } from '../../json/exact-integers.ts';
import { joinPointer } from '../../json/pointer.ts';

/** Converts AJV's errors to errors with their place in the document. */
export function locateErrors(
  document: JsonObject,
): (errors: ErrorObject[], schema: Pointer, origins?: ReadonlyMap<object, Pointer>) => SchemaError[] {
  let pointers: ReadonlyMap<object, Pointer> | undefined;
  return (errors, schema, origins = new Map()) => {
    const known = (pointers ??= indexPointers(document));
    const pointerOf = (part: object) => known.get(part) ?? origins.get(part);
    // A failed condition adds nothing to the errors of its branch.
    const own = errors.filter(
      ({ keyword, parentSchema }) => keyword !== 'if' || !parentSchema || known.has(parentSchema),
    );
    return own.map((error) => describe(error, pointerOf, schema));
  };
}

/** The pointer of each object of the document, by identity: AJV's schemaPath is relative to the last `$ref`. */
export function indexPointers(document: JsonObject): Map<object, Pointer> {
  const index = new Map<object, Pointer>();
  const waiting: [Json, Pointer][] = [[document, '#']];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, pointer] = next;
    if (typeof value !== 'object' || value === null || index.has(value)) continue;
    index.set(value, pointer);
    for (const [name, child] of Object.entries(value)) waiting.push([child, joinPointer(pointer, name)]);
  }
  return index;
}

function describe(error: ErrorObject, pointerOf: (part: object) => Pointer | undefined, schema: Pointer): SchemaError {
  const parent: JsonObject | undefined = error.parentSchema;
  const base = (parent && pointerOf(parent)) ?? schema;
  const member = missingMember(error);
  const digits = exactInteger(parent, error.keyword);
  const instance = `#${error.instancePath}`;
  return {
    pointer: joinPointer(base, error.keyword),
    keyword: error.keyword,
    at: member === undefined ? instance : joinPointer(instance, member),
    message: isForbidden(error) ? 'must not be there' : (error.message ?? `breaks ${error.keyword}`),
    expected: parent?.[error.keyword] ?? null,
    ...(digits !== undefined && { digits: String(digits) }),
  };
}

/** Whether an error names a member that no schema allows: what AJV says is of the object around it. */
function isForbidden({ params }: ErrorObject): boolean {
  return 'additionalProperty' in params || 'unevaluatedProperty' in params;
}

/** The member that `required`, `additionalProperties` and similar keywords name. */
function missingMember(error: ErrorObject): string | undefined {
  const { params } = error as { params: Record<string, unknown> };
  const member = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  return typeof member === 'string' ? member : undefined;
}
