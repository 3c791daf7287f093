import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Where the tests find Prism in one file, as the package has it: Jest takes seconds for each suite that loads Prism's thousand files. */
const BUNDLED_PRISM = join(root, 'node_modules/.cache/assay-prism');
const SCRIPT = join(root, 'scripts/bundle-prism.mjs');

/** Before the tests: makes the bundle, unless it is there and of the same script and packages. */
export default function bundlePrism() {
  const madeBy = createHash('sha256');
  for (const file of [SCRIPT, join(root, 'node_modules/.package-lock.json')]) madeBy.update(readFileSync(file));
  const made = join(BUNDLED_PRISM, 'package.json');
  const text = `${JSON.stringify({ type: 'module', madeBy: madeBy.digest('hex') })}\n`;
  if (existsSync(made) && readFileSync(made, 'utf8') === text) return;
  mkdirSync(BUNDLED_PRISM, { recursive: true });
  execFileSync(process.execPath, [SCRIPT, BUNDLED_PRISM], { env: { ...process.env, NODE_OPTIONS: '' } });
  writeFileSync(made, text);
}
