import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, lastToken, ownMember, parentPointer, valueAt } from '../../json/pointer.ts';
import type { RepairWarning } from '../moves.ts';
import { splitDescription, swaggerSchema } from './swagger-2-schemas.ts';

/** A parameter of Swagger, and its pointer. */
export interface Given {
  pointer: Pointer;
  value: JsonObject;
  /** Set if it was reached by a reference. */
  ref?: string;
}

/** What the parts of a document are converted with. `moves` has the old pointer of each part that moved, by its new pointer. */
export interface Context {
  swagger: JsonObject;
  moves: Map<Pointer, Pointer>;
  consumes: string[] | undefined;
  produces: string[] | undefined;
}

/** `#/responses/NotFound` of a `$ref` to it. */
export function sharedPointer(value: JsonObject, group: string): Pointer | undefined {
  const { $ref: ref } = value;
  return typeof ref === 'string' && ref.startsWith(`#/${group}/`) ? ref : undefined;
}

/** The parameters of a list, references to shared ones followed. */
export function listParameters(listed: Json | undefined, at: Pointer, { swagger }: Context): Given[] {
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((value, index): Given[] => {
    if (!isObject(value)) return [];
    const shared = sharedPointer(value, 'parameters');
    const found = shared && valueAt(swagger, shared);
    return shared && isObject(found)
      ? [{ pointer: shared, value: found, ref: shared }]
      : [{ pointer: joinPointer(at, index), value }];
  });
}

/** Those that are no part of a body, as OpenAPI 3 writes them. */
export function plainParameters(given: Given[], at: Pointer, moves: Map<Pointer, Pointer>): Json[] {
  return given
    .filter(({ value }) => !isBody(value))
    .map(({ pointer, value, ref }, index) => {
      const to = joinPointer(at, index);
      if (ref !== undefined) return { $ref: joinPointer('#/components/parameters', lastToken(ref)) };
      return parameter(value, to, pointer, moves);
    });
}

/** Whether it is a body, or a field of a form. */
export function isBody({ in: where }: JsonObject): boolean {
  return where === 'body' || where === 'formData';
}

/** Each `collectionFormat` as a style of OpenAPI 3. */
export const STYLES: Record<string, JsonObject> = {
  csv: { explode: false },
  ssv: { style: 'spaceDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
  multi: { style: 'form', explode: true },
};

/** The lists whose `collectionFormat`, such as `tsv`, has no style in OpenAPI 3. How one of several items is written is a guess. */
export function unknownFormats(swagger: JsonObject, moves: ReadonlyMap<Pointer, Pointer>): RepairWarning[] {
  return [...moves].flatMap(([to, at]): RepairWarning[] => {
    const given = valueAt(swagger, at);
    if (!isObject(given) || given['type'] !== 'array' || moves.get(parentPointer(to)) === at) return [];
    const format = given['collectionFormat'] ?? 'csv';
    if (typeof format === 'string' && ownMember(STYLES, format)) return [];
    const message = `has the collectionFormat ${JSON.stringify(format)}, which no style of OpenAPI 3 writes; each item is sent by itself`;
    return [{ pointer: to, message, guess: to }];
  });
}

/** A parameter outside of the body. */
export function parameter(value: JsonObject, to: Pointer, at: Pointer, moves: Map<Pointer, Pointer>): JsonObject {
  moves.set(to, at);
  if (typeof value['$ref'] === 'string') return value;
  moves.set(joinPointer(to, 'schema'), at);
  const { about, schema } = splitDescription(value);
  const style = schema['type'] === 'array' ? STYLES[String(value['collectionFormat'] ?? 'csv')] : undefined;
  const example = value['x-example'] ?? schema['example'];
  delete schema['example'];
  return { ...about, ...style, schema: swaggerSchema(schema), ...(example !== undefined && { example }) };
}
