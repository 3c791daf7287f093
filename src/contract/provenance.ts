import type { Contract, Json, JsonObject, Pointer } from '../model.ts';
import { isObject, joinPointer } from './pointer.ts';
import { statementsOf } from './sources.ts';

/** Schema keywords that constrain a value (JSON Schema 2020-12 validation §6 and §7), and `default`, which documents speak of. */
const CONSTRAINTS = [
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
  'oneOf',
  'anyOf',
  'not',
  'default',
];

/** Keywords under which further schemas stand: one, a list, or a map of them. */
const SUBSCHEMAS = [
  'items',
  'additionalProperties',
  'contains',
  'then',
  'else',
  'allOf',
  'anyOf',
  'oneOf',
  'prefixItems',
  'properties',
  'patternProperties',
  'dependentSchemas',
];

/**
 * The clauses of a contract that rest on nothing: neither they nor the object that holds them say where they come from
 * (`x-source`) or why they were read into the documents (`x-inferred`). Operations, parameters, bodies, media types,
 * responses, headers, security schemes, examples and each constraint of each schema are clauses.
 */
export function unsourced(contract: Contract): Pointer[] {
  const found: Pointer[] = [];
  const seen = new Set<Pointer>();
  const own = (pointer: Pointer) => statementsOf(contract.resolve(pointer).value, contract.resolve(pointer).pointer, contract.documents);
  const needs = (pointer: Pointer) => {
    if (own(pointer).every(({ clauses }) => clauses)) found.push(pointer);
  };
  const schema = (at: Pointer): void => {
    const { pointer, value } = contract.resolve(at);
    if (seen.has(pointer) || !isObject(value)) return;
    seen.add(pointer);
    const statements = own(pointer);
    for (const keyword of CONSTRAINTS) {
      if (value[keyword] === undefined) continue;
      if (!statements.some(({ clauses }) => !clauses || clauses.includes(keyword))) found.push(joinPointer(pointer, keyword));
    }
    if (value['if'] !== undefined) needs(joinPointer(pointer, 'if'));
    for (const child of children(pointer, value)) schema(child);
  };

  for (const operation of contract.operations) {
    needs(operation.pointer);
    for (const parameter of operation.parameters) {
      needs(parameter.pointer);
      if (parameter.schema) schema(parameter.schema);
    }
    for (const scheme of operation.security.flat()) needs(scheme.pointer);
    const { body } = operation;
    if (body) needs(body.pointer);
    for (const response of operation.responses) {
      needs(response.pointer);
      for (const header of response.headers) {
        needs(header.pointer);
        if (header.schema) schema(header.schema);
      }
    }
    for (const media of [...(body?.media ?? []), ...operation.responses.flatMap((response) => response.media)]) {
      needs(media.pointer);
      if (media.schema) schema(media.schema);
      for (const example of media.examples.values()) needs(example.pointer.replace(/\/value$/, ''));
    }
  }
  return [...new Set(found)];
}

function children(pointer: Pointer, value: JsonObject): Pointer[] {
  return SUBSCHEMAS.flatMap((keyword) => {
    const inner: Json | undefined = value[keyword];
    const at = joinPointer(pointer, keyword);
    if (Array.isArray(inner)) return inner.map((_, index) => joinPointer(at, index));
    if (!isObject(inner)) return [];
    return ['properties', 'patternProperties', 'dependentSchemas'].includes(keyword) ? Object.keys(inner).map((name) => joinPointer(at, name)) : [at];
  });
}
