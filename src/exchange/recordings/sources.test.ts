import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRecordings } from './sources.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-sources-'));
  await mkdir(join(folder, 'day/night'), { recursive: true });
  await mkdir(join(folder, 'empty'));
  for (const name of ['b.har', 'a.ndjson.gz', 'notes.txt', 'day/c.log', 'day/night/d.jsonl', 'odd[1].har'])
    await writeFile(join(folder, name), '{}');
});
afterAll(() => rm(folder, { recursive: true }));

const find = async (...given: string[]) =>
  (await findRecordings(given.map((one) => (one === '-' ? one : join(folder, one))))).map((one) =>
    one.replace(`${folder}/`, ''),
  );

describe('finds', () => {
  test.each<[name: string, given: string[], found: string[]]>([
    ['a file', ['b.har'], ['b.har']],
    ['files in the order in which they are given, each once', ['day/c.log', 'b.har', 'b.har'], ['day/c.log', 'b.har']],
    [
      'the recordings in a folder and below it',
      ['.'],
      ['a.ndjson.gz', 'b.har', 'day/c.log', 'day/night/d.jsonl', 'odd[1].har'],
    ],
    ['what a pattern matches', ['*.har'], ['b.har', 'odd[1].har']],
    ['what a pattern matches at any depth', ['**/*.{log,jsonl}'], ['day/c.log', 'day/night/d.jsonl']],
    ['a file whose name looks like a pattern', ['odd[1].har'], ['odd[1].har']],
    ['the standard input', ['-'], ['-']],
  ])('%s', async (_, given, found) => expect(await find(...given)).toEqual(found));
});

describe('refuses', () => {
  test.each<[name: string, given: string[], message: string]>([
    ['a file that is not there', ['none.har'], 'none.har: there is no such file'],
    ['a folder without recordings', ['empty'], 'the folder has no recordings'],
    ['a pattern that matches nothing', ['*.xml'], '*.xml matches no file'],
    ['the standard input twice', ['-', '-'], 'the standard input can be read once'],
  ])('%s', async (_, given, message) => {
    await expect(find(...given)).rejects.toThrow(message);
  });
});
