import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and its parents. Node's own `recursive` never ends if the file system always reports a missing folder, as
 * /proc does.
 * @throws the error of the file system
 */
export async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let path = resolve(folder); ; path = dirname(path)) {
    const error = await mkdir(path).then(
      () => undefined,
      (thrown: NodeJS.ErrnoException) => thrown,
    );
    if (!error || error.code === 'EEXIST') break;
    if (error.code !== 'ENOENT' || dirname(path) === path) throw error;
    missing.push(path);
  }
  for (const path of missing.reverse()) await mkdir(path);
  if (!(await stat(folder)).isDirectory())
    throw Object.assign(new Error(`${folder} is no folder`), { code: 'ENOTDIR' });
}
