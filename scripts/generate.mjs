/**
 * Writes generated/<name>.ts from openapi/<name>/openapi.yaml, and docs/traceability.md from the traceability.yaml beside it.
 * With --check it writes nothing, and ends with 1 if a file is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findContracts } from '../dist/document/find.js';
import { loadContract } from '../dist/contract/load.js';
import { readTrace, renderTrace } from '../dist/mutation/trace.js';
import { staleTypes, writeTypes } from '../dist/docs/typescript-types.js';

const root = join(import.meta.dirname, '..');
process.chdir(root);
const contracts = await Promise.all((await findContracts('openapi')).map(({ name, file }) => loadContract(file, name)));
const TRACE = 'docs/traceability.md';
const trace = await renderTrace(
  await Promise.all(
    contracts.map(async (contract) => {
      const file = join(dirname(contract.file), 'traceability.yaml');
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (text === undefined) {
        console.error(
          `there is no ${file}; write into it which clause each line of the document became (CONTRIBUTING.md)`,
        );
        process.exit(2);
      }
      return { contract, documents: readTrace(text, contract) };
    }),
  ),
);
const known = await readFile(TRACE, 'utf8').catch(() => '');

if (process.argv.includes('--check')) {
  const stale = await staleTypes(contracts, 'generated');
  for (const { file } of stale) console.error(`${file} is not what its contract gives; run: npm run generate`);
  if (known !== trace) console.error(`${TRACE} is not what the contracts give; run: npm run generate`);
  process.exitCode = stale.length > 0 || known !== trace ? 1 : 0;
} else {
  const written = await writeTypes(contracts, 'generated');
  if (known !== trace) {
    await writeFile(TRACE, trace);
    written.push(TRACE);
  }
  console.error(written.length > 0 ? `wrote ${written.join(', ')}` : 'nothing changed');
}
