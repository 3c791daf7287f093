import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { replaceFile } from './replace-file.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'assay-replace-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const pathOf = (name: string) => join(folder, name);

test.each(['old', undefined])('a regular file is replaced or made (old text: %s)', async (before) => {
  if (before !== undefined) writeFileSync(pathOf('a'), before);
  await replaceFile(pathOf('a'), 'new');
  expect([readFileSync(pathOf('a'), 'utf8'), readdirSync(folder)]).toEqual(['new', ['a']]);
});

test('a text in pieces is written whole', async () => {
  const piece = 'é'.repeat(30_000);
  await replaceFile(pathOf('a'), [piece, '', piece, piece]);
  expect(readFileSync(pathOf('a'), 'utf8')).toBe(piece.repeat(3));
});

test('nothing is left of a text whose pieces end with an error', async () => {
  writeFileSync(pathOf('a'), 'old');
  const pieces = function* () {
    yield 'x'.repeat(100_000);
    throw new Error('broken');
  };
  await expect(replaceFile(pathOf('a'), pieces())).rejects.toThrow('cannot be written (broken)');
  expect([readFileSync(pathOf('a'), 'utf8'), readdirSync(folder)]).toEqual(['old', ['a']]);
});

test('a symbolic link stays one, and its target is written', async () => {
  writeFileSync(pathOf('real'), 'old');
  symlinkSync(pathOf('real'), pathOf('link'));
  await replaceFile(pathOf('link'), 'new');
  expect([lstatSync(pathOf('link')).isSymbolicLink(), readFileSync(pathOf('real'), 'utf8')]).toEqual([true, 'new']);
});

test('a FIFO stays one, and its reader gets the text', async () => {
  execFileSync('mkfifo', [pathOf('fifo')]);
  const [text] = await Promise.all([readFile(pathOf('fifo'), 'utf8'), replaceFile(pathOf('fifo'), 'new')]);
  expect([lstatSync(pathOf('fifo')).isFIFO(), text]).toEqual([true, 'new']);
});

test('a device stays one', async () => {
  symlinkSync('/dev/null', pathOf('null'));
  await replaceFile(pathOf('null'), 'new');
  await replaceFile('/dev/null', 'new');
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('a file that cannot be written is reported in a line, and leaves nothing behind', async () => {
  await expect(replaceFile(pathOf('missing/a'), 'new')).rejects.toThrow(/missing\/a cannot be written \(ENOENT\)$/);
  await expect(replaceFile(folder, 'new')).rejects.toThrow(/cannot be written \(EISDIR\)$/);
  expect(readdirSync(folder)).toEqual([]);
});
