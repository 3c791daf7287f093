import { access, constants, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Contract } from '../model/contract.ts';
import { makeFolder } from './make-folder.ts';
import { renderPages } from './pages.ts';
import { takePlace } from './replace-file.ts';

/**
 * Writes the rendered documentation to a folder, which is made where it is missing; other files in it are left alone.
 * All pages are rendered before the first is written, and each takes its place by a rename; a symbolic link or a device is written through.
 * @returns the paths that were written, `index.html` first
 * @throws UsageError where the folder cannot be written, or what `renderPages` throws
 */
export async function writeDocs(contracts: Contract[], folder: string): Promise<string[]> {
  const unwritable = (error: unknown): never => {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `the documentation cannot be written to ${folder} (${code ?? String(error)})`,
      'Name a folder that you may write to.',
    );
  };
  // Tried first: rendering takes longer than finding out that nothing can be written.
  await makeFolder(folder).catch(unwritable);
  await access(folder, constants.W_OK).catch(unwritable);
  const files = [...(await renderPages(contracts))].map(([name, text]) => ({ file: join(folder, name), text }));
  const parts = files.map(({ file }) => `${file}.part`);
  try {
    await Promise.all(files.map(({ text }, index) => writeFile(parts[index] as string, text)));
    await Promise.all(files.map(({ file }, index) => takePlace(parts[index] as string, file)));
  } catch (error) {
    await Promise.all(parts.map((part) => rm(part, { force: true }))).catch(() => undefined);
    unwritable(error);
  }
  return files.map(({ file }) => file);
}
