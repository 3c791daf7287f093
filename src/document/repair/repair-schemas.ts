import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { nearestWord } from '../../text/did-you-mean.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import type { RepairWarning } from '../moves.ts';
import { isData, isNameMap } from '../../schema/references.ts';

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

/** Types that JSON Schema does not have, with their plain meaning. */
const MEANT: Record<string, JsonObject> = {
  any: {},
  int: { type: 'integer' },
  int32: { type: 'integer' },
  int64: { type: 'integer' },
  long: { type: 'integer' },
  float: { type: 'number' },
  double: { type: 'number' },
  decimal: { type: 'number' },
  bool: { type: 'boolean' },
  str: { type: 'string' },
  text: { type: 'string' },
  file: { type: 'string' },
  binary: { type: 'string' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  'date-time': { type: 'string', format: 'date-time' },
  timestamp: { type: 'string' },
  uuid: { type: 'string', format: 'uuid' },
  uri: { type: 'string', format: 'uri' },
  url: { type: 'string' },
  email: { type: 'string', format: 'email' },
  password: { type: 'string', format: 'password' },
  list: { type: 'array' },
  map: { type: 'object' },
  hash: { type: 'object' },
  dict: { type: 'object' },
};

const isNumber = (value: Json) => typeof value === 'number';
const isCount = (value: Json) => Number.isInteger(value) && (value as number) >= 0;
const isSchema = (value: Json) => isObject(value) || typeof value === 'boolean';
const isSchemas = (value: Json) => Array.isArray(value) && value.length > 0;

/** What the value of a keyword must be (JSON Schema 2020-12 Validation §6). With any other value the schema cannot be compiled. */
const KEYWORDS: Record<string, (value: Json) => boolean> = {
  required: (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
  properties: isObject,
  patternProperties: isObject,
  enum: Array.isArray,
  allOf: isSchemas,
  anyOf: isSchemas,
  oneOf: isSchemas,
  items: isSchema,
  additionalProperties: isSchema,
  not: isSchema,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  multipleOf: (value) => typeof value === 'number' && value > 0,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  uniqueItems: (value) => typeof value === 'boolean',
  pattern: (value) => typeof value === 'string',
  format: (value) => typeof value === 'string',
};

const ONE = new Set([
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
const LIST = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAP = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);

/** In draft-05, which OpenAPI 3.0 uses, `enum` needs a value; since draft-06 an empty `enum` is a schema that allows nothing. */
const KEYWORDS_OF_OPENAPI_30: typeof KEYWORDS = { ...KEYWORDS, enum: isSchemas };

interface RepairContext {
  keywords: typeof KEYWORDS;
  warnings: RepairWarning[];
  done: Set<Json>;
}

/**
 * Repairs the schemas of a 3.1 document; `repairDocument` repairs the rest.
 * @param version the version of OpenAPI that it was written in
 */
export function repairSchemas(document: JsonObject, version = '3.1.0'): { warnings: RepairWarning[] } {
  const keywords = version.startsWith('3.0') ? KEYWORDS_OF_OPENAPI_30 : KEYWORDS;
  const context: RepairContext = { keywords, warnings: [], done: new Set() };
  const waiting: [node: Json, pointer: Pointer, names: boolean][] = [[document, '#', false]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, pointer, names] = next;
    if (typeof node !== 'object' || node === null || context.done.has(node)) continue;
    context.done.add(node);
    const entries = Object.entries(node);
    // In reverse, so that the schemas are visited in the order of the document.
    for (const [name, child] of entries.reverse()) {
      if (!names && (isData(name, child) || name.startsWith('x-'))) continue;
      const at = joinPointer(pointer, name);
      if (!names && name === 'schema') repairMember(context, node, name, at);
      else if (!names && name === 'schemas' && isObject(child))
        for (const key of Object.keys(child)) repairMember(context, child, key, joinPointer(at, key));
      else waiting.push([child, at, !names && isNameMap(name, child)]);
    }
  }
  return { warnings: context.warnings };
}

/** Repairs a schema in its parent. A value that is not a schema becomes one that accepts anything. */
function repairMember(context: RepairContext, parent: JsonObject | Json[], name: string, pointer: Pointer): void {
  const holder = parent as JsonObject;
  const schema = holder[name] as Json;
  if (isObject(schema)) repairSchema(context, schema, pointer);
  else if (typeof schema !== 'boolean') {
    holder[name] = {};
    context.warnings.push({
      pointer,
      message: `${schema === null ? 'is empty' : 'is no schema'}, and was taken for one that accepts anything`,
    });
  }
}

function repairSchema(context: RepairContext, schema: JsonObject, pointer: Pointer): void {
  if (context.done.has(schema)) return;
  context.done.add(schema);
  repairType(context, schema, pointer);
  repairLimits(context, schema, pointer);
  notePatterns(context, schema, pointer);
  for (const [name, value] of Object.entries(schema)) {
    const isFine = Object.hasOwn(context.keywords, name) ? context.keywords[name] : undefined;
    if (!isFine || isFine(value)) continue;
    const at = joinPointer(pointer, name);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
    if (!Number.isNaN(number) && isFine(number)) {
      schema[name] = number;
      context.warnings.push({
        pointer: at,
        message: `is the text ${JSON.stringify(value)}, read as a number`,
        guess: at,
      });
      continue;
    }
    delete schema[name];
    // Tuples were lists of items until 2020-12.
    const isTuple = name === 'items' && Array.isArray(value) && value.length > 0;
    if (isTuple) schema['prefixItems'] ??= value;
    context.warnings.push({
      pointer: at,
      message:
        name === 'items' && Array.isArray(value)
          ? 'is a list, and was read as `prefixItems`'
          : `cannot be ${kind(value)}, and was left out`,
      ...(isTuple && { guess: joinPointer(pointer, 'prefixItems') }),
    });
  }
  for (const [name, value] of Object.entries(schema)) {
    const at = joinPointer(pointer, name);
    if (ONE.has(name)) repairMember(context, schema, name, at);
    else if (LIST.has(name) && Array.isArray(value))
      value.forEach((_, index) => repairMember(context, value, String(index), joinPointer(at, index)));
    else if (MAP.has(name) && isObject(value))
      for (const key of Object.keys(value)) repairMember(context, value, key, joinPointer(at, key));
  }
}

function repairType(context: RepairContext, schema: JsonObject, pointer: Pointer): void {
  const at = joinPointer(pointer, 'type');
  const { type } = schema;
  if (type === null) {
    // YAML reads `type: null` as the value null.
    schema['type'] = 'null';
    return;
  }
  const nullable = schema['nullable'] === true && type !== undefined;
  if (schema['nullable'] !== undefined) delete schema['nullable'];
  if (type === undefined) return;
  const listed = Array.isArray(type) ? type : [type];
  const repaired = listed.flatMap((given): string[] => {
    if (typeof given === 'string' && TYPES.includes(given)) return [given];
    const word = String(given).toLowerCase();
    const meant = TYPES.includes(word) ? { type: word } : Object.hasOwn(MEANT, word) ? MEANT[word] : undefined;
    if (!meant) {
      const near = nearestWord(word, TYPES);
      // Left as it is: only this schema cannot be used, the others can.
      const hint = near ? `did you mean ${near}?` : `there are ${TYPES.join(', ')}`;
      context.warnings.push({
        pointer: at,
        message: `${JSON.stringify(given)} is no type (${hint}), so that nothing can be held to the schema`,
      });
      return [String(given)];
    }
    const { type: as, ...format } = meant as { type?: string; format?: string };
    for (const [name, value] of Object.entries(format)) schema[name] ??= value;
    context.warnings.push({
      pointer: at,
      message: `${JSON.stringify(given)} is no type, and was read as ${as ?? 'anything'}`,
      guess: at,
    });
    return as === undefined ? TYPES : [as];
  });
  if (repaired.length >= TYPES.length) delete schema['type'];
  else if (nullable && !repaired.includes('null')) {
    schema['type'] = [...repaired, 'null'];
    context.warnings.push({
      pointer: joinPointer(pointer, 'nullable'),
      message: 'is of OpenAPI 3.0, and was read as the type null beside the others',
    });
  } else if (repaired.some((name, index) => name !== listed[index]))
    schema['type'] = repaired.length === 1 ? (repaired[0] as string) : [...new Set(repaired)];
}

/** `exclusiveMinimum: true` beside `minimum`, the form of OpenAPI 3.0. */
function repairLimits(context: RepairContext, schema: JsonObject, pointer: Pointer): void {
  for (const [exclusive, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const value = schema[exclusive];
    if (typeof value !== 'boolean') continue;
    delete schema[exclusive];
    context.warnings.push({
      pointer: joinPointer(pointer, exclusive),
      message: `is of OpenAPI 3.0, and was read as it is meant there`,
    });
    if (!value || typeof schema[limit] !== 'number') continue;
    schema[exclusive] = schema[limit];
    delete schema[limit];
  }
}

/** JSON Schema 2020-12 Core §6.4 asks for the flag u, which forbids some common spellings. */
function notePatterns(context: RepairContext, { pattern, patternProperties }: JsonObject, pointer: Pointer): void {
  const named = isObject(patternProperties)
    ? Object.keys(patternProperties).map((name): [string, Pointer] => [
        name,
        joinPointer(pointer, 'patternProperties', name),
      ])
    : [];
  for (const [source, at] of [
    ...(typeof pattern === 'string' ? [[pattern, joinPointer(pointer, 'pattern')] as const] : []),
    ...named,
  ])
    if (!isRegExp(source, 'u') && isRegExp(source))
      context.warnings.push({ pointer: at, message: 'is no pattern with the flag u, and was read without it' });
}

function isRegExp(source: string, flags = ''): boolean {
  try {
    return Boolean(new RegExp(source, flags));
  } catch {
    return false;
  }
}

function kind(value: Json): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'this list';
  return isObject(value) ? 'an object' : JSON.stringify(value);
}
