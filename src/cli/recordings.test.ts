import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { loadContract } from '../contract/load.ts';
import { judgeRecordings } from './recordings.ts';
import type { Io } from './terminal/io.ts';
import type { Stage } from './terminal/progress.ts';

const folder = temporaryFolder('recordings');
const KEPT = { keep: 1_000, spools: [] };
const HAR = 'conformance/recordings/cloud-foundry-2015-11.har';
const contract = await loadContract('openapi/cloud-foundry-v3-packages/openapi.yaml');

/** What is seen of recordings, and the stages that are shown meanwhile. */
async function judged(files: string[]) {
  const stages: Stage[] = [];
  const io = { stage: (stage?: Stage) => void (stage && stages.push(stage)) } as unknown as Io;
  const { name, part } = await judgeRecordings([contract], files, { ...KEPT, jobs: 1 }, io);
  return { name, exchanges: part.exchanges, stages };
}

test('recordings are judged by their names, and how much of them was read is shown', async () => {
  const [one, two] = ['one.har', 'two.har'].map((name) => join(folder, name)) as [string, string];
  copyFileSync(HAR, one);
  writeFileSync(two, readFileSync(HAR, 'utf8').replace(/\n/g, '\n        '));
  const { name, exchanges, stages } = await judged([one, two]);
  const single = await judged([one]);
  expect([name, single.name]).toEqual([`${one}, ${two}`, one]);
  expect(exchanges).toBe(2 * single.exchanges);
  expect(stages.map(({ what, done }) => [what, done?.noun])).toEqual(
    stages.map(() => ['judging', 'recorded exchange']),
  );
  const share = statSync(one).size / (statSync(one).size + statSync(two).size);
  expect([...new Set(stages.map((stage) => stage.share))]).toEqual([share, 1]);
});

test('no share is shown of a recording that is compressed', async () => {
  const file = join(folder, 'one.har.gz');
  writeFileSync(file, gzipSync(readFileSync(HAR)));
  const { exchanges, stages } = await judged([HAR, file]);
  expect(exchanges).toBe(2 * (await judged([HAR])).exchanges);
  expect(stages.length).toBeGreaterThan(0);
  expect(stages.filter((stage) => 'share' in stage)).toEqual([]);
});

test('a recording of less than 64 MB is judged by one thread, as one that asks for one is', async () => {
  const io = {} as Io;
  const [own, given] = [
    await judgeRecordings([contract], [HAR], KEPT, io),
    await judgeRecordings([contract], [HAR], { ...KEPT, jobs: 1 }, io),
  ];
  expect(own.part).toEqual(given.part);
});
