import type { Contract } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { conjoined, listed, named, reachable, type Subschema } from './subschemas.ts';
import { isObject, joinPointer } from '../json/pointer.ts';

/** One constraint of a schema; each member of `required` and `dependentRequired` is one. */
export interface Constraint {
  pointer: Pointer;
  keyword: string;
  member?: string;
}

const KEYWORDS = new Set([
  'type',
  'enum',
  'const',
  'required',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'additionalProperties',
  'dependentRequired',
  'not',
  'oneOf',
  'anyOf',
  'default',
]);
const ONE = ['items', 'contains', 'then', 'else', 'propertyNames', 'unevaluatedItems', 'unevaluatedProperties'];
const MANY = ['anyOf', 'oneOf', 'prefixItems'];
const NAMED = ['properties', 'patternProperties', 'dependentSchemas'];

/** Every constraint of a schema and the schemas that it refers to, each once. The condition of an `if` is not a constraint. */
export function listConstraints(contract: Contract, root: Pointer): Constraint[] {
  const next = (subschema: Subschema): Pointer[] => [
    ...conjoined(subschema),
    ...ONE.filter((name) => isObject(subschema.schema[name])).map((name) => joinPointer(subschema.pointer, name)),
    ...MANY.flatMap((name) => listed(subschema, name)),
    ...NAMED.flatMap((name) => named(subschema, name).map(([, at]) => at)),
  ];
  return reachable(contract.document, [root], next).flatMap(({ pointer, schema }) =>
    Object.entries(schema)
      .filter(([keyword]) => KEYWORDS.has(keyword))
      .flatMap(([keyword, value]) => constraintsOf(joinPointer(pointer, keyword), keyword, value)),
  );
}

function constraintsOf(pointer: Pointer, keyword: string, value: Json): Constraint[] {
  if (keyword === 'required' && Array.isArray(value))
    return value.map((member) => ({ pointer, keyword, member: String(member) }));
  if ((keyword === 'additionalProperties' && value !== false) || (keyword === 'uniqueItems' && value !== true))
    return [];
  return [{ pointer, keyword }];
}
