import type { ErrorObject } from 'ajv/dist/2020.js';
import type { SourceLocation, SchemaError, Unusable } from '../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { locateErrors } from './locate-errors.ts';
import { childSchemas, stepsOf } from '../dialects/dialects.ts';
import { cyclicReference } from './cyclic-references.ts';
import { PatternError } from '../pattern/budget.ts';
import { lostSchemas, unusableFor, type LostSchemas } from '../lost.ts';
import { pointerOfRef } from '../references.ts';
import { isObject, isWithin, joinPointer, valueAt } from '../../json/pointer.ts';
import { CompileError, type Run } from './compile-references.ts';
import type { Place } from '../../json/exact-integers.ts';
import { createEngines, type Engines, type Reporting } from './ajv.ts';

/** Validators for a document's schemas, compiled lazily (JSON Schema 2020-12, formats asserted). */
export interface Schemas {
  /** The errors of a value; empty if the schema cannot be used. @param place where it stands, for the digits of an integer */
  validate(schema: Pointer, value: Json, place?: Place): SchemaError[];
  /** Whether a value conforms to a schema; true if the schema cannot be used. */
  accepts(schema: Pointer, value: Json, place?: Place): boolean;
  /** Why a schema cannot be used, or not all of it, with its place and a hint; undefined if it can. */
  unusable(schema: Pointer): Unusable | undefined;
}

/** In a body with more values, only the first error is reported: all errors of a huge body would take gigabytes. */
const FULL_REPORT_LIMIT = 20_000;

/**
 * @param place names the file and line of a pointer, for a schema that cannot be compiled
 */
export function createSchemas(document: JsonObject, place: (pointer: Pointer) => SourceLocation): Schemas {
  let engines: Engines | undefined;
  const made = () => new Map<Pointer, Run | Unusable>();
  const compiled = { first: made(), located: made(), all: made(), byDiscriminator: made() };
  const describe = locateErrors(document);
  let lost: LostSchemas | undefined;

  function compile(schema: Pointer, reporting: Reporting): Run | Unusable {
    const known = compiled[reporting].get(schema);
    if (known) return known;
    const validate = make(schema, reporting);
    compiled[reporting].set(schema, validate);
    return validate;
  }

  function make(schema: Pointer, reporting: Reporting): Run | Unusable {
    try {
      const endless = cyclicReference(document, schema);
      if (endless !== undefined)
        return {
          message: `${endless} refers to itself without end`,
          place: place(endless),
          hint: 'Let it end: a schema that holds itself does so in a member or an item.',
        };
      const needed = lostNeededBy(schema);
      if (needed && lost?.mayRefuse(schema)) return unusableFor(needed.pointer, needed.lost, place);
      engines ??= createEngines(document);
      return engines[reporting](schema);
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      const at = culprit(error.pointer, reporting);
      return {
        message: `${at} is not a usable schema: ${error.message}`,
        place: place(at),
        hint: 'Correct the schema (JSON Schema 2020-12).',
      };
    }
  }

  function lostNeededBy(schema: Pointer): ReturnType<LostSchemas['neededBy']> {
    lost ??= lostSchemas(document);
    return lost.neededBy(schema);
  }

  /** The innermost schema that cannot be compiled. */
  function culprit(schema: Pointer, reporting: Reporting): Pointer {
    for (let at = schema; ;) {
      const node = valueAt(document, at);
      if (!isObject(node) || (typeof node['$schema'] === 'string' && !stepsOf(node['$schema']))) return at;
      const next = childSchemas(node, at).find((pointer) => !canCompile(pointer, reporting));
      if (next === undefined) return at;
      at = next;
    }
  }

  /** Whether a schema compiles without the schemas that it refers to. */
  function canCompile(schema: Pointer, reporting: Reporting): boolean {
    try {
      engines?.[reporting](schema);
      return true;
    } catch (error) {
      return !(error instanceof CompileError && isWithin(error.pointer, schema));
    }
  }

  function run(
    schema: Pointer,
    value: Json,
    reporting: Reporting,
    place?: Place,
  ): ErrorObject[] | SchemaError | undefined {
    const validate = compile(schema, reporting);
    if (typeof validate !== 'function') return undefined;
    try {
      return validate(value, place);
    } catch (error) {
      const message = reasonOfNoResult(error);
      if (message === undefined) throw error;
      const isPattern = error instanceof PatternError;
      const pointer = (isPattern && clauseOf(document, schema, error.pattern)) || schema;
      const keyword = isPattern ? 'pattern' : '$ref';
      return { pointer, keyword, at: '#', message, expected: null, undecided: true };
    }
  }

  const accepts = (schema: Pointer, value: Json, place?: Place) => run(schema, value, 'first', place) === undefined;

  function validate(schema: Pointer, value: Json, place?: Place): SchemaError[] {
    if (accepts(schema, value, place)) return [];
    const full = countValues(value, FULL_REPORT_LIMIT) < FULL_REPORT_LIMIT;
    const errors =
      (full
        ? (run(schema, value, 'byDiscriminator', place) ?? run(schema, value, 'all', place))
        : run(schema, value, 'located', place)) ?? [];
    return Array.isArray(errors) ? describe(errors, schema, engines?.origins) : [errors];
  }

  function unusable(schema: Pointer): Unusable | undefined {
    const made = compile(schema, 'first');
    if (typeof made !== 'function') return made;
    const needed = lostNeededBy(schema);
    return needed && unusableFor(needed.pointer, needed.lost, place);
  }

  return { validate, accepts, unusable };
}

/** The clause with a pattern in a schema, or in one that it refers to. */
function clauseOf(document: JsonObject, schema: Pointer, pattern: string): Pointer | undefined {
  const found = new Set([schema]);
  for (const at of found) {
    const node = valueAt(document, at);
    if (!isObject(node)) continue;
    if (node['pattern'] === pattern) return joinPointer(at, 'pattern');
    if (isObject(node['patternProperties']) && Object.hasOwn(node['patternProperties'], pattern))
      return joinPointer(at, 'patternProperties', pattern);
    if (typeof node['$ref'] === 'string') found.add(pointerOfRef(node['$ref']));
    for (const child of childSchemas(node, at)) found.add(child);
  }
  return undefined;
}

/** Why a value could not be validated; undefined for a bug. */
function reasonOfNoResult(error: unknown): string | undefined {
  if (error instanceof PatternError) return error.message;
  // V8's message for a full stack.
  if (error instanceof RangeError && error.message.includes('call stack'))
    return 'the schema refers from one to the next deeper than can be followed';
  return undefined;
}

/** The number of values, nested ones too, up to `limit`. Iterative, because the target chooses the depth. */
function countValues(value: Json, limit: number): number {
  let count = 0;
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    count += 1;
    const children = Array.isArray(next) ? next : isObject(next) ? Object.keys(next) : [];
    // The limit is reached without visiting them.
    if (count + waiting.length + children.length >= limit) return limit;
    for (const child of Array.isArray(next) ? next : isObject(next) ? Object.values(next) : []) waiting.push(child);
  }
  return count;
}
