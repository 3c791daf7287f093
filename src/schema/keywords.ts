import type { Json } from '../model/json.ts';
import { isObject } from '../json/pointer.ts';
import type { Subschema } from './subschemas.ts';

/** The first value of a keyword in the schemas. */
export function keyword(schemas: Subschema[], name: string): Json | undefined {
  return schemas.find(({ schema }) => schema[name] !== undefined)?.schema[name];
}

/** The numbers of a keyword in the schemas. */
export function numbersOf(schemas: Subschema[], name: string): number[] {
  return schemas.map(({ schema }) => schema[name]).filter((value): value is number => typeof value === 'number');
}

/** The types that the schemas allow, or undefined if none restricts them. */
export function typesOf(schemas: Subschema[]): Set<string> | undefined {
  let types: Set<string> | undefined;
  for (const { schema } of schemas) {
    if (schema['type'] === undefined) continue;
    const own = new Set([schema['type']].flat().map(String));
    types = types ? new Set([...narrow(types, own), ...narrow(own, types)]) : own;
  }
  return types;
}

/** Types that other types include: every integer is a number. */
function narrow(types: Set<string>, others: Set<string>): string[] {
  return [...types].filter((type) => others.has(type) || (type === 'integer' && others.has('number')));
}

/** Keywords that restrict values of one type only, in the order in which they decide the type. */
const KEYWORDS_OF_TYPES: [type: string, keywords: string[]][] = [
  ['object', ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties', 'maxProperties']],
  ['array', ['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
  ['string', ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding']],
];

/** The type to which the keywords of the schemas apply, if none names a type. */
export function impliedType(schemas: Subschema[]): string | undefined {
  return KEYWORDS_OF_TYPES.find(([, names]) => names.some((name) => keyword(schemas, name) !== undefined))?.[0];
}

/** The members that the schemas require. */
export function requiredNames(schemas: Subschema[]): Set<string> {
  return new Set(
    schemas.flatMap(({ schema }) => (Array.isArray(schema['required']) ? schema['required'].map(String) : [])),
  );
}

/** The members that `properties` names. */
export function knownNames(schemas: Subschema[]): Set<string> {
  return new Set(
    schemas.flatMap(({ schema }) => (isObject(schema['properties']) ? Object.keys(schema['properties']) : [])),
  );
}
