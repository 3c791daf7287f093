/**
 * The memory after a thousand reloads: both shipped contracts are read again, served and called once, repeatedly.
 * Run with `npm run benchmark:reloads`, after a build; with `-- --prefer`, answers are made up as well. Without a
 * journal, which keeps the last thousand requests.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadContract, startMock } from '../dist/index.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RELOADS = 1000;
const prefer = process.argv.includes('--prefer') ? { Prefer: 'dynamic=true' } : {};

const load = () =>
  Promise.all(
    ['cloud-foundry-v3-packages', 'openstack-image-v1'].map((name) =>
      loadContract(join(ROOT, 'openapi', name, 'openapi.yaml')),
    ),
  );
const mock = await startMock({ contracts: await load(), port: 0, journal: 0 });

async function ask(path, status, body) {
  const response = await fetch(mock.url + path, {
    method: 'POST',
    headers: { Authorization: 'bearer any-token', 'Content-Type': 'application/json', ...prefer },
    body: JSON.stringify(body),
  });
  await response.text();
  if (response.status !== status) throw new Error(`${path} was answered with ${response.status}`);
}

const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(1);
process.stdout.write('| reloads | heap in use, MB | resident, MB | one reload, ms |\n|---|---|---|---|\n');
const began = performance.now();
for (let reload = 1; reload <= RELOADS; reload += 1) {
  mock.reload(await load());
  await ask('/v3/apps/my-app/packages', 201, { type: 'docker', data: { image: 'registry/mine:1' } });
  await ask('/v1/images', 202, { name: 'mine', disk_format: 'qcow2', container_format: 'bare' });
  if (reload !== 100 && reload % 500 !== 0) continue;
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  process.stdout.write(
    `| ${reload} | ${megabytes(heapUsed)} | ${megabytes(rss)} | ${((performance.now() - began) / reload).toFixed(1)} |\n`,
  );
}
await mock.close();
