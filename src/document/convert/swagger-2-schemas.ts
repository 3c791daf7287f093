import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonType } from '../../http/media-type.ts';
import { isObject } from '../../json/pointer.ts';

/** Members of a schema that hold one schema, a list of them, or a map to them (Swagger 2.0, Schema Object). */
const ONE = new Set(['items', 'additionalItems', 'additionalProperties', 'not']);
const LIST = new Set(['allOf', 'anyOf', 'oneOf']);
const MAP = new Set(['properties', 'patternProperties']);

/** Converts a schema of Swagger 2.0 to OpenAPI 3.0. Data in it stays as it is. */
export function swaggerSchema(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const converted: JsonObject = {};
  for (const [name, value] of Object.entries(schema)) {
    if (ONE.has(name)) converted[name] = Array.isArray(value) ? value.map(swaggerSchema) : swaggerSchema(value);
    else if (LIST.has(name) && Array.isArray(value)) converted[name] = value.map(swaggerSchema);
    else if (MAP.has(name) && isObject(value))
      converted[name] = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, swaggerSchema(child)]));
    else if (name === '$ref' && typeof value === 'string')
      converted[name] = value.replace(/^#\/definitions\//, '#/components/schemas/');
    else if (name === 'discriminator' && typeof value === 'string') converted[name] = { propertyName: value };
    else if (name === 'x-nullable' && value === true) converted['nullable'] = true;
    else if (name !== 'collectionFormat') converted[name] = value;
  }
  if (converted['type'] === 'file') Object.assign(converted, { type: 'string', format: 'binary' });
  return converted;
}

/** Splits a parameter or header into its description and the schema of its values. */
export function splitDescription(value: JsonObject): { about: JsonObject; schema: JsonObject } {
  const about: JsonObject = {};
  const schema: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    if (['collectionFormat', 'x-example', 'x-examples'].includes(name)) continue;
    const isAbout =
      ['name', 'in', 'description', 'required', 'allowEmptyValue'].includes(name) ||
      (name.startsWith('x-') && name !== 'x-nullable');
    (isAbout ? about : schema)[name] = member;
  }
  return { about, schema };
}

/** The content of a response: its schema for each produced media type, and each example for its media type. */
export function swaggerMedia(schema: Json | undefined, examples: Json | undefined, produces: string[]): JsonObject {
  const content: JsonObject = {};
  const isFile = isObject(schema) && schema['type'] === 'file';
  const types =
    isFile && produces.every((type) => type === 'application/json') ? ['application/octet-stream'] : produces;
  if (schema !== undefined) for (const type of types) content[type] = { schema: swaggerSchema(schema) };
  for (const [type, example] of Object.entries(isObject(examples) ? examples : {})) {
    if (!type.includes('/')) continue;
    const value = isJsonType(type) ? parsed(example) : example;
    const media = content[type];
    content[type] = {
      ...(isObject(media) ? media : schema === undefined ? {} : { schema: swaggerSchema(schema) }),
      example: value,
    };
  }
  return content;
}

/** JSON examples are often written as a text. */
function parsed(example: Json): Json {
  if (typeof example !== 'string' || !/^\s*[{[]/.test(example)) return example;
  try {
    return JSON.parse(example) as Json;
  } catch {
    return example;
  }
}
