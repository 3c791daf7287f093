import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { makeFolder } from './make-folder.ts';

const root = temporaryFolder('folder');

test.each([
  ['a folder', 'a'],
  ['a folder that is there', '.'],
  ['a folder in folders that are missing', 'b/c/d'],
])('makes %s', async (_, path) => {
  await makeFolder(join(root, path));
  expect(existsSync(join(root, path))).toBe(true);
});

test.each([
  ['a file', 'file'],
  ['a folder in a file', 'file/a'],
])('refuses %s', async (_, path) => {
  writeFileSync(join(root, 'file'), '');
  await expect(makeFolder(join(root, path))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test('ends on a file system that never has the folder', async () => {
  await expect(makeFolder('/proc/assay/a')).rejects.toMatchObject({ code: expect.stringMatching(/^E/) });
});
