/**
 * Writes generated/<name>.ts from openapi/<name>/openapi.yaml.
 * With --check it writes nothing, and ends with 1 when a file is not what its contract gives.
 */
import { join } from 'node:path';
import { findContracts } from '../dist/document/find.js';
import { loadContract } from '../dist/contract/load.js';
import { staleTypes, writeTypes } from '../dist/docs/typescript-types.js';

const root = join(import.meta.dirname, '..');
process.chdir(root);
const contracts = await Promise.all((await findContracts('openapi')).map(({ name, file }) => loadContract(file, name)));

if (process.argv.includes('--check')) {
  const stale = await staleTypes(contracts, 'generated');
  for (const { file } of stale) console.error(`${file} is not what its contract gives; run: npm run generate`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  const written = await writeTypes(contracts, 'generated');
  console.error(written.length > 0 ? `wrote ${written.join(', ')}` : 'nothing changed');
}
