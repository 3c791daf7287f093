import type { Contract, SchemaError } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { joinPointer, lastToken, parentPointer, replaceAt, valueAt } from '../../json/pointer.ts';
import { responseErrors, withoutWriteOnly } from '../../schema/read-write-only.ts';
import { sample } from '../../schema/sample.ts';
import { separateBranches } from '../../schema/separate-branches.ts';
import { concreteSchema } from './concrete-schema.ts';
import type { Prism } from './prism.ts';
import { createRandom, type Random } from '../random.ts';

/** How many values are generated before a plain one is used. */
const ATTEMPTS = 4;

/** How often the wrong parts of one value are replaced. */
const REPLACEMENTS = 4;

/** A value that Prism generates and that conforms to the schema, else a plain one; undefined if none was found. */
export async function madeUpValue(
  contract: Contract,
  prism: Prism,
  schema: Pointer,
  random: Random,
): Promise<Json | undefined> {
  const none = withoutValue.get(contract) ?? new Set<Pointer>();
  withoutValue.set(contract, none);
  if (none.has(schema)) return undefined;
  const made = (await generated(contract, prism, schema, random)) ?? (await plainValue(contract, prism, schema));
  if (made === undefined) none.add(schema);
  return made;
}

/** The schemas for which nothing was found: looking again would take as long for each request. */
const withoutValue = new WeakMap<Contract, Set<Pointer>>();

/** Prism's plain value of a schema, from its examples and defaults, if it conforms; undefined if none was found. */
export function plainValue(contract: Contract, prism: Prism, schema: Pointer): Promise<Json | undefined> {
  const values = plainValues.get(contract) ?? new Map<Pointer, Promise<Json | undefined>>();
  plainValues.set(contract, values);
  let value = values.get(schema);
  if (!value) values.set(schema, (value = makePlainValue(contract, prism, schema)));
  return value;
}

/** A cache: the value is always the same, and may take a second. */
const plainValues = new WeakMap<Contract, Map<Pointer, Promise<Json | undefined>>>();

async function makePlainValue(contract: Contract, prism: Prism, schema: Pointer): Promise<Json | undefined> {
  // The examples in a schema may violate it.
  for (const asShown of [true, false]) {
    const concrete = concreteSchema(contract, schema, () => 0, asShown);
    const sampled = concrete && conforming(contract, schema, await prism.sample(concrete));
    if (sampled !== undefined) return sampled;
  }
  return (
    conforming(contract, schema, sampleAt(contract, schema)) ??
    (await generated(contract, prism, schema, createRandom(0, 0)))
  );
}

/** A value of Prism's generator, which can make a text for any pattern. */
async function generated(contract: Contract, prism: Prism, schema: Pointer, random: Random): Promise<Json | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const concrete = concreteSchema(contract, schema, random);
    const made = concrete && conforming(contract, schema, await prism.generate(concrete, random));
    if (made !== undefined) return made;
  }
  return undefined;
}

function conforming(contract: Contract, schema: Pointer, made: Json | undefined): Json | undefined {
  if (made === undefined) return undefined;
  let value = withoutWriteOnly(contract, schema, made);
  for (let round = 0; ; round += 1) {
    const errors = responseErrors(contract, schema, value);
    if (errors.length === 0) return value;
    const replaced = round < REPLACEMENTS ? replaceInvalid(contract, value, errors) : undefined;
    if (replaced === undefined) return undefined;
    value = withoutWriteOnly(contract, schema, replaced);
  }
}

/** Replaces the value at each place that violates the schema; undefined if there is no replacement. */
function replaceInvalid(contract: Contract, value: Json, errors: SchemaError[]): Json | undefined {
  let replaced = value;
  for (const error of errors) {
    const there = valueAt(replaced, error.at);
    const other = (REPLACEMENT_BY_KEYWORD[error.keyword] ?? anotherSample)(contract, error, there);
    if (other === undefined && there === undefined) return undefined;
    replaced = replaceAt(replaced, error.at, other);
  }
  return replaced;
}

type Replacement = (contract: Contract, error: SchemaError, there: Json | undefined) => Json | undefined;

const anotherSample: Replacement = (contract, { pointer }, there) =>
  sampleAt(contract, parentPointer(pointer)) ?? there;

/** The replacement for a value that violates a keyword; undefined leaves it out. */
const REPLACEMENT_BY_KEYWORD: Record<string, Replacement> = {
  required: (contract, { pointer, at }) =>
    sampleAt(contract, joinPointer(parentPointer(pointer), 'properties', lastToken(at))) ?? 'value',
  uniqueItems: (_, __, there) =>
    Array.isArray(there) ? [...new Map(there.map((item) => [JSON.stringify(item), item])).values()] : there,
  oneOf: (contract, { pointer }, there) =>
    separateBranches(contract, parentPointer(pointer), (branch) => [
      there,
      sampleAt(contract, branch),
      sample(contract, branch, 'full'),
    ]) ??
    sampleAt(contract, parentPointer(pointer)) ??
    there,
  additionalProperties: () => undefined,
  unevaluatedProperties: () => undefined,
};

function sampleAt(contract: Contract, schema: Pointer): Json | undefined {
  return valueAt(contract.document, schema) === undefined ? undefined : sample(contract, schema);
}
