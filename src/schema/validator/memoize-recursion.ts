import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';

/** Down to so many `$ref`s each branch validates a value by itself; few schemas without recursion are deeper. */
const SHALLOW = 4;
/** At most so many errors are kept of a deeper place, as each level joins the errors of its branches. */
const ERRORS_LIMIT = 100;

/** The result of a function of AJV, and the properties that it sets on itself. */
type Outcome = Pick<ValidateFunction, 'errors' | 'evaluated'> & { valid: boolean };

/** Validates a value by a schema; undefined where it conforms. */
export type Run = (value: unknown) => ErrorObject[] | undefined;

/**
 * Compiles references so that the cost of recursive schemas grows with the size of the value only. Where two branches of a
 * oneOf lead deeper, AJV tries both at each level: for a filter of thirty nested levels, a kilobyte, that is a billion steps.
 * Here a value is validated by a schema once in each run, however many branches lead there.
 *
 * In each ring of references AJV has to look up one function at the time of the call, as it did not exist when the reference
 * was compiled. Those functions are replaced.
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
      // A copy, as the caller changes it.
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
      // An exception must not change it.
      depth = 0;
      return validate(value) ? undefined : (validate.errors ?? []);
    };
  };
}
