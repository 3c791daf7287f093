/** The licences of the packages whose code a bundle holds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * @param bundle - the beginning of the sentence that says what holds the code
 * @param files - the files that it is made of, from the root of the repository on; those outside node_modules/ are ours
 * @returns the licence of each package by name, with its version
 */
export function notices(bundle, files) {
  const folders = [...new Set(files.filter((file) => file.includes('node_modules/')).map(packageFolder))].sort();
  const head = `${bundle} code of these packages, put together by esbuild. Their licences:\n`;
  return [head, ...folders.map(notice)].join(`\n${'-'.repeat(80)}\n\n`);
}

function packageFolder(file) {
  const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file);
  return resolve(root, folder);
}

function notice(folder) {
  const { name, version, license, licenses, author, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const licence = license ?? licenses.map(({ type }) => type).join(', ');
  const whose = [author?.name ?? author, repository?.url ?? repository].filter(Boolean).join(', ');
  return `${[`${name} ${version} (${licence}) ${whose}`.trim(), ...texts].join('\n\n')}\n`;
}
