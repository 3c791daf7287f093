import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { UsageError } from '../../errors.ts';
import { containerOf, HEAD, isWholeJson, type CutEntry } from './read.ts';
import type { CutBatch, Readers } from './read-batches.ts';
import { growingSources } from './sources.ts';
import type { RawEntry, Splitter } from './split.ts';
import { MB } from '../../text/sizes.ts';

/** Files are looked at again after so many milliseconds without news. */
const EVERY = 200;
const CHUNK = MB;

/** A file that may grow. */
interface Growing {
  file: string;
  handle: FileHandle;
  inode: number;
  /** How much of it was read. */
  offset: number;
  /** What was read and cannot be told yet: how entries stand in it. */
  head: Buffer;
  container?: { splitter: Splitter; isHar: boolean };
  /** How many entries it had, in all files of that name. */
  count: number;
  /** Set for what is no recording. */
  isIgnored?: true;
}

/**
 * Cuts recordings into entries as they are written, until the signal: files, and those in folders and of patterns, which may come later.
 * A file that is replaced or gets shorter is read from its beginning. What is not whole yet at the end is no entry.
 * @throws UsageError for what is not there, and for what is no recording
 */
export async function* followBatches(
  given: readonly string[],
  signal: AbortSignal,
  { onProgress }: Pick<Readers, 'onProgress'> = {},
): AsyncGenerator<CutBatch> {
  const files = new Map<string, Growing>();
  const read = { entries: 0, bytes: 0 };
  try {
    for (let [isLast, isFirst] = [false, true]; !isLast; isFirst = false) {
      // What was written before the signal is still read.
      isLast = signal.aborted;
      let hasNews = false;
      for (const file of await growingSources(given, !isFirst)) {
        const followed = files.get(file) ?? (await openFile(file));
        if (!followed || followed.isIgnored) continue;
        files.set(file, followed);
        for await (const bytes of readNew(followed)) {
          hasNews = true;
          let entries: CutEntry[];
          try {
            entries = cut(followed, bytes, isLast);
          } catch (error) {
            // One that comes later ends nothing.
            if (isFirst || !(error instanceof UsageError)) throw error;
            followed.isIgnored = true;
            yield { source: file, first: read.entries, entries: [], problem: error.message };
            break;
          }
          const first = read.entries;
          read.entries += entries.length;
          read.bytes += bytes.length;
          onProgress?.(read);
          if (entries.length > 0) yield { source: file, first, entries };
        }
      }
      if (!hasNews && !isLast) await pause(EVERY, undefined, { signal }).catch(() => {});
    }
    for (const followed of files.values()) {
      const entries = cutRest(followed);
      if (entries.length > 0) yield { source: followed.file, first: read.entries, entries };
      read.entries += entries.length;
    }
  } finally {
    await Promise.all([...files.values()].map(({ handle }) => handle.close()));
  }
}

/** Undefined where the file is gone already. */
async function openFile(file: string, count = 0): Promise<Growing | undefined> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UsageError(
      `${file}: it cannot be read (${error.code})`,
      'Give the path of a recording, such as a HAR file.',
    );
  });
  if (!handle) return undefined;
  const { ino: inode } = await handle.stat();
  return { file, handle, inode, offset: 0, head: Buffer.alloc(0), count };
}

/** The bytes that were written since the last time. */
async function* readNew(followed: Growing): AsyncGenerator<Buffer> {
  yield* toEnd(followed);
  const next = await openFile(followed.file, followed.count);
  if (!next) return;
  const { size } = await next.handle.stat();
  if (next.inode === followed.inode && size >= followed.offset) return void (await next.handle.close());
  await followed.handle.close();
  delete followed.container;
  Object.assign(followed, next);
  yield* toEnd(followed);
}

async function* toEnd(followed: Growing): AsyncGenerator<Buffer> {
  for (;;) {
    const { bytesRead, buffer } = await followed.handle.read(Buffer.alloc(CHUNK), 0, CHUNK, followed.offset);
    if (bytesRead === 0) return;
    followed.offset += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The entries that end in these bytes. How they stand is told by the first line, or by the whole where that is JSON. */
function cut(followed: Growing, bytes: Buffer, isLast: boolean): CutEntry[] {
  if (followed.container) return named(followed, followed.container.splitter.push(bytes));
  followed.head = Buffer.concat([followed.head, bytes]);
  const text = followed.head.toString('utf8').trimStart();
  const isTelling = text.includes('\n') || followed.head.length >= HEAD || isWholeJson(text);
  if (text === '' || (!isTelling && !isLast)) return [];
  followed.container = containerOf(followed.file, followed.head);
  return named(followed, followed.container.splitter.push(followed.head));
}

/** The last entry, if it is whole: what is still being written is none. */
function cutRest(followed: Growing): CutEntry[] {
  const { rest } = followed.container?.splitter.end() ?? {};
  return rest?.bytes && isWholeJson(rest.bytes.toString()) ? named(followed, [rest]) : [];
}

function named(followed: Growing, entries: RawEntry[]): CutEntry[] {
  const isHar = followed.container?.isHar ?? false;
  return entries.map((entry) => ({ ...entry, name: `${followed.file}#${(followed.count += 1)}`, isHar }));
}
