import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { UsageError } from '../../errors.ts';
import { KB } from '../../text/sizes.ts';

/** Entries of one chunk wait together: in larger chunks more of them are moved about by the garbage collection. */
const CHUNK = 256 * KB;

/** What comes in place of more bytes: the compressed data are damaged, or end too soon. */
export interface BrokenOff {
  problem: string;
}

/**
 * The bytes of a recording in chunks, decompressed where they are gzip (RFC 1952): a file, or the standard input for `-`.
 * @throws UsageError if they cannot be read
 */
export async function* readBytes(source: string): AsyncGenerator<Buffer | BrokenOff> {
  // By its descriptor: in a thread of its own a command has no process.stdin.
  const stream =
    source === '-'
      ? createReadStream('', { fd: 0, autoClose: false, highWaterMark: CHUNK })
      : createReadStream(source, { highWaterMark: CHUNK });
  const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const next = async () => {
    try {
      return await chunks.next();
    } catch (error) {
      throw unreadable(source, error as NodeJS.ErrnoException);
    }
  };
  try {
    let first = await next();
    // Standard input may come a few bytes at a time.
    while (!first.done && first.value.length < 2) {
      const more = await next();
      if (more.done) break;
      first = { done: false, value: Buffer.concat([first.value, more.value]) };
    }
    if (first.done) return;
    const all = (async function* () {
      yield first.value;
      for (let one = await next(); !one.done; one = await next()) yield one.value;
    })();
    if (first.value[0] === 0x1f && first.value[1] === 0x8b) yield* decompressed(all);
    else yield* all;
  } finally {
    stream.destroy();
  }
}

/** The decompressed bytes, as far as they can be decompressed. */
async function* decompressed(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer | BrokenOff> {
  const gunzip = createGunzip({ chunkSize: CHUNK / 4 });
  let failure: Error | undefined;
  const feeding = (async () => {
    for await (const chunk of chunks) {
      if (gunzip.destroyed) return;
      if (!gunzip.write(chunk)) await new Promise<void>((resolve) => whenever(gunzip, resolve));
    }
    gunzip.end();
  })().catch((error: Error) => {
    failure = error;
    gunzip.destroy(error);
  });
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    if (failure) throw failure;
    const { code } = error as NodeJS.ErrnoException;
    yield { problem: code === 'Z_BUF_ERROR' ? 'the compressed data end too soon' : 'the compressed data are damaged' };
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

/** Calls back once more can be written, or nothing ever can. */
function whenever(stream: ReturnType<typeof createGunzip>, then: () => void): void {
  const done = () => {
    for (const event of EVENTS) stream.off(event, done);
    then();
  };
  for (const event of EVENTS) stream.on(event, done);
}
const EVENTS = ['drain', 'close', 'error'] as const;

function unreadable(source: string, { code }: NodeJS.ErrnoException): UsageError {
  const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
  return new UsageError(`${source}: ${why}`, 'Give the path of a recording, such as a HAR file.');
}
