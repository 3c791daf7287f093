import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Where the tests find Prism in one file, as the package has it: Jest takes seconds for each suite that loads Prism's thousand files. */
const BUNDLED_PRISM = join(root, 'node_modules/.cache/assay-prism');

/** Before the tests: makes the bundle, unless it is there and as new as what it is made by. */
export default function bundlePrism() {
  const made = join(BUNDLED_PRISM, 'mock/dynamic/prism-http.js');
  const madeBy = ['scripts/bundle-prism.mjs', 'package-lock.json'].map((name) => join(root, name));
  if (existsSync(made) && madeBy.every((file) => !existsSync(file) || statSync(file).mtimeMs <= statSync(made).mtimeMs))
    return;
  mkdirSync(BUNDLED_PRISM, { recursive: true });
  writeFileSync(join(BUNDLED_PRISM, 'package.json'), '{ "type": "module" }\n');
  execFileSync(process.execPath, [madeBy[0], BUNDLED_PRISM], { env: { ...process.env, NODE_OPTIONS: '' } });
}
