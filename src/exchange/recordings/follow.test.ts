import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { followBatches } from './follow.ts';

const root = temporaryFolder('follow');
let folder: string;
let nth = 0;
beforeEach(() => {
  folder = join(root, String((nth += 1)));
  mkdirSync(folder);
});

const entry = (path: string) => ({
  request: { method: 'GET', url: `http://a.example/${path}` },
  response: { status: 200 },
});
const line = (path: string) => `${JSON.stringify(entry(path))}\n`;
const har = (...paths: string[]) => JSON.stringify({ log: { entries: paths.map(entry) } });

/** Follows, and does the next step once the entries before it were read; gives the names of all. */
async function followed(given: string, steps: { until: number; then: () => void }[]): Promise<string[]> {
  const stop = new AbortController();
  const names: string[] = [];
  const waiting = [...steps];
  const advance = () => {
    while (waiting[0] && names.length >= waiting[0].until) waiting.shift()?.then();
    if (waiting.length === 0) stop.abort();
  };
  advance();
  for await (const { entries, first } of followBatches([given], stop.signal)) {
    expect(first).toBe(names.length);
    names.push(
      ...entries.map(
        ({ name, bytes }) => `${name.slice(folder.length + 1)} ${/example\/(\w+)/.exec(String(bytes))?.[1]}`,
      ),
    );
    advance();
  }
  return names;
}

test('entries are read as they are written, and what is not whole at the end is none', async () => {
  const file = join(folder, 'a.ndjson');
  writeFileSync(file, line('one'));
  const names = await followed(file, [
    { until: 1, then: () => appendFileSync(file, line('two') + line('three').slice(0, 20)) },
    { until: 2, then: () => appendFileSync(file, line('three').slice(20) + line('four').slice(0, 9)) },
    { until: 3, then: () => {} },
  ]);
  expect(names).toEqual(['a.ndjson#1 one', 'a.ndjson#2 two', 'a.ndjson#3 three']);
});

test('a last entry without the end of its line counts if it is whole', async () => {
  const file = join(folder, 'a.ndjson');
  writeFileSync(file, line('one') + line('two').trimEnd());
  expect(await followed(file, [{ until: 1, then: () => {} }])).toEqual(['a.ndjson#1 one', 'a.ndjson#2 two']);
});

test('a folder is followed, also where files come later', async () => {
  const names = await followed(folder, [
    { until: 0, then: () => writeFileSync(join(folder, 'a.ndjson'), line('one')) },
    { until: 1, then: () => writeFileSync(join(folder, 'b.har'), har('two', 'three')) },
    { until: 3, then: () => appendFileSync(join(folder, 'a.ndjson'), line('four')) },
    { until: 4, then: () => {} },
  ]);
  expect(names).toEqual(['a.ndjson#1 one', 'b.har#1 two', 'b.har#2 three', 'a.ndjson#2 four']);
});

test('a log that is rotated is read on, and one that was emptied from its beginning', async () => {
  const file = join(folder, 'a.log');
  writeFileSync(file, line('one'));
  const names = await followed(file, [
    {
      until: 1,
      then: () => {
        appendFileSync(file, line('two'));
        renameSync(file, `${file}.1`);
        writeFileSync(file, line('three'));
      },
    },
    { until: 3, then: () => writeFileSync(file, line('4')) },
    { until: 4, then: () => rmSync(file) },
  ]);
  expect(names).toEqual(['a.log#1 one', 'a.log#2 two', 'a.log#3 three', 'a.log#4 4']);
});

test('a file that is no recording and comes later ends nothing, and is told', async () => {
  writeFileSync(join(folder, 'a.ndjson'), line('one'));
  const stop = new AbortController();
  const told: string[] = [];
  for await (const { entries, problem } of followBatches([folder], stop.signal)) {
    told.push(...entries.map(({ name }) => name), ...(problem === undefined ? [] : [problem]));
    if (told.length === 1) writeFileSync(join(folder, 'b.log'), 'started\n');
    else if (told.length === 2) appendFileSync(join(folder, 'a.ndjson'), line('two'));
    else stop.abort();
  }
  expect(told.map((text) => text.slice(folder.length + 1))).toEqual(['a.ndjson#1', 'b.log is not JSON', 'a.ndjson#2']);
});

test.each([
  ['-', 'the standard input cannot be followed'],
  ['a.ndjson.gz', 'a.ndjson.gz cannot be followed'],
  ['none.ndjson', 'none.ndjson: there is no such file'],
])('what cannot be followed is refused: %s: %s', async (given, message) => {
  await expect(followed(given, [{ until: 1, then: () => {} }])).rejects.toThrow(message);
});

test('the progress tells the entries and the bytes of all files so far', async () => {
  writeFileSync(join(folder, 'a.ndjson'), line('one') + line('two'));
  writeFileSync(join(folder, 'b.ndjson'), line('one'));
  const stop = new AbortController();
  stop.abort();
  const seen: unknown[] = [];
  for await (const _ of followBatches([folder], stop.signal, { onProgress: (read) => seen.push({ ...read }) }));
  expect(seen.at(-1)).toEqual({ entries: 3, bytes: line('one').length * 3 });
});
