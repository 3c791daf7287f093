import type { AnySchemaObject, ErrorObject } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import { inPlace, listed, namedMemberSchemas, reachable, type Subschema } from '../subschemas.ts';
import type { Run } from './compile-references.ts';

export interface Evaluation {
  document: JsonObject;
  /** The pointer of a schema of the document, or of one that was made for it. */
  pointerOf(schema: object): Pointer | undefined;
  accepts(schema: Pointer, value: Json): boolean;
  /** Compiles a schema for the first error or for all errors. */
  compile(schema: Pointer): Run;
}

/** What {@link addUnevaluated} sets on the function that AJV calls. */
interface Validate {
  (value: Json, context?: { instancePath: string }): boolean;
  errors?: Partial<ErrorObject>[];
}

/**
 * `unevaluatedItems` and `unevaluatedProperties` (JSON Schema 2020-12 Core §11): for values that no schema in place has
 * evaluated. AJV's own ignore `if` without `then`, `contains`, and nested lists.
 */
export function addUnevaluated(ajv: Ajv2020, evaluation: Evaluation): void {
  // AJV would track evaluated members for its own two keywords.
  ajv.opts.unevaluated = false;
  const kinds = [
    ['unevaluatedProperties', 'object', unevaluatedNames],
    ['unevaluatedItems', 'array', unevaluatedIndexes],
  ] as const;
  for (const [keyword, type, find] of kinds)
    ajv.removeKeyword(keyword).addKeyword({
      keyword,
      type,
      schemaType: ['object', 'boolean'],
      errors: true,
      compile: (_: unknown, parentSchema: AnySchemaObject) => {
        let run: Run | undefined;
        const validate: Validate = (value, { instancePath } = { instancePath: '' }) => {
          const at = evaluation.pointerOf(parentSchema);
          const left = at === undefined ? [] : find(evaluation, at, value);
          validate.errors = [];
          if (left.length === 0 || at === undefined) return true;
          const isRefused = parentSchema[keyword] === false;
          if (!isRefused) run ??= evaluation.compile(joinPointer(at, keyword));
          for (const key of left) {
            if (isRefused) validate.errors.push({ ...refusal(keyword, key), parentSchema });
            else
              for (const error of run?.((value as JsonObject)[key]) ?? [])
                validate.errors.push({
                  ...error,
                  instancePath: `${instancePath}${joinPointer('', key)}${error.instancePath}`,
                });
            if (validate.errors.length > 0 && !ajv.opts.allErrors) break;
          }
          return validate.errors.length === 0;
        };
        return validate as (value: unknown) => boolean;
      },
    });
}

function refusal(keyword: string, key: string): Partial<ErrorObject> {
  return keyword === 'unevaluatedProperties'
    ? { keyword, params: { unevaluatedProperty: key } }
    : { keyword, message: `must NOT have unevaluated items (item ${key})`, params: {} };
}

/** The schemas that apply to a value in place and to which it conforms. The keyword's own schema always counts. */
function evaluating({ document, accepts }: Evaluation, at: Pointer, value: Json): Subschema[] {
  return reachable(document, [at], (subschema) => {
    const test = joinPointer(subschema.pointer, 'if');
    const isTested = subschema.schema['if'] !== undefined && accepts(test, value);
    return [...inPlace({ accepts }, subschema, value), ...(isTested ? [test] : [])];
  });
}

function unevaluatedNames(evaluation: Evaluation, at: Pointer, value: Json): string[] {
  if (!isObject(value)) return [];
  const schemas = evaluating(evaluation, at, value);
  const isWhole = schemas.some(
    ({ pointer, schema }) =>
      schema['additionalProperties'] !== undefined || (pointer !== at && schema['unevaluatedProperties'] !== undefined),
  );
  if (isWhole) return [];
  return Object.keys(value).filter((name) => schemas.every((schema) => namedMemberSchemas(schema, name).length === 0));
}

function unevaluatedIndexes(evaluation: Evaluation, at: Pointer, value: Json): string[] {
  if (!Array.isArray(value)) return [];
  const schemas = evaluating(evaluation, at, value);
  const isWhole = schemas.some(
    ({ pointer, schema }) =>
      schema['items'] !== undefined || (pointer !== at && schema['unevaluatedItems'] !== undefined),
  );
  if (isWhole) return [];
  const first = Math.max(...schemas.map((schema) => listed(schema, 'prefixItems').length));
  const containing = schemas.flatMap(({ pointer, schema }) =>
    schema['contains'] === undefined ? [] : [joinPointer(pointer, 'contains')],
  );
  return value.flatMap((item, index) =>
    index < first || containing.some((contains) => evaluation.accepts(contains, item)) ? [] : [String(index)],
  );
}
