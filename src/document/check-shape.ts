import { readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { ContractError } from '../errors.ts';
import { nearestWord } from '../text/did-you-mean.ts';
import { joinPointer, valueAt } from '../json/pointer.ts';
import { kindOf } from '../text/wording.ts';
import { loadAjv } from '../schema/validator/load-ajv.ts';
import type { SourceLocation } from '../model/contract.ts';

/** Knows the places of what it holds, where it came from a file. */
interface Located {
  locate(pointer: Pointer): SourceLocation | undefined;
}

/**
 * Holds a file of the user to one of assay's own schemas.
 * @param schema the name of the schema in `schemas/`
 * @throws ContractError with the file, the line, and what to write instead
 */
export function checkShape(root: Json, { locate }: Located, schema: string): void {
  const check = checkFor(schema);
  if (check(root)) return;
  const errors = check.errors ?? [];
  // A mistyped key makes another key missing, so it is reported first.
  const error =
    errors.find(({ keyword }) => keyword === 'additionalProperties') ??
    errors.find(({ keyword }) => keyword === 'oneOf') ??
    errors[0];
  if (!error) return;
  const at = `#${error.instancePath}`;
  const { additionalProperty: unknown } = error.params as { additionalProperty?: string };
  if (unknown !== undefined) {
    const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
    const place = joinPointer(at, unknown);
    throw new ContractError(`${place} is not known`, locate(place), choice(unknown, known));
  }
  const { keyword, schema: limit, data } = error;
  const hint =
    keyword === 'oneOf'
      ? alternatives(limit as Json[])
      : keyword === 'enum'
        ? choice(data as Json, limit as string[])
        : `schemas/${schema} describes the file.`;
  throw new ContractError(
    `${at === '#' ? 'the file' : at} ${SAYS[keyword]?.(error) ?? error.message ?? 'does not fit'}`,
    locate(at),
    hint,
  );
}

const isEmpty = () => 'is empty';

/** What is wrong, by the keyword that says so. Values are not shown: some are credentials. */
const SAYS: Record<string, (error: ErrorObject) => string> = {
  type: ({ schema, data }) => {
    const types = [schema as string | string[]].flat().map(nameOfType);
    // 2.5 is a number already.
    return typeof data === 'number' && types.join() === 'a whole number'
      ? 'is not a whole number'
      : `is ${kindOf(data as Json)}, not ${types.join(' or ')}`;
  },
  enum: () => 'is not known',
  oneOf: () => 'must have exactly one of its alternatives',
  required: ({ params }) => `has no ${(params as { missingProperty: string }).missingProperty}`,
  format: ({ schema }) => `is not a ${String(schema)}`,
  pattern: ({ schema }) => `does not match ${String(schema)}`,
  // No schema of ours asks for more than one.
  minLength: isEmpty,
  minItems: isEmpty,
  minProperties: isEmpty,
  minimum: ({ schema }) => `is less than ${String(schema)}`,
  maximum: ({ schema }) => `is more than ${String(schema)}`,
  exclusiveMinimum: ({ schema }) => `is not more than ${String(schema)}`,
};

function nameOfType(type: string): string {
  if (type === 'integer') return 'a whole number';
  if (type === 'null') return 'null';
  return /^[ao]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** The word that was meant, or all that there are. */
function choice(word: Json, known: string[]): string {
  const near = typeof word === 'string' ? nearestWord(word, known) : undefined;
  return near === undefined ? `There are: ${known.join(', ')}.` : `Did you mean ${near}?`;
}

function alternatives(branches: Json[]): string {
  return `Give either ${branches.map((branch) => (valueAt(branch, '#/required') as string[]).join(' and ')).join(', or ')}.`;
}

const compiled = new Map<string, ValidateFunction>();

/** Loads ajv at the first use: few commands read such a file. */
function checkFor(schema: string): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const { Ajv2020, addFormats } = loadAjv();
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true });
  addFormats(ajv);
  const file = new URL(`../../schemas/${schema}`, import.meta.url);
  const check = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as JsonObject);
  compiled.set(schema, check);
  return check;
}
