import { lstat, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { UsageError } from '../errors.ts';

/**
 * Writes a text to a file with a rename, so that a regular file is always complete. A device, a FIFO or a symbolic link is
 * written directly, because a rename would replace it by a file.
 * @throws UsageError if it cannot be written
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  try {
    const standing = await lstat(file).catch(() => undefined);
    if (standing && !standing.isFile()) await writeFile(file, text);
    else await writeByRename(file, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${file} cannot be written (${code ?? message})`,
      code === 'ENOSPC' ? 'Make room on its disk.' : 'Name a file in a folder that can be written to.',
    );
  }
}

/** Puts a file that was written beside it in the place of another, by the same rule. */
export async function takePlace(draft: string, file: string): Promise<void> {
  const standing = await lstat(file).catch(() => undefined);
  if (!standing || standing.isFile()) return rename(draft, file);
  await writeFile(file, await readFile(draft));
  await rm(draft);
}

async function writeByRename(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.part`;
  try {
    await writeFile(draft, text);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}
