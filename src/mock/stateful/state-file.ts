import { readFile } from 'node:fs/promises';
import type { Json } from '../../model/json.ts';
import { replaceFile } from '../../docs/replace-file.ts';
import { UsageError } from '../../errors.ts';
import type { State } from './state.ts';

/** Milliseconds after a change until the file is written, so that many changes are written once. */
const PAUSE = 200;

/** Keeps what a mock keeps in a file. */
export interface StateFile {
  /** Notes a change; the file is written soon. */
  changed(): void;
  /** Writes what is not written yet. @throws UsageError where the file cannot be written */
  close(): Promise<void>;
}

/**
 * Reads a state from a file, where there is one, and writes it there when it changes.
 * @param onError called when the file cannot be written; later changes are tried again
 * @throws UsageError for a file that cannot be read, or holds something else
 */
export async function openStateFile(
  file: string,
  state: State,
  onError: (error: UsageError) => void,
): Promise<StateFile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UsageError(
      `the state ${file} cannot be read (${error.code ?? error.message})`,
      'Name a file of its own.',
    );
  });
  if (text !== undefined && text.trim() !== '') state.replace(parse(file, text));
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const written = writing.then(() => replaceFile(file, `${JSON.stringify(state.show(), null, 2)}\n`));
    writing = written.catch(() => {});
    return written;
  };
  return {
    changed: () => {
      timer ??= setTimeout(() => void write().catch(onError), PAUSE);
    },
    close: () => (timer ? write() : writing),
  };
}

function parse(file: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new UsageError(
      `the state ${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      'Correct it, or delete the file to begin with the documented examples.',
    );
  }
}
