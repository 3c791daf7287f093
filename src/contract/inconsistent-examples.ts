import type { Contract, ExampleValue, MediaType, SchemaError } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { isObject, isWithin, joinPointer, parentPointer, valueAt } from '../json/pointer.ts';
import { responseErrors } from '../schema/read-write-only.ts';

/** A documented response example that breaks the schema beside it: no response can match both. */
export interface InconsistentExample {
  example: ExampleValue;
  /** Its schema errors; never empty. */
  errors: SchemaError[];
}

const known = new WeakMap<Contract, WeakMap<MediaType, InconsistentExample[]>>();

/** The examples of a response's media type that break its schema; cached. */
export function inconsistentExamples(contract: Contract, media: MediaType): InconsistentExample[] {
  const found = known.get(contract) ?? new WeakMap<MediaType, InconsistentExample[]>();
  known.set(contract, found);
  let inconsistent = found.get(media);
  if (!inconsistent) found.set(media, (inconsistent = inconsistentExamplesIn(contract, media)));
  return inconsistent;
}

function inconsistentExamplesIn(contract: Contract, { schema, examples }: MediaType): InconsistentExample[] {
  if (schema === undefined) return [];
  return [...examples.values()].flatMap((example): InconsistentExample[] => {
    const errors = responseErrors(contract, schema, example.value);
    return errors.length > 0 ? [{ example, errors }] : [];
  });
}

/** Keywords that fail only because another keyword fails at a more exact place. */
const WRAPPERS = new Set(['if', 'allOf', '$ref', '$dynamicRef']);

/** Whether one of the examples breaks its schema at a place, or at a place around it. */
export function isInconsistent(inconsistent: readonly InconsistentExample[], place: Pointer): boolean {
  const at = anyItem(place);
  return inconsistent.some(({ errors }) => telling(errors).some((error) => isWithin(at, anyItem(error.at))));
}

/** The documented example with the same error as a response: the same clause, at the same place. */
export function inconsistencyFor(
  inconsistent: readonly InconsistentExample[],
  { pointer, at }: SchemaError,
): InconsistentExample | undefined {
  const place = anyItem(at);
  const explains = (error: SchemaError): boolean =>
    (error.pointer === pointer && anyItem(error.at) === place) ||
    (CHOICES.has(error.keyword) && isWithin(place, anyItem(error.at)));
  return inconsistent.find(({ errors }) => errors.some(explains));
}

const knownOfSchemas = new WeakMap<Contract, Map<Pointer, InconsistentExample | null>>();

/**
 * The example of a schema itself that breaks the clause which a response breaks: `type: object` beside `example: null`. Found once for a clause,
 * at the place of the first response that breaks it.
 */
export function inconsistencyOfSchema(
  contract: Contract,
  { pointer, at }: SchemaError,
): InconsistentExample | undefined {
  const found = knownOfSchemas.get(contract) ?? new Map<Pointer, InconsistentExample | null>();
  knownOfSchemas.set(contract, found);
  let inconsistent = found.get(pointer);
  if (inconsistent === undefined) found.set(pointer, (inconsistent = ownInconsistency(contract, pointer, at) ?? null));
  return inconsistent ?? undefined;
}

function ownInconsistency(contract: Contract, clause: Pointer, at: Pointer): InconsistentExample | undefined {
  const schema = parentPointer(clause);
  const own = valueAt(contract.document, schema);
  if (!isObject(own)) return undefined;
  const { example, examples } = own;
  const shown = [
    ...(example === undefined ? [] : [{ value: example, pointer: joinPointer(schema, 'example') }]),
    ...(Array.isArray(examples)
      ? examples.map((value: Json, index) => ({ value, pointer: joinPointer(schema, 'examples', index) }))
      : []),
  ];
  for (const one of shown) {
    const errors = contract.validate(schema, one.value).filter(({ pointer }) => pointer === clause);
    if (errors.length > 0) return { example: one, errors: errors.map((error) => ({ ...error, at })) };
  }
  return undefined;
}

/** When these keywords fail, the errors of their branches depend on the value. */
const CHOICES = new Set(['anyOf', 'oneOf']);

function telling(errors: SchemaError[]): SchemaError[] {
  const specific = errors.filter(({ keyword }) => !WRAPPERS.has(keyword));
  return specific.length > 0 ? specific : errors;
}

/** A place with `*` for each array index: the number of items in an example means nothing. */
function anyItem(place: Pointer): Pointer {
  return place.replace(/\/\d+(?=\/|$)/g, '/*');
}
