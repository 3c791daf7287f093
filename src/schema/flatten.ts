import type { Contract } from '../model/contract.ts';
import type { JsonObject, Pointer } from '../model/json.ts';
import { conjoined, listed, named, type Subschema } from './subschemas.ts';
import { isObject, joinPointer, valueAt } from '../json/pointer.ts';
import { discriminatorName, discriminatorValue, mappingTargets } from './discriminator-mapping.ts';
import { pointerOfRef } from './references.ts';

/** The schemas that a value must conform to, with references and `allOf` followed, and the open choices. */
export interface Flat {
  schemas: Subschema[];
  choices: Choice[];
  /** Set if a schema is `false`, so that no value conforms. */
  never: boolean;
}

/** The branches of a choice, and its keyword. */
export interface Choice {
  key: Pointer;
  branches: Branch[];
}

/** One branch: its schemas, and its requirements for members. */
export interface Branch {
  pointers: Pointer[];
  /** The discriminator's member, with the value that selects this branch. */
  set?: JsonObject;
  /** Members that must be present, or absent. */
  present?: string[];
  absent?: string[];
}

/**
 * The schemas at some pointers, references and `allOf` followed.
 * @param taken the keys of the choices that have been made
 */
export function flatten(contract: Contract, pointers: Pointer[], taken: ReadonlySet<Pointer>): Flat {
  const flat: Flat = { schemas: [], choices: [], never: false };
  const seen = new Set<Pointer>();
  const visit = (pointer: Pointer): void => {
    if (seen.has(pointer)) return;
    seen.add(pointer);
    const schema = valueAt(contract.document, pointer);
    if (schema === false) flat.never = true;
    if (!isObject(schema)) return;
    const subschema = { pointer, schema };
    flat.schemas.push(subschema);
    conjoined(subschema).forEach(visit);
    flat.choices.push(...choicesOf(contract, subschema).filter(({ key }) => !taken.has(key)));
  };
  pointers.forEach(visit);
  return flat;
}

function choicesOf(contract: Contract, subschema: Subschema): Choice[] {
  const { pointer, schema } = subschema;
  const choices: Choice[] = ['oneOf', 'anyOf'].map((keyword) => ({
    key: joinPointer(pointer, keyword),
    branches: listed(subschema, keyword).map((at) => ({ pointers: [at], ...memberOf(contract, schema, at) })),
  }));
  if (schema['if'] !== undefined) {
    const key = joinPointer(pointer, 'if');
    const [then = [], otherwise = []] = ['then', 'else'].map((name) =>
      schema[name] === undefined ? [] : [joinPointer(pointer, name)],
    );
    choices.push({ key, branches: [{ pointers: [key, ...then] }, { pointers: otherwise }] });
  }
  for (const [name, key] of named(subschema, 'dependentSchemas'))
    choices.push({
      key,
      branches: [
        { pointers: [], absent: [name] },
        { pointers: [key], present: [name] },
      ],
    });
  // A mapping without a choice names the schemas that extend this one (OpenAPI 3.1 §4.8.25).
  const { discriminator } = schema;
  const name = discriminatorName(discriminator);
  if (name !== undefined && !schema['oneOf'] && !schema['anyOf'])
    choices.push({
      key: joinPointer(pointer, 'discriminator'),
      branches: mappingTargets(contract.document, discriminator)
        .filter(([, to]) => isObject(valueAt(contract.document, to)))
        .map(([value, to]) => ({ pointers: [to], set: { [name]: value } })),
    });
  return choices.filter(({ branches }) => branches.length > 0);
}

/** The member that selects a branch, if the choice has a discriminator and the branch is a reference. */
function memberOf({ document }: Contract, { discriminator }: JsonObject, branch: Pointer): { set?: JsonObject } {
  const name = discriminatorName(discriminator);
  const schema = valueAt(document, branch);
  if (name === undefined || !isObject(schema) || typeof schema['$ref'] !== 'string') return {};
  return { set: { [name]: discriminatorValue(document, discriminator, pointerOfRef(schema['$ref'])) } };
}
