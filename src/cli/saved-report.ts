import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { UsageError } from '../errors.ts';
import { readJson } from '../json/parse-json.ts';
import { loadAjv } from '../schema/validator/load-ajv.ts';

const SCHEMAS = new URL('../../schemas/', import.meta.url);

/** Reads a file of JSON. @param hint what the user may do where it is none @throws UsageError for a file that cannot be read, or is not JSON */
export async function readJsonFile(file: string, hint: string): Promise<Json> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === 'ENOENT' ? `${file}: there is no such file` : `${file} cannot be read (${code})`,
      hint,
    );
  }
  const read = readJson(text);
  if ('problem' in read) throw new UsageError(`${file} is not JSON`, hint);
  return read.value;
}

/**
 * What in a file is not as a published schema says; undefined where nothing is.
 * @param part a pointer into the schema, for what is a part of such a file
 */
export function createProblemOf(
  schema: 'report' | 'comparison',
  part: Pointer = '#',
): (report: Json) => string | undefined {
  const { Ajv2020 } = loadAjv();
  const whole = JSON.parse(readFileSync(new URL(`${schema}.schema.json`, SCHEMAS), 'utf8')) as JsonObject;
  const check = new Ajv2020({ strict: false })
    .addSchema(whole, 'whole')
    .compile({ $ref: `${String(whole['$id'])}${part}` });
  return (report) => {
    if (check(report)) return undefined;
    const [error] = check.errors ?? [];
    return `${error?.instancePath || 'it'} ${error?.message ?? 'is wrong'}`;
  };
}
