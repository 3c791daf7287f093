/**
 * Makes the command of dist/ (of this folder, or of the one named) one that npx finds in a clone. Without it npx installs the clone into its own cache,
 * which builds it again: ten seconds at the first use, and two at each later one.
 */
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'));
const folder = join(root, 'node_modules/.bin');
const link = join(folder, 'assay');

chmodSync(join(root, 'dist/cli/bin.js'), 0o755);
// Windows runs no links: there npx does what it did.
if (process.platform !== 'win32') {
  mkdirSync(folder, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync('../../dist/cli/bin.js', link);
}
