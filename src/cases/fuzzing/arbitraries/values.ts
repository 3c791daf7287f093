import * as fc from 'fast-check';
import type { Contract } from '../../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../../model/json.ts';
import { applicable, applicableBelow, type Subschema } from '../../../schema/subschemas.ts';
import { requestErrors } from '../../../schema/read-write-only.ts';
import { sample } from '../../../schema/sample.ts';
import { bounded, lazy, type Stage, type ValueRange } from './base.ts';
import { arrayArbitrary, MAX_DEPTH, objectArbitrary, type Composite } from './objects-and-arrays.ts';
import { numberArbitrary } from './numbers.ts';
import { flatten, type Branch } from '../../../schema/flatten.ts';
import { anyArbitrary, textArbitrary } from './strings.ts';
import { impliedType, keyword, typesOf } from '../../../schema/keywords.ts';

/** The source of values for one contract; the arbitrary of each schema is cached. */
export interface GenerationContext {
  contract: Contract;
  /** The documented texts and numbers, by the clause that describes them. */
  shown: Map<Pointer, Json[]>;
  known: Map<string, fc.Arbitrary<Json>>;
  stage: Stage;
}

/** Whether a value is valid in a request: it conforms to all of some schemas, except for members that only responses have. */
function fitsAll({ contract }: GenerationContext, pointers: Pointer[], value: Json): boolean {
  return pointers.every(
    (pointer) =>
      contract.accepts(pointer, value) ||
      (hasReadOnly(contract) && requestErrors(contract, pointer, value).length === 0),
  );
}

const readOnly = new WeakMap<JsonObject, boolean>();

/** To list the errors of a value takes a hundred times as long as to detect one. */
function hasReadOnly({ document }: Contract): boolean {
  let known = readOnly.get(document);
  if (known === undefined) readOnly.set(document, (known = JSON.stringify(document).includes('"readOnly":true')));
  return known;
}

/** The most cached values of one clause. */
const SHOWN = 10;

/** @param examples documented values, each with its schema */
export function createGenerationContext(
  contract: Contract,
  examples: { schema: Pointer; value: Json }[],
  stage: Stage = 'early',
): GenerationContext {
  const generation: GenerationContext = { contract, shown: new Map(), known: new Map(), stage };
  const visit = (schemas: Subschema[], value: Json): void => {
    if (typeof value !== 'object') {
      for (const { pointer } of schemas) {
        const before = generation.shown.get(pointer) ?? [];
        if (!before.includes(value) && before.length < SHOWN) generation.shown.set(pointer, [...before, value]);
      }
    } else if (value !== null)
      for (const name of Object.keys(value))
        visit(applicableBelow(contract, schemas, value, name), (value as JsonObject)[name] ?? null);
  };
  for (const { schema, value } of examples) visit(applicable(contract, schema, value), value);
  return generation;
}

/** Values that the contract shows for schemas: in an example, or at the schema itself. */
export function shownValues({ shown }: GenerationContext, schemas: Subschema[]): Json[] {
  return schemas.flatMap(({ pointer, schema }) => [
    ...(shown.get(pointer) ?? []),
    ...(schema['example'] !== undefined ? [schema['example']] : []),
    ...(Array.isArray(schema['examples']) ? schema['examples'] : []),
    ...(schema['default'] !== undefined ? [schema['default']] : []),
  ]);
}

/** Below this depth, cached values are reused. */
const END_DEPTH = 8;

/**
 * Values that conform to all of some schemas, as far as construction can ensure it. The caller must validate each value.
 */
export function valueArbitrary(
  generation: GenerationContext,
  pointers: Pointer[],
  range: ValueRange,
  depth = 0,
): fc.Arbitrary<Json> {
  const key = `${range} ${depth} ${pointers.join(' ')}`;
  let known = generation.known.get(key);
  if (!known)
    generation.known.set(key, (known = lazy(() => choose({ generation, pointers, range, depth }, new Set(), {}))));
  return known;
}

/** What the generation of a value needs. */
interface Wanted {
  generation: GenerationContext;
  pointers: Pointer[];
  range: ValueRange;
  depth: number;
}

const NOTHING = fc.constant<Json>(null);

