import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, valueAt } from '../../json/pointer.ts';
import { pointerOfRef } from '../references.ts';
import { limitDepth } from './limit-depth.ts';

const require = createRequire(import.meta.url);

/** How many `$ref` deep a value is taken apart anew in each branch that leads there; few schemas that do not recur go as deep. */
const SHALLOW = 4;
/** The same for a value that holds no others: it ends there, but for branches that lead to the same schema in place. */
const SHALLOW_IN_PLACE = 12;
/** How many errors are kept of a place below that: those of two branches are put together, at each level anew. */
const ERRORS_LIMIT = 100;

/** Holds a value to a schema; undefined where there is nothing wrong. */
export type Run = (value: unknown) => ErrorObject[] | undefined;

/** Why a schema that was come to cannot be compiled, and which one it is. */
export class CompileError extends Error {
  constructor(
    message: string,
    readonly pointer: Pointer,
  ) {
    super(message);
  }
}

/** A schema that is a function of its own: one that is asked for, that a `$ref` leads to, or that is nested deep. */
interface Unit {
  pointer: Pointer;
  /** What other functions call; compiles nothing. */
  validate: ValidateFunction;
  /** The units that its schema refers to, once it is compiled. */
  refersTo?: Unit[];
  /** Whether it and all that it leads to are compiled. */
  isWhole?: true;
}

/** What a function leaves on itself of one value. */
type Outcome = Pick<ValidateFunction, 'errors' | 'evaluated'> & { valid: boolean };

/**
 * Compiles the schemas of a document by pointer, each schema that a `$ref` leads to as a function of its own. AJV by itself
 * goes from reference to reference while it compiles, so that a chain of them overflows the stack, and copies a schema to
 * each place that refers to it. Here one is compiled after the other.
 *
 * They cost no more than the value is large. Where two branches of a oneOf lead deeper, AJV tries both at each level: a filter
 * of thirty nested levels, a kilobyte of a client, would take a billion turns. Here a value is held to a schema once for each
 * run, however many branches lead there.
 * @param origins is told where the schemas stand that are made here
 */
