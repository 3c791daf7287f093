import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { ShardReport } from '../model/shard-report.ts';
import { UsageError } from '../errors.ts';
import { isObject } from '../json/pointer.ts';
import type { GivenShard } from '../distribute/shards/choose-shards.ts';
import { createProblemOf, readJsonFile } from './saved-report.ts';

/**
 * Reads the reports of shards: files and glob patterns.
 * @throws UsageError for a file that is not there, is no report, or is not of a shard
 */
export async function readShardReports(given: readonly string[]): Promise<GivenShard[]> {
  const files = [...new Set((await Promise.all(given.map(findReports))).flat())];
  const problemOf = createProblemOf('report');
  const found: GivenShard[] = [];
  for (const file of files) {
    const report = await readJsonFile(file, 'Give the JSON reports of shards, as --report json=FILE writes them.');
    if (!isObject(report) || !('shard' in report))
      throw new UsageError(
        `${file} is no report of a shard`,
        'Run its part with --shard and --report json=FILE; what is not of a shard needs no merging.',
      );
    const problem = problemOf(report);
    if (problem !== undefined)
      throw new UsageError(
        `${file} is not as assay writes reports: ${problem}`,
        'Make it anew, with the same version of assay.',
      );
    found.push({ file, shard: report['shard'] as unknown as ShardReport });
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
