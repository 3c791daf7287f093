import { existsSync } from 'node:fs';
import { lstat, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { Contract } from '../../model/contract.ts';
import { ContractError, UsageError } from '../../errors.ts';
import { CONTRACT_FILES, display } from '../../document/find.ts';
import { isUrl } from '../../document/reference-policy.ts';
import { loadContract } from '../../contract/load.ts';
import { isObject } from '../../json/pointer.ts';
import { nameOf, type ReadDocument } from '../../document/read.ts';
import { makeFolder } from '../../docs/make-folder.ts';
import { takePlace } from '../../docs/replace-file.ts';
import { generateTypes } from '../../docs/typescript-types.ts';

export interface SetUp {
  contract: Contract;
  types: string;
  /** Why there are no types. */
  noTypes?: string;
}

/** A name that is a folder and a file on every system: from the title, else from the file. */
export function nameFor(title: string, source: string): string {
  return folderName(title) || folderName(nameOf(source)) || 'api';
}

function folderName(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
    .replace(/^(con|prn|aux|nul|com\d|lpt\d)$/, '$1-api');
}

/** @throws UsageError for a name that leaves the folder, or that a file system may refuse */
export function checkName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name) && !name.endsWith('.')) return name;
  throw new UsageError(
    `--name ${name} is no name for a folder`,
    `Letters, digits, dots, dashes and underscores will do: --name ${folderName(name) || 'my-api'}`,
  );
}

/** The contract's text: as its author wrote it where nothing was brought into it. */
export function contractText({ document, text, isJson, bundled, converted }: ReadDocument, source: string): string {
  if (!bundled && !converted) return text;
  // Redocly makes one where there is none.
  const { components, ...rest } = document;
  const whole = isObject(components) && Object.keys(components).length === 0 ? rest : document;
  if (isJson) return `${JSON.stringify(whole, null, 2)}\n`;
  const from = isUrl(source) ? new URL(source).pathname : basename(source);
  const why = converted
    ? `Converted from the Swagger 2.0 of ${from} by assay init.`
    : `${from} and what it refers to, brought together by assay init.`;
  return `# ${why.replace(/\s+/g, ' ')}\n${stringify(whole, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

/** @throws UsageError where something stands already, unless it may be replaced */
export async function refuseToOverwrite(folder: string, types: string, source: string): Promise<void> {
  const standing = [...CONTRACT_FILES.map((file) => join(folder, file)), types].find(existsSync);
  if (standing === undefined) return;
  const same = !isUrl(source) && resolve(standing) === resolve(source);
  throw new UsageError(
    `${display(resolve(standing))} is there already`,
    same
      ? `It is a contract as it is: assay check ${basename(folder)}`
      : 'Give another name with --name, or --force to replace it.',
  );
}

/**
 * Writes a contract and its types: all of it or nothing. It is made in a hidden folder beside its place, read from there as
 * any other contract, and takes its place by a rename.
 */
export async function setUp(
  name: string,
  text: string,
  isJson: boolean,
  root: string,
  generated: string,
): Promise<SetUp> {
  const target = join(root, name);
  const base = isJson ? 'openapi.json' : 'openapi.yaml';
  const types = join(generated, `${name}.ts`);
  let draft: string | undefined;
  const typesDraft = `${types}.${process.pid}.part`;
  try {
    for (const folder of [root, generated]) await makeFolder(folder);
    const standing = await lstat(target).catch(() => undefined);
    if (standing && !standing.isDirectory())
      throw new UsageError(`${target} is no folder of its own`, 'Give another name with --name.');
    draft = join(root, `.assay-init-${process.pid}`);
    await makeFolder(draft);
    await writeFile(join(draft, base), text);
    const drafted = await loadContract(join(draft, base), name, { confined: true });
    const { typesText, noTypes } = await generateTypes(drafted).then(
      (made) => ({ typesText: made, noTypes: undefined }),
      (error: unknown) => ({ typesText: undefined, noTypes: reasonOf(error) }),
    );
    if (typesText !== undefined) await writeFile(typesDraft, typesText);
    if (!standing) await rename(draft, target);
    else {
      // A link is replaced, as a contract of a folder lies in it.
      await rename(join(draft, base), join(target, base));
      // Of two the other would be found.
      for (const other of CONTRACT_FILES) if (other !== base) await rm(join(target, other), { force: true });
    }
    if (typesText !== undefined) await takePlace(typesDraft, types);
    const contract = await loadContract(display(resolve(target, base)), name, { confined: true });
    return { contract, types, ...(noTypes !== undefined && { noTypes }) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof UsageError || code === undefined) throw error;
    throw new UsageError(
      `${target} and ${types} cannot be written (${code})`,
      'Name a folder that you may write to with --contracts, and run it where generated/ can be made.',
    );
  } finally {
    if (draft !== undefined) await rm(draft, { recursive: true, force: true });
    await rm(typesDraft, { force: true }).catch(() => {});
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof ContractError)) throw error;
  return error.message.replace(/^\S+:\d+:\d+ /, '');
}
