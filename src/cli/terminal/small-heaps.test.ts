import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { GROWTH, keepHeapsSmall } from './small-heaps.ts';

test.each([
  ['in the thread of a command', true, [GROWTH]],
  ['in no other process', false, []],
])('heaps are kept small %s', (_, isCommand, expected) => {
  const flags: string[] = [];
  keepHeapsSmall(isCommand, (flag) => flags.push(flag));
  expect(flags).toEqual(expected);
});

test('the flag that keeps heaps small is one of this Node', () => {
  const { stdout } = spawnSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(stdout).toContain(GROWTH.split('=')[0]);
});
