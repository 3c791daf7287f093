import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';

/** How many `$ref` deep a value is taken apart anew in each branch that leads there; few schemas that do not recur go as deep. */
const SHALLOW = 4;
/** How many errors are kept of a place below that: those of two branches are put together, at each level anew. */
const ERRORS_LIMIT = 100;

/** What a function of AJV gives, and what it leaves on itself. */
type Outcome = Pick<ValidateFunction, 'errors' | 'evaluated'> & { valid: boolean };

/** Holds a value to a schema; undefined where there is nothing wrong. */
export type Run = (value: unknown) => ErrorObject[] | undefined;

/**
 * Compiles references so that schemas that refer to themselves cost no more than the value is large. Where two branches of
 * a oneOf lead deeper, AJV tries both at each level: a filter of thirty nested levels, a kilobyte of a client, would take a
 * billion turns. Here a value is held to a schema once for each run, however many branches lead there.
 *
 * Each ring of references goes through a function that AJV looks up when it is called, as that was not yet made when the
 * reference was compiled. Those functions are replaced.
 * @param root the key of the document that the references go into
 */
export function createCompile(ajv: Ajv2020, root: string): (reference: string) => Run {
  const guarded = new WeakSet<object>();
  let run = 0;
  let depth = 0;

  const guard = (inner: ValidateFunction): ValidateFunction => {
    let known = new WeakMap<object, Outcome>();
    let knownIn = run;
    const call = (data: unknown, context: unknown): Outcome => {
      depth += 1;
      const valid = (inner as (data: unknown, context: unknown) => boolean)(data, context);
      depth -= 1;
      return { valid, errors: inner.errors, evaluated: inner.evaluated };
    };
    const callOnce = (data: object, context: unknown): Outcome => {
      if (knownIn !== run) [known, knownIn] = [new WeakMap(), run];
      const before = known.get(data);
      if (before) return before;
      const { valid, errors, evaluated } = call(data, context);
      const outcome = { valid, errors: errors?.slice(0, ERRORS_LIMIT), evaluated };
      known.set(data, outcome);
      return outcome;
    };
    const outer = (data: unknown, context: unknown): boolean => {
      const isDeep = depth >= SHALLOW && typeof data === 'object' && data !== null;
      const { valid, errors, evaluated } = isDeep ? callOnce(data, context) : call(data, context);
      // A copy, as the caller goes on writing into it.
      Object.assign(outer, { errors: isDeep ? errors?.slice() : errors, evaluated });
      return valid;
    };
    return Object.assign(outer, {
      schema: inner.schema,
      schemaEnv: inner.schemaEnv,
      evaluated: inner.evaluated,
    }) as unknown as ValidateFunction;
  };

  const guardAll = (): void => {
    for (const reference of Object.values(ajv.schemas[root]?.refs ?? {})) {
      const environment = reference as { validate?: ValidateFunction } | boolean;
      if (typeof environment !== 'object' || typeof environment.validate !== 'function' || guarded.has(environment))
        continue;
      guarded.add(environment);
      environment.validate = guard(environment.validate);
    }
  };

  return (reference) => {
    const validate = ajv.compile({ $ref: reference });
    guardAll();
    return (value) => {
      run += 1;
      // An exception leaves it as it was.
      depth = 0;
      return validate(value) ? undefined : (validate.errors ?? []);
    };
  };
}
