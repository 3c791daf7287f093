/**
 * Tries the package as a new user would: packs it, installs the tarball into an empty project without what only its developers
 * need, and runs the command line and each entry point there. Prints the size of the install, and fails where it is too large.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A contract without examples: Prism draws its answer. */
const DRAWN = {
  openapi: '3.1.0',
  info: { title: 'Drawn', version: '1' },
  paths: {
    '/code': {
      get: {
        operationId: 'getCode',
        responses: {
          200: {
            description: 'A code.',
            content: { 'application/json': { schema: { type: 'string', pattern: '^[a-z]{3}-\\d{4}$' } } },
          },
        },
      },
    },
  },
};

/** Of everything in node_modules, as `du` counts it. */
const MOST_MEGABYTES = 120;

const folder = mkdtempSync(join(tmpdir(), 'assay-package-'));
const run = (command, ...args) => execFileSync(command, args, { cwd: folder, encoding: 'utf8' });

try {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', 'install', '--omit=dev', '--no-audit', '--no-fund', '--silent', `./${tarball}`);

  const bin = join(folder, 'node_modules/.bin/assay');
  process.stdout.write(`assay ${run(bin, '--version').trim()} on Node ${process.versions.node}\n`);
  const verdict = run(bin, 'check', 'cloud-foundry-v3-packages', '--quiet');
  if (!verdict.includes('conforms')) throw new Error(`check says: ${verdict}`);
  run(bin, 'docs', '--out', 'site');
  run(bin, 'types', '--out', 'types');
  run(
    process.execPath,
    '--input-type=module',
    '--eval',
    `import { loadContract, check, embeddedTarget } from 'assay';
     const contract = await loadContract('node_modules/assay/openapi/openstack-image-v1/openapi.yaml');
     const { verdict } = await check(contract, embeddedTarget(contract));
     if (verdict !== 'conforms') throw new Error(verdict);
     await import('assay/jest');`,
  );
  await answersUntilSigterm(bin);
  const megabytes = Number(run('du', '-sk', 'node_modules').split('\t')[0]) / 1024;
  if (megabytes > MOST_MEGABYTES)
    throw new Error(`installed it takes ${Math.ceil(megabytes)} MB, more than ${MOST_MEGABYTES}\n${heaviest()}`);
  process.stdout.write(`the package checks, serves and writes; installed it takes ${Math.ceil(megabytes)} MB\n`);
} catch (error) {
  process.stderr.write(`the package: ${error.message}\n${error.stderr ?? ''}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The ten heaviest packages, one on a line. */
function heaviest() {
  const packages = readdirSync(join(folder, 'node_modules')).map((name) => join('node_modules', name));
  return run('sh', '-c', 'du -sk "$@" | sort -rn | head', 'sh', ...packages);
}

/** The mock answers with a value that Prism drew, and ends with 0 when it is told to. */
async function answersUntilSigterm(bin) {
  writeFileSync(join(folder, 'drawn.json'), JSON.stringify(DRAWN));
  const mock = spawn(bin, ['mock', 'drawn.json', '--mode', 'dynamic', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(mock, 'exit');
  let said = '';
  for await (const chunk of mock.stdout) {
    said += chunk;
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    if (url === undefined) continue;
    const { status } = await fetch(`${url}/__assay/health`);
    if (status !== 200) throw new Error(`the mock's health is ${status}`);
    const code = await (await fetch(`${url}/code`)).text();
    if (!/^"[a-z]{3}-\d{4}"$/.test(code)) throw new Error(`the mock answers ${code}`);
    break;
  }
  mock.kill('SIGTERM');
  const [code] = await exited;
  if (code !== 0) throw new Error(`the mock ended with ${code} on SIGTERM`);
}
