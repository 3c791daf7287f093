import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { UsageError } from '../../errors.ts';

/** What a folder of recordings is searched for. */
const RECORDING = /\.(har|ndjson|jsonl|json|log)(\.gz)?$/i;

/**
 * The recordings that are meant, in order: a file, every recording in a folder and below it, what a glob pattern matches, and `-` for
 * the standard input.
 * @throws UsageError for what is not there
 */
export async function findRecordings(given: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const one of given) found.push(...(await sourcesOf(one)));
  if (found.filter((one) => one === '-').length > 1)
    throw new UsageError('the standard input can be read once', 'Give --har - once.');
  return [...new Set(found)];
}

async function sourcesOf(given: string): Promise<string[]> {
  if (given === '-') return ['-'];
  const kind = await stat(given).catch(() => undefined);
  if (kind && !kind.isDirectory()) return [given];
  if (kind) {
    const names = await readdir(given, { recursive: true, withFileTypes: true });
    const files = names
      .filter((name) => !name.isDirectory() && RECORDING.test(name.name))
      .map((name) => join(name.parentPath, name.name))
      .sort();
    if (files.length === 0)
      throw new UsageError(
        `${given}: the folder has no recordings`,
        'Recordings end in .har, .ndjson, .jsonl, .json or .log, and .gz.',
      );
    return files;
  }
  if (!/[*?[{]/.test(given))
    throw new UsageError(`${given}: there is no such file`, 'Give the path of a recording, such as a HAR file.');
  const { glob } = await import('tinyglobby');
  const files = (await glob(given, { expandDirectories: false, absolute: isAbsolute(given) })).sort();
  if (files.length === 0)
    throw new UsageError(`${given} matches no file`, 'Give the path of a recording, such as a HAR file.');
  return files;
}
