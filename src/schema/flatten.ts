import type { Contract } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import type { Subschema } from './subschemas.ts';
import { isObject, joinPointer, lastToken, valueAt } from '../json/pointer.ts';
import { createPattern } from './pattern/pattern.ts';
import { pointerOfRef } from './references.ts';

/** The schemas that a value has to conform to, references and `allOf` followed, and the choices that are left to make. */
export interface Flat {
  schemas: Subschema[];
  choices: Choice[];
  /** Set where a schema is `false`: there is no such value. */
  never: boolean;
}

/** Schemas of which one is taken, and the keyword that says so. */
export interface Choice {
  key: Pointer;
  branches: Branch[];
}

/** One way to go on: what it brings in, and what it makes of members. */
export interface Branch {
  pointers: Pointer[];
  /** Members with the one value that leads here: that of a discriminator. */
  set?: JsonObject;
  /** Members that have to be there, or not. */
  present?: string[];
  absent?: string[];
}

/** @param taken the keys of the choices that were made already */
export function flatten(contract: Contract, pointers: Pointer[], taken: ReadonlySet<Pointer>): Flat {
  const flat: Flat = { schemas: [], choices: [], never: false };
  const seen = new Set<Pointer>();
  const visit = (pointer: Pointer): void => {
    if (seen.has(pointer)) return;
    seen.add(pointer);
    const schema = valueAt(contract.document, pointer);
    if (schema === false) flat.never = true;
    if (!isObject(schema)) return;
    flat.schemas.push({ pointer, schema });
    if (typeof schema['$ref'] === 'string' && schema['$ref'].startsWith('#')) visit(pointerOfRef(schema['$ref']));
    if (Array.isArray(schema['allOf']))
      schema['allOf'].forEach((_, index) => visit(joinPointer(pointer, 'allOf', index)));
    flat.choices.push(...choicesOf(contract, { pointer, schema }, taken));
  };
  pointers.forEach(visit);
  return flat;
}

function choicesOf(contract: Contract, { pointer, schema }: Subschema, taken: ReadonlySet<Pointer>): Choice[] {
  const choices: Choice[] = [];
  const add = (key: Pointer, branches: Branch[]) => {
    if (!taken.has(key) && branches.length > 0) choices.push({ key, branches });
  };
  for (const name of ['oneOf', 'anyOf']) {
    const key = joinPointer(pointer, name);
    const branches = schema[name];
    if (Array.isArray(branches))
      add(
        key,
        branches.map((_, index) => ({
          pointers: [joinPointer(key, index)],
          ...named(contract, schema, joinPointer(key, index)),
        })),
      );
  }
  if (schema['if'] !== undefined) {
    const [then = [], otherwise = []] = ['then', 'else'].map((name) =>
      schema[name] === undefined ? [] : [joinPointer(pointer, name)],
    );
    add(joinPointer(pointer, 'if'), [{ pointers: [joinPointer(pointer, 'if'), ...then] }, { pointers: otherwise }]);
  }
  if (isObject(schema['dependentSchemas']))
    for (const name of Object.keys(schema['dependentSchemas'])) {
      const key = joinPointer(pointer, 'dependentSchemas', name);
      add(key, [
        { pointers: [], absent: [name] },
        { pointers: [key], present: [name] },
      ]);
    }
  // A mapping without a choice beside it: the schemas that it names build on this one (OpenAPI 3.1 §4.8.25).
  const { discriminator } = schema;
  if (isObject(discriminator) && isObject(discriminator['mapping']) && !schema['oneOf'] && !schema['anyOf']) {
    const branches = Object.entries(discriminator['mapping']).flatMap(([value, ref]): Branch[] => {
      const to = typeof ref === 'string' ? pointerOfMapping(ref) : undefined;
      const known = to !== undefined && isObject(valueAt(contract.document, to));
      return known ? [{ pointers: [to], set: { [String(discriminator['propertyName'])]: value } }] : [];
    });
    add(joinPointer(pointer, 'discriminator'), branches);
  }
  return choices;
}

/** The value of a discriminator that leads to a branch: what its mapping says, else the schema's own name. */
function named(contract: Contract, { discriminator }: JsonObject, branch: Pointer): { set?: JsonObject } {
  const schema = valueAt(contract.document, branch);
  if (
    !isObject(discriminator) ||
    typeof discriminator['propertyName'] !== 'string' ||
    !isObject(schema) ||
    typeof schema['$ref'] !== 'string'
  )
    return {};
  const to = schema['$ref'].startsWith('#') ? pointerOfRef(schema['$ref']) : schema['$ref'];
  const mapping = isObject(discriminator['mapping']) ? discriminator['mapping'] : {};
  const mapped = Object.entries(mapping).find(
    ([, ref]) => typeof ref === 'string' && pointerOfMapping(ref) === to,
  )?.[0];
  return { set: { [discriminator['propertyName']]: mapped ?? lastToken(to) } };
}

/** A mapping names a schema by a reference or by its bare name. */
function pointerOfMapping(ref: string): Pointer {
  if (ref.startsWith('#')) return pointerOfRef(ref);
  return joinPointer('#/components/schemas', ref);
}

/** The schemas of one member of an object, or one item of an array, as the contract writes them. */
export function pointersBelow(schemas: Subschema[], value: Json, token: string): Pointer[] {
  return schemas.flatMap(({ pointer, schema }) => {
    if (Array.isArray(value)) return itemPointers({ pointer, schema }, Number(token));
    return memberPointers({ pointer, schema }, token);
  });
}

/** `prefixItems`, and `items` for those behind them (JSON Schema 2020-12 core, §10.3.1). */
export function itemPointers({ pointer, schema }: Subschema, index: number): Pointer[] {
  const prefix = Array.isArray(schema['prefixItems']) ? schema['prefixItems'].length : 0;
  if (index < prefix) return [joinPointer(pointer, 'prefixItems', index)];
  return schema['items'] === undefined ? [] : [joinPointer(pointer, 'items')];
}

/** `properties` and `patternProperties`, and `additionalProperties` where neither names the member (§10.3.2). */
export function memberPointers({ pointer, schema }: Subschema, name: string): Pointer[] {
  const found: Pointer[] = [];
  if (isObject(schema['properties']) && Object.hasOwn(schema['properties'], name))
    found.push(joinPointer(pointer, 'properties', name));
  if (isObject(schema['patternProperties']))
    for (const pattern of Object.keys(schema['patternProperties']))
      if (matches(pattern, name)) found.push(joinPointer(pointer, 'patternProperties', pattern));
  if (found.length === 0 && schema['additionalProperties'] !== undefined)
    found.push(joinPointer(pointer, 'additionalProperties'));
  return found;
}

function matches(pattern: string, name: string): boolean {
  try {
    return createPattern(pattern).test(name);
  } catch {
    return false;
  }
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
