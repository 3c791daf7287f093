import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { readBytes, type BrokenOff } from './bytes.ts';

const KB = 1024;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(content: Uint8Array): Promise<string> {
  const path = join(folder, `${randomBytes(8).toString('hex')}.log`);
  await writeFile(path, content);
  return path;
}

/** All that is read: the bytes, how large their chunks are, and what came in place of more. */
async function read(path: string): Promise<{ bytes: Buffer; sizes: number[]; problems: string[] }> {
  const chunks: (Buffer | BrokenOff)[] = [];
  for await (const chunk of readBytes(path)) chunks.push(chunk);
  const buffers = chunks.filter((chunk): chunk is Buffer => Buffer.isBuffer(chunk));
  const problems = chunks.flatMap((chunk) => (Buffer.isBuffer(chunk) ? [] : [chunk.problem]));
  return { bytes: Buffer.concat(buffers), sizes: buffers.map(({ length }) => length), problems };
}

describe('the bytes of a recording', () => {
  test('come in chunks of 256 KB', async () => {
    const content = randomBytes(512 * KB + 1);
    // As they might come by chance.
    content[0] = 1;
    const { bytes, sizes } = await read(await file(content));
    expect(bytes.equals(content)).toBe(true);
    expect(sizes).toEqual([256 * KB, 256 * KB, 1]);
  });

  test.each<[string, number[]]>([
    ['none', []],
    ['one', [0x1f]],
    ['two', [1, 2]],
    ['those of gzip but for the first', [0, 0x8b, 8]],
    ['those of gzip but for the second', [0x1f, 0, 8]],
  ])('come as they are: %s', async (_, content) => {
    const { bytes, problems } = await read(await file(Uint8Array.from(content)));
    expect([...bytes]).toEqual(content);
    expect(problems).toEqual([]);
  });

  test('are decompressed, in smaller chunks', async () => {
    const content = randomBytes(600 * KB);
    const { bytes, sizes, problems } = await read(await file(gzipSync(content)));
    expect(bytes.equals(content)).toBe(true);
    expect(Math.max(...sizes)).toBe(64 * KB);
    expect(problems).toEqual([]);
  });

  test('end where compressed data end too soon, and where they are damaged', async () => {
    const compressed = gzipSync('all that was said');
    const short = await read(await file(compressed.subarray(0, -9)));
    expect(short.problems).toEqual(['the compressed data end too soon']);
    expect('all that was said').toContain(short.bytes.toString());
    const damaged = Buffer.from(compressed);
    damaged[damaged.length - 6] = ~(damaged[damaged.length - 6] ?? 0);
    expect((await read(await file(damaged))).problems).toEqual(['the compressed data are damaged']);
  });

  test.each<[string, Uint8Array]>([
    ['as they are', randomBytes(1024 * KB)],
    ['decompressed', gzipSync(randomBytes(2048 * KB))],
  ])('may be read in part, %s', async (_, content) => {
    const bytes = readBytes(await file(content));
    expect((await bytes.next()).done).toBe(false);
    await bytes.return(undefined);
    expect((await bytes.next()).done).toBe(true);
  });

  test.each<[string, Buffer[]]>([
    ['compressed ones whose first one comes alone', [Buffer.of(0x1f), gzipSync('all').subarray(1)]],
    ['others whose first one comes alone', [Buffer.from('a'), Buffer.from('ll')]],
    ['three that come one at a time', [Buffer.from('a'), Buffer.from('l'), Buffer.from('l')]],
    ['one after which nothing comes', [Buffer.from('a')]],
  ])('come through a pipe: %s', async (_, pieces) => {
    const pipe = join(folder, randomBytes(8).toString('hex'));
    execFileSync('mkfifo', [pipe]);
    const reading = read(pipe);
    const writer = await open(pipe, 'w');
    for (const piece of pieces) {
      await writer.write(piece);
      // So that the next one comes by itself; where it does not, less is tested.
      await wait(20);
    }
    await writer.close();
    expect((await reading).bytes.toString()).toBe(pieces.length > 1 ? 'all' : 'a');
  });

  test('are an error that says why, where they cannot be read', async () => {
    await expect(read(join(folder, 'none'))).rejects.toThrow(`${join(folder, 'none')}: there is no such file`);
    await expect(read(folder)).rejects.toThrow(`${folder}: it cannot be read (EISDIR)`);
  });
});
