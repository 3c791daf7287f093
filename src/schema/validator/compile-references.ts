import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Place } from '../../json/exact-integers.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, valueAt } from '../../json/pointer.ts';
import { pointerOfRef } from '../references.ts';
import { loadAjv } from './load-ajv.ts';
import { limitDepth } from './limit-depth.ts';

/** The depth of `$ref`s to which each branch validates a value separately; few schemas without recursion are deeper. */
const SHALLOW = 4;
/** The same for a scalar value, for which only branches at the same place can recurse. */
const SHALLOW_IN_PLACE = 12;
/** The most errors that are kept for a place below that depth, because each level joins the errors of its branches. */
const ERRORS_LIMIT = 100;

/** Validates a value; undefined if there are no errors. @param place where it stands, for the digits of an integer */
export type Run = (value: unknown, place?: Place) => ErrorObject[] | undefined;

/** Why a reachable schema cannot be compiled, and which one it is. */
export class CompileError extends Error {
  constructor(
    message: string,
    readonly pointer: Pointer,
  ) {
    super(message);
  }
}

/** A schema with its own function: the requested one, the target of a `$ref`, or a deeply nested one. */
interface Unit {
  pointer: Pointer;
  /** Called by other functions; does not compile. */
  validate: ValidateFunction;
  /** The units that its schema refers to, when it is compiled. */
  refersTo?: Unit[];
  /** Whether it and all that it refers to are compiled. */
  isWhole?: true;
}

/** The properties that a function sets on itself for one value. */
type Outcome = Pick<ValidateFunction, 'errors' | 'evaluated'> & { valid: boolean };

/**
 * Compiles the schemas of a document by pointer, with a separate function for each target of a `$ref`. AJV itself follows
 * references recursively while it compiles, so that a long chain overflows the stack, and copies a schema to each place that
 * refers to it. Here one schema is compiled after another.
 *
 * The cost of validation is linear in the value. If two branches of a oneOf recurse, AJV tries both at each level: a filter
 * with thirty nested levels, a kilobyte of a client, would take a billion steps. Here each value is validated by a schema once
 * in a run, however many branches lead there.
 * @param origins receives the original places of the schemas that are made here
 */
export function createCompile(
  ajv: Ajv2020,
  document: JsonObject,
  origins: Map<object, Pointer>,
): (schema: Pointer) => Run {
  const { SchemaEnv, compileSchema, callRef, ValueScope } = loadAjv();
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
      // Equal texts and numbers occur in many places, and an error names its place.
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
        // A copy, because the caller continues to write into it.
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

  // Each Ajv has its own definition.
  Object.assign(ajv.getKeyword('$ref') as object, {
    code: (context: Parameters<typeof callRef>[0]) => {
      const ref = context.schema as string;
      const target = ref.startsWith('#') ? valueAt(document, pointerOfRef(ref)) : undefined;
      if (!isObject(target) && typeof target !== 'boolean') throw new Error(`can't resolve reference ${ref}`);
      const unit = unitAt(pointerOfRef(ref));
      compiling.push(unit);
      callRef(context, context.gen.scopeValue('validate', { ref: unit.validate }));
    },
  });

  function compileUnit(unit: Unit): Unit[] {
    compiling = [];
    const outer = ajv.scope;
    // Names of its own, so that its code is the same whatever was compiled before.
    Object.assign(ajv, { scope: new ValueScope({ ...outer.opts, scope: {} }) });
    try {
      const schema = limitDepth(valueAt(document, unit.pointer) ?? true, unit.pointer, origins) as JsonObject | boolean;
      const { validate } = compileSchema.call(ajv, new SchemaEnv({ schema, schemaId: NO_IDENTIFIER, baseId: '' }));
      compiled.set(unit, validate as ValidateFunction);
    } catch (error) {
      throw new CompileError((error as Error).message, unit.pointer);
    } finally {
      Object.assign(ajv, { scope: outer });
    }
    return [...new Set(compiling)];
  }

  /** Compiles a schema and all that it refers to, one after another. */
  function compileAll(root: Unit): void {
    const found = new Set([root]);
    // The iteration of a set includes values that are added meanwhile.
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
    return (value, place) => {
      // A keyword may validate parts of a value during a validation: that is the same run.
      const outer = { isRunning, depth };
      if (!isRunning) [run, depth] = [run + 1, 0];
      isRunning = true;
      try {
        const context = place && {
          instancePath: '',
          parentData: place.holder as JsonObject,
          parentDataProperty: place.key,
          rootData: value as JsonObject,
          dynamicAnchors: {},
        };
        return validate(value, context) ? undefined : (validate.errors ?? []);
      } finally {
        // After an exception they are stale.
        ({ isRunning, depth } = outer);
      }
    };
  };
}

function isHolder(data: unknown): data is object {
  return typeof data === 'object' && data !== null;
}

/** A member that no schema has. Identifiers were resolved when the document was read; in an example such a name is only data. */
export const NO_IDENTIFIER = '\u0000id' as '$id';

/** The end of a chain of schemas that are only a `$ref`, or the last one whose target exists. */
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