export function createCompile(
  ajv: Ajv2020,
  document: JsonObject,
  origins: Map<object, Pointer>,
): (schema: Pointer) => Run {
  // Public in the package, and not listed in its index.
  const { SchemaEnv, compileSchema } =
    require('ajv/dist/compile/index.js') as typeof import('ajv/dist/compile/index.js');
  const { callRef } =
    require('ajv/dist/vocabularies/core/ref.js') as typeof import('ajv/dist/vocabularies/core/ref.js');
  const units = new Map<Pointer, Unit>();
  const compiled = new Map<Unit, ValidateFunction>();
  let compiling: Unit[] = [];
  let run = 0;
  let depth = 0;
  let isRunning = false;

  function unitAt(schema: Pointer): Unit {
    const pointer = followed(document, schema);
    let unit = units.get(pointer);
    if (!unit) {
      unit = { pointer, validate: guard(() => compiled.get(unit as Unit) as ValidateFunction) };
      units.set(pointer, unit);
    }
    return unit;
  }

  function guard(innerOf: () => ValidateFunction): ValidateFunction {
    let inner: ValidateFunction | undefined;
    let known = new Map<unknown, Outcome>();
    let knownIn = 0;
    const callOnce = (data: unknown, context: { instancePath: string }): Outcome => {
      if (knownIn !== run) [known, knownIn] = [new Map<unknown, Outcome>(), run];
      // Equal texts and numbers stand in many places, and an error says in which.
      const key = isHolder(data) ? data : `${context.instancePath} ${typeof data} ${String(data)}`;
      const before = known.get(key);
      if (before) return before;
      inner ??= innerOf();
      depth += 1;
      const valid = (inner as (data: unknown, context: unknown) => boolean)(data, context);
      depth -= 1;
      const outcome = { valid, errors: inner.errors?.slice(0, ERRORS_LIMIT), evaluated: inner.evaluated };
      known.set(key, outcome);
      return outcome;
    };
    const outer = ((data: unknown, context: { instancePath: string }): boolean => {
      if (depth >= SHALLOW && (depth >= SHALLOW_IN_PLACE || isHolder(data))) {
        const { valid, errors, evaluated } = callOnce(data, context);
        // A copy, as the caller goes on writing into it.
        outer.errors = errors?.slice();
        outer.evaluated = evaluated;
        return valid;
      }
      inner ??= innerOf();
      depth += 1;
      const valid = (inner as (data: unknown, context: unknown) => boolean)(data, context);
      depth -= 1;
      outer.errors = inner.errors;
      outer.evaluated = inner.evaluated;
      return valid;
    }) as unknown as ValidateFunction;
    return outer;
  }

  // Each Ajv has a definition of its own.
  Object.assign(ajv.getKeyword('$ref') as object, {
    code: (context: Parameters<typeof callRef>[0]) => {
      const ref = String(context.schema);
      const target = ref.startsWith('#') ? valueAt(document, pointerOfRef(ref)) : undefined;
      if (!isObject(target) && typeof target !== 'boolean') throw new Error(`can't resolve reference ${ref}`);
      const unit = unitAt(pointerOfRef(ref));
      compiling.push(unit);
      callRef(context, context.gen.scopeValue('validate', { ref: unit.validate }));
    },
  });

  function compileUnit(unit: Unit): Unit[] {
    compiling = [];
    try {
      const schema = limitDepth(valueAt(document, unit.pointer) ?? true, unit.pointer, origins) as JsonObject | boolean;
      const { validate } = compileSchema.call(ajv, new SchemaEnv({ schema, schemaId: NO_IDENTIFIER, baseId: '' }));
      compiled.set(unit, validate as ValidateFunction);
    } catch (error) {
      throw new CompileError((error as Error).message, unit.pointer);
    }
    return [...new Set(compiling)];
  }

  /** Compiles a schema and all that it leads to, one after the other. */
  function compileAll(root: Unit): void {
    const found = new Set([root]);
    // A set goes on to what is added while it is walked through.
    for (const unit of found) {
      unit.refersTo ??= compileUnit(unit);
      for (const next of unit.refersTo) if (!next.isWhole) found.add(next);
    }
    for (const unit of found) unit.isWhole = true;
  }

  return (pointer) => {
    const unit = unitAt(pointer);
    if (!unit.isWhole) compileAll(unit);
    const validate = compiled.get(unit) as ValidateFunction;
    return (value) => {
      // A keyword may hold parts of a value to schemas on its way: that is the same run.
      const outer = { isRunning, depth };
      if (!isRunning) [run, depth] = [run + 1, 0];
      isRunning = true;
      try {
        return validate(value) ? undefined : (validate.errors ?? []);
      } finally {
        // An exception leaves them as they were.
        ({ isRunning, depth } = outer);
      }
    };
  };
}

function isHolder(data: unknown): data is object {
  return typeof data === 'object' && data !== null;
}

/** A member that no schema has: identifiers were resolved when the document was read, and what is called so in an example is none. */
export const NO_IDENTIFIER = '\u0000id' as '$id';

/** Where a chain of schemas that are nothing but a `$ref` ends, or the last of them that leads somewhere. */
function followed(document: JsonObject, schema: Pointer): Pointer {
  const seen = new Set<Pointer>();
  let at = schema;
  for (let node = valueAt(document, at); isPlainReference(node) && !seen.has(at); node = valueAt(document, at)) {
    seen.add(at);
    const to = pointerOfRef(node.$ref);
    if (valueAt(document, to) === undefined) return at;
    at = to;
  }
  return at;
}

function isPlainReference(node: Json | undefined): node is { $ref: string } {
  return (
    isObject(node) && typeof node['$ref'] === 'string' && node['$ref'].startsWith('#') && Object.keys(node).length === 1
  );
}
