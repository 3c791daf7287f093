import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { cutBatches, readBatches, watchReadable } from './read-batches.ts';

const folder = temporaryFolder('read-batches');
const entry = (path: string) =>
  JSON.stringify({ request: { method: 'GET', url: `http://a.example/${path}` }, response: { status: 200 } });
const unreadable = JSON.stringify({ request: { method: 'GET' } });

/** Files with these lines. */
function recordings(...files: string[][]): string[] {
  return files.map((lines, nth) => {
    const file = join(folder, `${nth}.ndjson`);
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    return file;
  });
}

/** The numbers and the places of all entries that are read. */
async function readAll(files: string[], ...options: [isOwn?: (number: number) => boolean, mayBeUnreadable?: boolean]) {
  const found: string[] = [];
  for await (const { entries } of readBatches(cutBatches(files), ...options))
    for (const [number, one] of entries)
      found.push(`${number} ${'problem' in one ? one.problem : one.exchange.request.path}`);
  return found;
}

test('the entries of several recordings are counted through, and the progress with them', async () => {
  const [one = '', two = ''] = recordings([entry('a'), entry('b')], [entry('c')]);
  const progress: unknown[] = [];
  const batches: unknown[] = [];
  const onProgress = (read: object) => progress.push({ ...read });
  for await (const { source, first, entries } of cutBatches([one, two], { onProgress }))
    batches.push([basename(source), first, entries.map(({ name }) => basename(name))]);
  expect(batches.filter((batch) => JSON.stringify(batch).includes('#'))).toEqual([
    ['0.ndjson', 0, ['0.ndjson#1', '0.ndjson#2']],
    ['1.ndjson', 2, ['1.ndjson#1']],
  ]);
  expect(progress.at(-1)).toEqual({ entries: 3, bytes: entry('a').length * 3 + 3 });
});

test('an entry is read where it is wanted, by its number', async () => {
  const files = recordings([entry('a'), entry('b')], [entry('c'), entry('d')]);
  expect(await readAll(files)).toEqual(['0 /a', '1 /b', '2 /c', '3 /d']);
  expect(await readAll(files, (number) => number % 2 === 1)).toEqual(['1 /b', '3 /d']);
});

test('a recording without an entry that can be read is refused, unless it may be so', async () => {
  const files = recordings([entry('a')], [unreadable, unreadable]);
  await expect(readAll(files)).rejects.toThrow(/1\.ndjson#1 /);
  expect(await readAll(files, () => true, true)).toHaveLength(3);
  expect(await readAll(recordings([unreadable, entry('a'), unreadable]))).toHaveLength(3);
});

test('a recording of which something was read elsewhere is not refused', () => {
  const readable = watchReadable();
  readable.see('a', [{ name: 'a#1', problem: 'has no URL' }]);
  expect(() => readable.end()).toThrow('a#1 has no URL');
  readable.seeReadable('a');
  expect(() => readable.end()).not.toThrow();
});
