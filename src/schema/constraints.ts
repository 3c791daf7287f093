import type { Contract } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { isObject, joinPointer, valueAt } from '../json/pointer.ts';
import { pointerOfRef } from './references.ts';

/** One constraint of a schema; of `required` and `dependentRequired`, one member of it. */
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
const MANY = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const NAMED = ['properties', 'patternProperties', 'dependentSchemas'];

/** Every constraint that a schema holds, through its references, each once. The condition of an `if` constrains nothing. */
export function listConstraints(contract: Contract, root: Pointer): Constraint[] {
  const found: Constraint[] = [];
  const seen = new Set<Pointer>();
  const visit = (pointer: Pointer): void => {
    const schema = valueAt(contract.document, pointer);
    if (seen.has(pointer) || !isObject(schema)) return;
    seen.add(pointer);
    for (const keyword of Object.keys(schema))
      if (KEYWORDS.has(keyword))
        found.push(...constraintsOf(joinPointer(pointer, keyword), keyword, schema[keyword] as Json));
    if (typeof schema['$ref'] === 'string' && schema['$ref'].startsWith('#')) visit(pointerOfRef(schema['$ref']));
    for (const keyword of ONE) if (isObject(schema[keyword])) visit(joinPointer(pointer, keyword));
    for (const keyword of MANY)
      if (Array.isArray(schema[keyword]))
        schema[keyword].forEach((_, index) => visit(joinPointer(pointer, keyword, index)));
    for (const keyword of NAMED)
      if (isObject(schema[keyword]))
        for (const name of Object.keys(schema[keyword])) visit(joinPointer(pointer, keyword, name));
  };
  visit(root);
  return found;
}

function constraintsOf(pointer: Pointer, keyword: string, value: Json): Constraint[] {
  if (keyword === 'required' && Array.isArray(value))
    return value.map((member) => ({ pointer, keyword, member: String(member) }));
  if ((keyword === 'additionalProperties' && value !== false) || (keyword === 'uniqueItems' && value !== true))
    return [];
  return [{ pointer, keyword }];
}