/** Makes one choice after another, then the value. */
function choose(wanted: Wanted, taken: ReadonlySet<Pointer>, made: Omit<Branch, 'pointers'>): fc.Arbitrary<Json> {
  const { generation, pointers, depth } = wanted;
  const flat = flatten(generation.contract, pointers, taken);
  if (flat.never) return NOTHING;
  const [choice] = flat.choices;
  if (!choice) return plain(wanted, flat.schemas, made);
  const [only] = pointers;
  // The sampler knows which branch ends.
  if (depth >= MAX_DEPTH && only !== undefined && pointers.length === 1) {
    const value = sample(generation.contract, only);
    if (value !== undefined) return fc.constant(value);
  }
  const next = new Set([...taken, choice.key]);
  const arbitraries = choice.branches.map((branch) =>
    lazy(() =>
      choose({ ...wanted, pointers: [...pointers, ...branch.pointers] }, next, {
        set: { ...made.set, ...branch.set },
        present: [...(made.present ?? []), ...(branch.present ?? [])],
        absent: [...(made.absent ?? []), ...(branch.absent ?? [])],
      }),
    ),
  );
  const [first] = arbitraries;
  const any = first && arbitraries.length === 1 ? first : fc.oneof(...arbitraries);
  return bounded(any, (value) => fitsAll(generation, pointers, value), 8);
}

/** The value of schemas without a choice. */
function plain(wanted: Wanted, schemas: Subschema[], made: Omit<Branch, 'pointers'>): fc.Arbitrary<Json> {
  const { generation, pointers, range, depth } = wanted;
  const fits = (value: Json) => fitsAll(generation, pointers, value);
  const listed = listedValues(schemas);
  if (listed) {
    const fitting = listed.filter(fits);
    return fitting.length > 0 ? fc.constantFrom(...fitting) : NOTHING;
  }
  if (depth >= END_DEPTH) return fc.constant((pointers[0] && sample(generation.contract, pointers[0])) ?? null);
  const implied = impliedType(schemas);
  const types = typesOf(schemas) ?? (implied === undefined ? undefined : new Set([implied]));
  if (!types) return guarded(anyArbitrary(range), schemas, fits);
  const shown = shownValues(generation, schemas).filter(fits);
  const below = (inner: Pointer[], as: ValueRange) => valueArbitrary(generation, inner, as, depth + 1);
  const { contract, stage } = generation;
  const composite: Composite = { contract, stage, schemas, range, depth, made, below };
  const kinds = [...types]
    .filter((type) => !(type === 'integer' && types.has('number')))
    .flatMap((type) => MAKERS[type]?.(composite, shown) ?? []);
  const [first] = kinds;
  const weight = stage === 'early' ? 1 : 8;
  const all = [
    ...kinds.map((arbitrary) => ({ weight, arbitrary })),
    ...(shown.length > 0 ? [{ weight: 1, arbitrary: fc.constantFrom(...shown) }] : []),
  ];
  return first === undefined ? NOTHING : guarded(all.length === 1 ? first : fc.oneof(...all), schemas, fits);
}

/** Draws several times if some keyword cannot be ensured by construction. */
function guarded(
  arbitrary: fc.Arbitrary<Json>,
  schemas: Subschema[],
  fits: (value: Json) => boolean,
): fc.Arbitrary<Json> {
  const needed = schemas.some(({ schema }) =>
    ['not', 'minProperties', 'maxProperties', 'propertyNames', 'contains', 'uniqueItems'].some(
      (name) => schema[name] !== undefined,
    ),
  );
  return needed ? bounded(arbitrary, fits) : arbitrary;
}

function listedValues(schemas: Subschema[]): Json[] | undefined {
  const constant = schemas.find(({ schema }) => schema['const'] !== undefined);
  if (constant) return [constant.schema['const'] as Json];
  const values = keyword(schemas, 'enum');
  return Array.isArray(values) ? values : undefined;
}

type Maker = (composite: Composite, shown: Json[]) => fc.Arbitrary<Json>[];

const MAKERS: Record<string, Maker> = {
  null: () => [NOTHING],
  boolean: () => [fc.boolean()],
  integer: ({ schemas, range, stage }) => [numberArbitrary(schemas, true, range, stage) ?? []].flat(),
  number: ({ schemas, range, stage }) => [numberArbitrary(schemas, false, range, stage) ?? []].flat(),
  string: ({ schemas, range, stage }, shown) => [textArbitrary(schemas, range, shown, stage)],
  array: (composite) => [arrayArbitrary(composite)],
  object: (composite) => [objectArbitrary(composite)],
};
