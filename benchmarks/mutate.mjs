/**
 * The speed of mutation testing, and how its cost grows with the contract: the shipped contracts, and copies of one
 * with ten and twenty times the operations. Run with `npm run benchmark:mutate`, after a build.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadContract, mutate } from '../dist/index.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'assay-benchmark-'));
const shipped = await Promise.all(
  ['cloud-foundry-v3-packages', 'openstack-image-v1'].map((name) =>
    loadContract(join(ROOT, 'openapi', name, 'openapi.yaml')),
  ),
);

/** A contract with its paths and schemas so many times over. */
async function times(contract, count) {
  const document = structuredClone(contract.document);
  const { paths, components } = contract.document;
  document.paths = {};
  document.components = { ...components, schemas: {} };
  for (let copy = 0; copy < count; copy += 1) {
    const renamed = (node) =>
      JSON.parse(
        JSON.stringify(node)
          .replaceAll('#/components/schemas/', `#/components/schemas/C${copy}`)
          .replace(/"operationId":"(\w+)"/g, `"operationId":"$1${copy}"`),
      );
    for (const [path, item] of Object.entries(paths)) document.paths[`/c${copy}${path}`] = renamed(item);
    for (const [name, schema] of Object.entries(components.schemas))
      document.components.schemas[`C${copy}${name}`] = renamed(schema);
  }
  const file = join(folder, `times-${count}.json`);
  writeFileSync(file, JSON.stringify(document));
  return loadContract(file);
}

process.stdout.write(
  '| contract | operations | mutants | killed | time | mutants a second | time beside one |\n|---|---|---|---|---|---|---|\n',
);
const [packages, images] = shipped;
await mutate(images); // the first run compiles
let one = 0;
for (const contract of [
  packages,
  images,
  await times(packages, 1),
  await times(packages, 10),
  await times(packages, 20),
]) {
  const run = await mutate(contract);
  if (contract.name === 'times-1') one = run.duration;
  const beside = one > 0 ? `${(run.duration / one).toFixed(1)}` : '';
  process.stdout.write(
    `| ${contract.name} | ${contract.operations.length} | ${run.mutants.length} | ${run.killed} | ${(run.duration / 1000).toFixed(2)} s | ${Math.round(run.mutants.length / (run.duration / 1000))} | ${beside} |\n`,
  );
}
