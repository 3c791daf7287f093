import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../errors.ts';
import { isUrl } from './reference-policy.ts';

/** A contract's file, and its name unless it was given by its path or URL. */
export interface ContractFile {
  name: string;
  file: string;
}

/** The names that a folder's contract may have; the first that exists counts. */
export const CONTRACT_FILES = ['openapi.yaml', 'openapi.yml', 'openapi.json'];

/** The folder of contracts that come with assay; two levels up from both `src/contract` and `dist/contract`. */
const SHIPPED = fileURLToPath(new URL('../../openapi', import.meta.url));

/**
 * The contracts of a folder: each `<name>/openapi.yaml` (or .yml, .json).
 * @param folder where to look; without it, `openapi/` under the working folder, else the contracts that come with assay
 */
export async function findContracts(folder?: string): Promise<ContractFile[]> {
  const root = folder ?? contractsFolder();
  const entries = await readdir(root, { withFileTypes: true }).catch(() => {
    throw new UsageError(
      `there is no folder of contracts at ${root}`,
      'Give one with --contracts DIR; each contract is <name>/openapi.yaml in it.',
    );
  });
  const found = entries
    // `assay init` writes into a hidden folder until it is complete.
    .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.'))
    .flatMap(({ name }) => {
      const file = CONTRACT_FILES.map((base) => join(root, name, base)).find(existsSync);
      return file ? [{ name, file: display(file) }] : [];
    });
  return found.sort((a, b) => a.name.localeCompare(b.name));
}

/** The default folder of contracts. */
export function contractsFolder(): string {
  const local = resolve('openapi');
  return existsSync(local) ? local : SHIPPED;
}

/**
 * The contracts that the user names, by name, path or URL; all of them if none is named.
 * @throws UsageError for a name that is none of these
 */
export async function selectContracts(names: string[], folder?: string): Promise<ContractFile[]> {
  if (names.length > 0 && names.every(isDocumentPath)) return names.map((file) => ({ name: '', file }));
  const found = await findContracts(folder);
  if (names.length === 0) {
    if (found.length === 0)
      throw new UsageError(
        'there are no contracts',
        'Set one up with: assay init FILE_OR_URL. A path to a document will do as well.',
      );
    return found;
  }
  return names.map((name) => {
    const match = found.find((contract) => contract.name === name);
    if (match) return match;
    if (isDocumentPath(name)) return { name: '', file: name };
    if (/[/\\]|\.(ya?ml|json)$/i.test(name))
      throw new UsageError(
        `there is no file ${name}`,
        'Give the path of an OpenAPI document, or the name of a contract.',
      );
    throw new UsageError(
      `there is no contract named ${name}`,
      `There are: ${found.map((contract) => contract.name).join(', ') || 'none'}. A path to an OpenAPI document will do as well.`,
    );
  });
}

/** Whether a name is a URL or the path of an existing file. */
export function isDocumentPath(name: string): boolean {
  if (isUrl(name)) return true;
  try {
    return statSync(name).isFile();
  } catch {
    return false;
  }
}

/** A path relative to the working folder, if it is inside. */
export function display(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? file : path;
}
