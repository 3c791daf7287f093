/** Copies what tsc leaves in src/ into dist/: the files of pages and the metaschemas. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const ASSETS = ['mock/journal/page', 'schema/metaschemas', 'text/page'];

const filter = (path) => !path.endsWith('.ts');

for (const folder of ASSETS) cpSync(join(root, 'src', folder), join(root, 'dist', folder), { recursive: true, filter });
