/**
 * Runs of generated requests against the embedded mock: how memory depends on their length, and how many cases a second of CPU makes,
 * sends and judges. Each run has a process of its own. Run with `npm run benchmark:long-runs`, after a build.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { format, report } from './harness.mjs';

const CONTRACTS = ['examples/petstore.yaml', 'openapi/cloud-foundry-v3-packages/openapi.yaml'];
const [SHORT, LONG] = [5_000, 50_000];
const ROOT = fileURLToPath(new URL('..', import.meta.url));

if (process.argv[2] === 'run') await run(process.argv[3], Number(process.argv[4]));
else for (const contract of CONTRACTS) measure(contract);

function measure(contract) {
  const [short, long] = [SHORT, LONG].map((cases) =>
    JSON.parse(
      execFileSync(process.execPath, [fileURLToPath(import.meta.url), 'run', contract, String(cases)], {
        cwd: ROOT,
        encoding: 'utf8',
      }),
    ),
  );
  report(contract, [
    {
      what: `peak memory of ${format(long.cases)} generated cases, beside ${format(short.cases)}`,
      value: long.megabytes,
      baseline: short.megabytes,
      unit: 'MB',
      target: 'flat',
    },
    {
      what: 'generated cases in a second of CPU, beside 3,000',
      value: long.cases / long.seconds,
      baseline: 3_000,
      unit: 'a second',
      target: 'at least 1',
    },
  ]);
}

async function run(file, cases) {
  const { check, embeddedTarget, loadContract } = await import('../dist/index.js');
  const contract = await loadContract(file);
  const target = embeddedTarget(contract);
  const before = process.cpuUsage();
  const { counts } = await check(contract, target, {
    ...{ phases: ['fuzzing'], seed: 1, keep: 1_000 },
    maxExamples: Math.ceil(cases / contract.operations.length),
  });
  const { user, system } = process.cpuUsage(before);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ cases: counts.cases, megabytes, seconds: (user + system) / 1e6 }));
}
