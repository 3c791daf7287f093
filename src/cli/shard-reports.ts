import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isAbsolute } from 'node:path';
import type { Json, JsonObject } from '../model/json.ts';
import type { ShardReport } from '../model/shard-report.ts';
import { UsageError } from '../errors.ts';
import { readJson } from '../json/parse-json.ts';
import { isObject } from '../json/pointer.ts';
import type { GivenShard } from '../distribute/shards/choose-shards.ts';

const SCHEMA = new URL('../../schemas/report.schema.json', import.meta.url);

/**
 * Reads the reports of shards: files and glob patterns.
 * @throws UsageError for a file that is not there, is no report, or is not of a shard
 */
export async function readShardReports(given: readonly string[]): Promise<GivenShard[]> {
  const files = [...new Set((await Promise.all(given.map(findReports))).flat())];
  const problemOf = createProblemOf();
  const found: GivenShard[] = [];
  for (const file of files) {
    const read = readJson(await readText(file));
    if ('problem' in read)
      throw new UsageError(
        `${file} is not JSON`,
        'Give the JSON reports of shards, as --report json=FILE writes them.',
      );
    if (!isObject(read.value) || !('shard' in read.value))
      throw new UsageError(
        `${file} is no report of a shard`,
        'Run its part with --shard and --report json=FILE; what is not of a shard needs no merging.',
      );
    const problem = problemOf(read.value);
    if (problem !== undefined)
      throw new UsageError(
        `${file} is not as assay writes reports: ${problem}`,
        'Make it anew, with the same version of assay.',
      );
    found.push({ file, shard: read.value['shard'] as unknown as ShardReport });
  }
  return found;
}

async function findReports(given: string): Promise<string[]> {
  const kind = await stat(given).catch(() => undefined);
  if (kind?.isDirectory()) return matching(`${given.replace(/\/+$/, '')}/*.json`);
  if (kind) return [given];
  if (/[*?[{]/.test(given)) return matching(given);
  throw new UsageError(`${given}: there is no such file`, 'Give the JSON reports of the shards.');
}

async function matching(pattern: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const files = (await glob(pattern, { expandDirectories: false, absolute: isAbsolute(pattern) })).sort();
  if (files.length === 0) throw new UsageError(`${pattern} matches no file`, 'Give the JSON reports of the shards.');
  return files;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code})`,
      'Give the JSON reports of the shards.',
    );
  }
}

/** What in a report is not as the published schema says. */
function createProblemOf(): (report: Json) => string | undefined {
  const require = createRequire(import.meta.url);
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const check = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as JsonObject);
  return (report) => {
    if (check(report)) return undefined;
    const [error] = check.errors ?? [];
    return `${error?.instancePath || 'it'} ${error?.message ?? 'is wrong'}`;
  };
}
