import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { ContractError } from '../errors.ts';
import { nearestWord } from '../text/did-you-mean.ts';
import { joinPointer, valueAt } from '../json/pointer.ts';
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
  const at = `#${error?.instancePath ?? ''}`;
  const { additionalProperty: unknown } = (error?.params ?? {}) as { additionalProperty?: string };
  if (unknown !== undefined) {
    const known = Object.keys((error?.parentSchema?.['properties'] ?? {}) as object);
    const near = nearestWord(unknown, known);
    throw new ContractError(
      `${joinPointer(at, unknown)} is not known`,
      locate(joinPointer(at, unknown)),
      near ? `Did you mean ${near}?` : `There are: ${known.join(', ')}.`,
    );
  }
  const says =
    error?.keyword === 'oneOf' ? 'must have exactly one of its alternatives' : (error?.message ?? 'does not fit');
  const hint =
    error?.keyword === 'oneOf' ? alternatives(error.schema as Json[]) : `schemas/${schema} describes the file.`;
  throw new ContractError(`${at} ${says}`, locate(at), hint);
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
