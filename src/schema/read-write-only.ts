import type { Contract, SchemaError } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import type { Place } from '../json/exact-integers.ts';
import { applicable, applicableAt, applicableBelow, memberSchemas, type Subschema } from './subschemas.ts';
import { isObject, isWithin, joinPointer, lastToken, parentPointer, valueAt } from '../json/pointer.ts';

/**
 * The schema errors of a value in a response. A `writeOnly` member is required only in requests
 * (OpenAPI 3.0.4 §4.7.24; 3.1 refers to JSON Schema 2020-12 Validation §9.4, by which such a value is never sent back).
 */
export function responseErrors(contract: Contract, schema: Pointer, value: Json, place?: Place): SchemaError[] {
  return errorsWithout(contract, schema, value, 'writeOnly', place);
}

/** The schema errors of a value in a request. A `readOnly` member is required only in responses (OpenAPI 3.0.4 §4.7.24). */
export function requestErrors(contract: Contract, schema: Pointer, value: Json, place?: Place): SchemaError[] {
  return contract.accepts(schema, value, place) ? [] : errorsWithout(contract, schema, value, 'readOnly', place);
}

type OneWay = 'readOnly' | 'writeOnly';

function errorsWithout(contract: Contract, schema: Pointer, value: Json, hidden: OneWay, place?: Place): SchemaError[] {
  const errors = contract.validate(schema, value, place);
  if (!errors.some(({ keyword }) => keyword === 'required')) return errors;
  const left = errors.filter(
    (error) => !(error.keyword === 'required' && isHiddenAt(contract, schema, value, error, hidden)),
  );
  if (left.length === errors.length) return errors;
  // A choice that failed only because of such members did not fail.
  const still = withoutPassedChoices(contract, value, left, hidden);
  return still.every(({ keyword }) => SUMMARIES.has(keyword)) ? [] : still;
}

const SUMMARIES = new Set(['oneOf', 'anyOf', 'if']);

/** The errors without those of a choice that has an alternative without errors, once such members are not asked for. */
function withoutPassedChoices(contract: Contract, value: Json, errors: SchemaError[], hidden: OneWay): SchemaError[] {
  const passed = errors.flatMap(({ keyword, pointer, at }) => {
    const branches = contract.resolve(pointer).value;
    const chosen = valueAt(value, at);
    if ((keyword !== 'oneOf' && keyword !== 'anyOf') || !Array.isArray(branches) || chosen === undefined) return [];
    const schemas = branches.map((_, index) => joinPointer(pointer, index));
    if (!schemas.some((schema) => errorsWithout(contract, schema, chosen, hidden).length === 0)) return [];
    const chosenAt = schemas.flatMap((schema) => contract.validate(schema, chosen).map((error) => error.pointer));
    return [{ at, chosenAt: new Set([pointer, ...chosenAt]) }];
  });
  return errors.filter(
    ({ at, pointer, keyword }) =>
      !passed.some(
        // What the alternatives have evaluated is not known where they failed.
        (choice) => isWithin(at, choice.at) && (choice.chosenAt.has(pointer) || keyword === 'unevaluatedProperties'),
      ),
  );
}

function isHiddenAt(
  contract: Contract,
  schema: Pointer,
  value: Json,
  { at, pointer }: SchemaError,
  hidden: OneWay,
): boolean {
  const owners = applicableAt(contract, schema, value, parentPointer(at));
  const own = contract.resolve(parentPointer(pointer));
  const all = isObject(own.value) ? [...owners, { pointer: own.pointer, schema: own.value }] : owners;
  return isHidden(contract, all, lastToken(at), hidden);
}

function isHidden(contract: Contract, owners: Subschema[], name: string, hidden: OneWay): boolean {
  return owners
    .flatMap((owner) => memberSchemas(owner, name))
    .some((member) => applicable(contract, member, null).some(({ schema }) => schema[hidden] === true));
}

/** A value without its `writeOnly` members. */
export function withoutWriteOnly(contract: Contract, schema: Pointer, value: Json): Json {
  return withoutHidden(contract, schema, value, 'writeOnly');
}

/** A value without its `readOnly` members, for a request (OpenAPI 3.0.4 §4.7.24). */
export function withoutReadOnly(contract: Contract, schema: Pointer, value: Json): Json {
  return withoutHidden(contract, schema, value, 'readOnly');
}

function withoutHidden(contract: Contract, schema: Pointer, value: Json, hidden: OneWay): Json {
  const visible = (schemas: Subschema[], at: Json): Json => {
    if (Array.isArray(at))
      return at.map((item, index) => visible(applicableBelow(contract, schemas, at, String(index)), item));
    if (!isObject(at)) return at;
    const shown = Object.entries(at).flatMap(([name, member]): [string, Json][] => {
      const below = applicableBelow(contract, schemas, at, name);
      return below.some((own) => own.schema[hidden] === true) ? [] : [[name, visible(below, member)]];
    });
    return Object.fromEntries(shown);
  };
  return visible(applicable(contract, schema, value), value);
}
