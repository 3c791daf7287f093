import type { Contract, SchemaError } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { joinPointer, lastToken, parentPointer, replaceAt, valueAt } from '../../json/pointer.ts';
import { responseErrors, withoutWriteOnly } from '../../schema/read-write-only.ts';
import { sample } from '../../schema/sample.ts';
import { concreteSchema } from './concrete-schema.ts';
import type { Prism } from './prism.ts';
import { createRandom, type Random } from '../random.ts';

/** How often another value is made up before a plain one is taken. */
const ATTEMPTS = 4;

/** How often what is wrong in one value is replaced. */
const REPLACEMENTS = 4;

/** A value for a response that Prism makes up and that conforms to the schema, or else one that is plain; undefined where none was found. */
export function madeUpValue(contract: Contract, prism: Prism, schema: Pointer, random: Random): Json | undefined {
  return generated(contract, prism, schema, random) ?? plainValue(contract, prism, schema);
}

/** The plain value that Prism makes of a schema, from the examples and defaults in it, and that conforms; undefined where none was found. */
export function plainValue(contract: Contract, prism: Prism, schema: Pointer): Json | undefined {
  // The examples in a schema may break it.
  for (const asShown of [true, false]) {
    const concrete = concreteSchema(contract, schema, () => 0, asShown);
    const sampled = concrete && conforming(contract, schema, prism.sample(concrete));
    if (sampled !== undefined) return sampled;
  }
  return (
    conforming(contract, schema, synthesized(contract, schema)) ??
    generated(contract, prism, schema, createRandom(0, 0))
  );
}

/** What only Prism's generator makes: a text for a pattern. */
function generated(contract: Contract, prism: Prism, schema: Pointer, random: Random): Json | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const concrete = concreteSchema(contract, schema, random);
    const made = concrete && conforming(contract, schema, prism.generate(concrete, random));
    if (made !== undefined) return made;
  }
  return undefined;
}

function conforming(contract: Contract, schema: Pointer, made: Json | undefined): Json | undefined {
  if (made === undefined) return undefined;
  let value = withoutWriteOnly(contract, schema, made);
  for (let mending = 0; ; mending += 1) {
    const errors = responseErrors(contract, schema, value);
    if (errors.length === 0) return value;
    const mended = mending < REPLACEMENTS ? replaceInvalid(contract, value, errors) : undefined;
    if (mended === undefined) return undefined;
    value = withoutWriteOnly(contract, schema, mended);
  }
}

/** The value with something else wherever a schema is broken; undefined where there is nothing else. */
function replaceInvalid(contract: Contract, value: Json, errors: SchemaError[]): Json | undefined {
  let mended = value;
  for (const error of errors) {
    const there = valueAt(mended, error.at);
    const instead = (INSTEAD[error.keyword] ?? anew)(contract, error, there);
    if (instead === undefined && there === undefined) return undefined;
    mended = replaceAt(mended, error.at, instead);
  }
  return mended;
}

type Instead = (contract: Contract, error: SchemaError, there: Json | undefined) => Json | undefined;

const anew: Instead = (contract, { pointer }, there) => synthesized(contract, parentPointer(pointer)) ?? there;

/** What stands in place of what breaks a keyword; undefined leaves it out. */
const INSTEAD: Record<string, Instead> = {
  required: (contract, { pointer, at }) =>
    synthesized(contract, joinPointer(parentPointer(pointer), 'properties', lastToken(at))) ?? 'value',
  uniqueItems: (_, __, there) =>
    Array.isArray(there) ? [...new Map(there.map((item) => [JSON.stringify(item), item])).values()] : there,
  additionalProperties: () => undefined,
  unevaluatedProperties: () => undefined,
};

function synthesized(contract: Contract, schema: Pointer): Json | undefined {
  return valueAt(contract.document, schema) === undefined ? undefined : sample(contract, schema);
}
