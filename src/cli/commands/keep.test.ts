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

test('what lists all cases of a longer run says what it says of one that is kept in memory', async () => {
  const read = async (keep: string) => {
    const files = ['json', 'junit', 'har'].map((format) => [format, join(folder, `${keep}.${format}`)] as const);
    const fuzzing = ['--phases', 'examples,fuzzing', '--max-examples', '30', '--seed', '5'];
    const reports = files.flatMap(([format, file]) => ['--report', `${format}=${file}`]);
    await runCommand(['check', 'openstack-image-v1', ...fuzzing, '--keep', keep, ...reports]);
    const texts = await Promise.all(files.map(([, file]) => readFile(file, 'utf8')));
    return texts.map((text) =>
      text
        .replace(/"(duration|time|wait)": [\d.]+/g, '"$1": 0')
        .replace(/time="[\d.]+"/g, 'time="0"')
        .replace(/"startedDateTime": "[^"]+"/g, '')
        .replace(/[\d.]+ s\b/g, '0 s')
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'),
    );
  };
  expect(await read('all')).toEqual(await read('5000'));
});

test('recorded traffic that is read from a file again is listed whole', async () => {
  const har = 'conformance/recordings/openstack-glance-16.0.0-v1.har';
  const read = async (...args: string[]) => {
    const file = join(folder, `${args.join('')}.json`);
    await runCommand(['check', 'openstack-image-v1', '--har', har, ...args, '--report', `json=${file}`]);
    return (await readFile(file, 'utf8')).replace(/"duration": \d+/, '');
  };
  const whole = await read('--keep', '5000');
  expect(await read('--keep', 'all')).toBe(whole);
});
