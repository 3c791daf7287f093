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

/**
 * The recordings that may grow. A folder or pattern may have none yet.
 * @param mayBeGone whether a file that is not there was there before
 * @throws UsageError for what cannot be followed
 */
export async function growingSources(given: readonly string[], mayBeGone = false): Promise<string[]> {
  const found: string[] = [];
  for (const one of given) {
    if (one === '-' || one.endsWith('.gz'))
      throw new UsageError(
        `${one === '-' ? 'the standard input' : one} cannot be followed`,
        'The standard input is read to its end without --follow, and what is compressed is complete.',
      );
    const kind = await stat(one).catch(() => undefined);
    if (kind && !kind.isDirectory()) found.push(one);
    else if (kind) found.push(...(await recordingsIn(one)));
    else if (!mayBeGone || isPattern(one)) found.push(...(await matching(one)));
  }
  return [...new Set(found)].filter((file) => !file.endsWith('.gz'));
}

async function sourcesOf(given: string): Promise<string[]> {
  if (given === '-') return ['-'];
  const kind = await stat(given).catch(() => undefined);
  if (kind && !kind.isDirectory()) return [given];
  if (kind) {
    const files = await recordingsIn(given);
    if (files.length === 0)
      throw new UsageError(
        `${given}: the folder has no recordings`,
        'Recordings end in .har, .ndjson, .jsonl, .json or .log, and .gz.',
      );
    return files;
  }
  const files = await matching(given);
  if (files.length === 0)
    throw new UsageError(`${given} matches no file`, 'Give the path of a recording, such as a HAR file.');
  return files;
}

async function recordingsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names
    .filter((name) => !name.isDirectory() && RECORDING.test(name.name))
    .map((name) => join(name.parentPath, name.name))
    .sort();
}

/** @throws UsageError for what is no pattern: there is no such file */
async function matching(pattern: string): Promise<string[]> {
  if (!isPattern(pattern))
    throw new UsageError(`${pattern}: there is no such file`, 'Give the path of a recording, such as a HAR file.');
  const { glob } = await import('tinyglobby');
  return (await glob(pattern, { expandDirectories: false, absolute: isAbsolute(pattern) })).sort();
}

function isPattern(given: string): boolean {
  return /[*?[{]/.test(given);
}
