import { access, constants, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Contract } from '../model/contract.ts';
import { makeFolder } from './make-folder.ts';
import { renderPages } from './pages.ts';
import { takePlace } from './replace-file.ts';

/**
 * Writes the rendered documentation to a folder, which is made if it is missing. Other files in it are not changed. All pages
 * are rendered before the first one is written, and each is written with a rename, or through a symbolic link or a device.
 * @returns the paths that were written, `index.html` first
 * @throws UsageError if the folder cannot be written, or an error of `renderPages`
 */
export async function writeDocs(contracts: Contract[], folder: string): Promise<string[]> {
  const unwritable = (error: unknown): never => {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `the documentation cannot be written to ${folder} (${code ?? String(error)})`,
      'Name a folder that you may write to.',
    );
  };
  // Tried first, because rendering takes longer.
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
