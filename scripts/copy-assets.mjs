/** Copies what tsc leaves in src/ into dist/: the files of pages and the metaschemas. */
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const ASSETS = ['mock/journal/page', 'schema/metaschemas', 'text/page', 'docs/try-it'];

const filter = (path) => {
  if (path.endsWith('.js') && existsSync(path.replace(/\.js$/, '.ts')))
    throw new Error(`${path} would replace what tsc makes of the .ts beside it; rename one of the two`);
  return !path.endsWith('.ts');
};

for (const folder of ASSETS) cpSync(join(root, 'src', folder), join(root, 'dist', folder), { recursive: true, filter });
