/** Runs in threads of a real process. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import type { MutationRun } from '../../src/mutation/mutation-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('jobs');
const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What `assay check` reports of the recordings with so many threads, without durations. */
async function judged(jobs: number): Promise<object> {
  const file = join(folder, `${jobs}.json`);
  const args = ['check', '--har', 'conformance/recordings', '--jobs', String(jobs), '--report', `json=${file}`];
  const code = await new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', at('test/hostile-requests/typescript.mjs'), at('src/cli/bin.ts'), ...args],
      { env: { ...process.env, NODE_OPTIONS: '' } },
      (error) => resolve(error?.code ?? 0),
    );
  });
  expect(code).toBe(1);
  const text = await readFile(file, 'utf8');
  return JSON.parse(text.replace(/"duration": \d+/g, '"duration": 0')) as object;
}

test('two threads report of a recording what one reports', async () => {
  expect(await judged(2)).toEqual(await judged(1));
});

/** What a module prints as JSON, in a process that starts threads. */
async function printed(code: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', at('test/hostile-requests/typescript.mjs'), '--input-type=module', '--eval', code],
    { env: { ...process.env, NODE_OPTIONS: '' }, maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout);
}

const LOAD = `
  import { loadContract } from '${at('src/contract/load.ts')}';
  const contract = await loadContract('openapi/openstack-image-v1/openapi.yaml');`;

test('two threads find of mutants what one finds', async () => {
  const [one, two] = (await printed(`${LOAD}
    import { mutate } from '${at('src/mutation/mutate.ts')}';
    const runs = [await mutate(contract), await mutate(contract, { jobs: 2, worthThreads: 0 })];
    console.log(JSON.stringify(runs.map(({ mutants, idle }) => ({ mutants, idle }))));`)) as [MutationRun, MutationRun];
  expect(one.mutants.length).toBeGreaterThan(75);
  expect(two).toEqual(one);
});

test('two threads make the generated requests that one makes', async () => {
  const [one, two] = (await printed(`${LOAD}
    import { makeInThreads } from '${at('src/distribute/making/make-in-threads.ts')}';
    import { check } from '${at('src/run/check.ts')}';
    import { embeddedTarget } from '${at('src/run/mock-target.ts')}';
    const run = (makers) =>
      check(contract, embeddedTarget(contract), { phases: ['fuzzing'], seed: 1, maxExamples: 60, makers });
    const runs = [await run(), await run((whole) => makeInThreads(whole, { jobs: 2 }))];
    console.log(JSON.stringify(runs.map(({ results }) => results.map((one) => [one.case.id, one.case.request]))));`)) as [
    unknown[],
    unknown[],
  ];
  expect(one.length).toBe(60);
  expect(two).toEqual(one);
});
