import { lstat, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { UsageError } from '../errors.ts';
import { KB } from '../text/sizes.ts';

/** So many characters are written at once. */
const CHUNK = 64 * KB;

/**
 * Writes a text, whole or in pieces, to a file with a rename, so that a regular file is always complete. A device, a FIFO or a symbolic link is
 * written directly, because a rename would replace it by a file.
 * @param onDraft is told the name of a file before it is written beside the other, so that who ends the process can remove it
 * @throws UsageError if it cannot be written
 */
export async function replaceFile(
  file: string,
  text: string | Iterable<string>,
  onDraft: (draft: string) => void = () => {},
): Promise<void> {
  const pieces = typeof text === 'string' ? [text] : text;
  try {
    const standing = await lstat(file).catch(() => undefined);
    if (standing && !standing.isFile()) await writePieces(file, pieces);
    else await writeByRename(file, pieces, onDraft);
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

async function writeByRename(file: string, pieces: Iterable<string>, onDraft: (draft: string) => void): Promise<void> {
  const draft = `${file}.${process.pid}.part`;
  onDraft(draft);
  try {
    await writePieces(draft, pieces);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}

/** Collects small pieces, so that each write has some tens of kilobytes. */
async function writePieces(file: string, pieces: Iterable<string>): Promise<void> {
  const opened = await open(file, 'w');
  try {
    let text = '';
    for (const piece of pieces) {
      text += piece;
      if (text.length < CHUNK) continue;
      await opened.writeFile(text);
      text = '';
    }
    await opened.writeFile(text);
  } finally {
    await opened.close();
  }
}
