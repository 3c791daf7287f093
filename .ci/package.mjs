/**
 * Tries the package as a new user would: packs it, installs the tarball into an empty project without what only its developers
 * need, and runs the command line and each entry point there. Prints the size of the install.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
  await stopsOnSigterm(bin);
  const kilobytes = Number(run('du', '-sk', 'node_modules').split('\t')[0]);
  process.stdout.write(
    `the package checks, serves and writes; installed it takes ${Math.round(kilobytes / 1024)} MB\n`,
  );
} catch (error) {
  process.stderr.write(`the package: ${error.message}\n${error.stderr ?? ''}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The mock answers, and ends with 0 when it is told to. */
async function stopsOnSigterm(bin) {
  const mock = spawn(bin, ['mock', '--port', '0'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(mock, 'exit');
  let said = '';
  for await (const chunk of mock.stdout) {
    said += chunk;
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    if (url === undefined) continue;
    const { status } = await fetch(`${url}/__assay/health`);
    if (status !== 200) throw new Error(`the mock's health is ${status}`);
    break;
  }
  mock.kill('SIGTERM');
  const [code] = await exited;
  if (code !== 0) throw new Error(`the mock ended with ${code} on SIGTERM`);
}
