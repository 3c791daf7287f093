import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { beginCommand, runCommand } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('follow');
const RECORDING = 'conformance/recordings/openstack-glance-16.0.0-v1.har';

test('a recording that is followed until Ctrl-C is judged as one that is read', async () => {
  const copy = join(folder, 'copy.har');
  copyFileSync(RECORDING, copy);
  const want = await runCommand(['check', 'openstack-image-v1', '--har', copy, '--report', 'markdown']);
  const text = readFileSync(RECORDING, 'utf8');
  const half = Math.floor(text.length / 2);
  writeFileSync(copy, text.slice(0, half));
  const args = ['check', 'openstack-image-v1', '--har', copy, '--follow', '--report', 'markdown'];
  const command = beginCommand(args);
  appendFileSync(copy, text.slice(half));
  command.stop();
  const { code, out, err } = await command.ended;
  const timeless = (report: string) => report.replace(/\d+\.\d\d s/g, '0.00 s');
  expect(timeless(out)).toBe(timeless(want.out));
  expect(code).toBe(want.code);
  expect(err).toContain(`assay: following ${copy}; Ctrl-C ends that with a report\n`);
});

test.each([
  [['--follow'], '--follow needs a recording'],
  [['--har', RECORDING, '--follow', '--shard', '1/2', '--report', 'json=x.json'], '--shard a part of what is there'],
])('check with %j is refused', async (args, message) => {
  const { code, err } = await runCommand(['check', 'openstack-image-v1', ...args]);
  expect(code).toBe(2);
  expect(err).toContain(message);
});
