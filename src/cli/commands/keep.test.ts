import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runCommand } from '../../../test/support/command.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';

const folder = temporaryFolder('keep');

/** How many cases the report of a live run lists, and how many it counts where those are more. */
async function listed(...args: string[]) {
  const file = join(folder, 'report.json');
  const fuzzing = ['--phases', 'examples,fuzzing', '--max-examples', '30', '--seed', '5'];
  await runCommand(['check', 'openstack-image-v1', ...fuzzing, ...args, '--report', `json=${file}`]);
  const { runs } = JSON.parse(await readFile(file, 'utf8')) as {
    runs: { cases: unknown[]; counts?: { cases: number } }[];
  };
  return runs.map(({ cases, counts }) => [cases.length, counts?.cases]);
}

test.each<[args: string[], listed: number, counted: number | undefined]>([
  [[], 32, undefined],
  [['--keep', 'all'], 32, undefined],
  [['--keep', '32'], 32, undefined],
  [['--keep', '31'], 31, 32],
  [['--keep', 'findings'], 0, 32],
])('a live run with %j lists %i of 32 cases', async (args, cases, counted) => {
  expect(await listed(...args)).toEqual([[cases, counted]]);
});
