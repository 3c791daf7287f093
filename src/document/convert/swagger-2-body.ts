import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import { STYLES, type Given } from './swagger-2-parameters.ts';
import { splitDescription, swaggerSchema } from './swagger-2-schemas.ts';

const FORM_TYPES = ['multipart/form-data', 'application/x-www-form-urlencoded'];

/** The request body that parameters describe: one in `body`, or a form of those in `formData`; undefined where they describe none. */
export function requestBody(
  given: Given[],
  to: Pointer,
  consumes: string[] | undefined,
  moves: Map<Pointer, Pointer>,
): JsonObject | undefined {
  const body = given.findLast(({ value }) => value['in'] === 'body');
  if (body) {
    const { schema, description, required, 'x-example': example, 'x-examples': examples } = body.value;
    moves.set(to, body.pointer);
    const content = (consumes ?? ['application/json']).map((type) => {
      const at = joinPointer(to, 'content', type);
      moves.set(at, body.pointer);
      moves.set(joinPointer(at, 'schema'), joinPointer(body.pointer, 'schema'));
      const own = example ?? (isObject(examples) ? examples[type] : undefined);
      return [
        type,
        { ...(schema !== undefined && { schema: swaggerSchema(schema) }), ...(own !== undefined && { example: own }) },
      ] as const;
    });
    return {
      ...(description !== undefined && { description }),
      ...(required === true && { required }),
      content: Object.fromEntries(content),
    };
  }
  const fields = given.filter(({ value }) => value['in'] === 'formData' && typeof value['name'] === 'string');
  if (fields.length === 0) return undefined;
  const isUpload = fields.some(({ value }) => value['type'] === 'file');
  const listed = (consumes ?? []).filter((type) => FORM_TYPES.includes(type));
  const types = listed.length > 0 ? listed : [isUpload ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
  const names = fields.filter(({ value }) => value['required'] === true).map(({ value }) => String(value['name']));
  const properties = fields.map(({ value }): [string, Json] => {
    const { about, schema } = splitDescription(value);
    const converted = swaggerSchema(schema) as JsonObject;
    return [
      String(value['name']),
      { ...converted, ...(about['description'] !== undefined && { description: about['description'] }) },
    ];
  });
  const schema: JsonObject = {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(names.length > 0 && { required: names }),
  };
  moves.set(to, fields[0]?.pointer ?? '#');
  // By default Swagger joins the values of a list by commas; OpenAPI repeats the field.
  const joined = fields.filter(({ value }) => value['type'] === 'array' && value['collectionFormat'] !== 'multi');
  const encoding = Object.fromEntries(
    joined.map(({ value }): [string, Json] => [
      String(value['name']),
      STYLES[String(value['collectionFormat'] ?? 'csv')] ?? {},
    ]),
  );
  for (const type of types)
    for (const { pointer, value } of fields)
      moves.set(joinPointer(to, 'content', type, 'schema', 'properties', String(value['name'])), pointer);
  return {
    ...(names.length > 0 && { required: true }),
    content: Object.fromEntries(
      types.map((type) => [
        type,
        { schema: structuredClone(schema), ...(joined.length > 0 && type !== FORM_TYPES[0] && { encoding }) },
      ]),
    ),
  };
}
