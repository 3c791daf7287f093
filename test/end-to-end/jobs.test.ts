/** Recorded traffic that is judged in threads of a real process. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
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

test('two threads report what one reports', async () => {
  expect(await judged(2)).toEqual(await judged(1));
});
