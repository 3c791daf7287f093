import { UsageError } from '../../errors.ts';
import { cutRecording, readEntry, type CutEntry } from './read.ts';
import type { Recorded, Unreadable } from './recorded.ts';

/** Several entries that were cut out, and why a recording ends too soon. */
export interface CutBatch {
  source: string;
  /** The number of the first one among all entries, from 0 on. */
  first: number;
  entries: CutEntry[];
  problem?: string;
}

/** Several entries, each with its number among all. */
export interface ReadBatch {
  entries: Iterable<readonly [number: number, entry: Recorded | Unreadable]>;
  problem?: string;
}

/** Who looks on while recordings are read. */
export interface Readers {
  /** Is told how many entries and bytes were read so far. */
  onProgress?: ((read: { entries: number; bytes: number }) => void) | undefined;
  /** Is given all bytes, decompressed. */
  onBytes?: ((bytes: Buffer) => void) | undefined;
}

/**
 * Cuts several recordings into their entries, one after the other.
 * @throws UsageError if one cannot be read, or is none
 */
export async function* cutBatches(
  sources: readonly string[],
  { onProgress, onBytes }: Readers = {},
): AsyncGenerator<CutBatch> {
  const read = { entries: 0, bytes: 0 };
  for (const source of sources)
    for await (const { entries, bytes, problem } of cutRecording(source, onBytes)) {
      const first = read.entries;
      read.entries += entries.length;
      read.bytes += bytes;
      onProgress?.(read);
      yield { source, first, entries, ...(problem !== undefined && { problem: `${source}: ${problem}` }) };
    }
}

/**
 * Reads the entries of batches, each by itself.
 * @param isOwn whether the entry of that number is to be read; all unless given
 * @param mayBeUnreadable whether a recording may have no entry that can be read, or none yet
 * @throws UsageError if no entry of a whole recording can be read
 */
export async function* readBatches(
  batches: AsyncIterable<CutBatch>,
  isOwn: (number: number) => boolean = () => true,
  mayBeUnreadable = false,
): AsyncGenerator<ReadBatch> {
  const readable = watchReadable();
  for await (const { source, first, entries, problem } of batches) {
    // One by one: what is let go of at once is never moved about.
    const read = (function* (): Generator<readonly [number: number, entry: Recorded | Unreadable]> {
      for (const [index, entry] of entries.entries()) {
        if (!isOwn(first + index)) continue;
        const found = readEntry(entry);
        readable.see(source, [found]);
        yield [first + index, found];
      }
    })();
    yield { entries: read, ...(problem !== undefined && { problem }) };
  }
  if (!mayBeUnreadable) readable.end();
}

/** Sees whether anything of each recording can be read. */
export function watchReadable() {
  const seen = new Map<string, Unreadable | 'readable'>();
  return {
    see(source: string, entries: readonly (Recorded | Unreadable)[]): void {
      for (const entry of entries)
        if (!('problem' in entry)) seen.set(source, 'readable');
        else if (!seen.has(source)) seen.set(source, entry);
    },
    seeReadable: (source: string): void => void seen.set(source, 'readable'),
    /** @throws UsageError for a recording of which no entry can be read */
    end(): void {
      for (const one of seen.values())
        if (one !== 'readable')
          throw new UsageError(`${one.name} ${one.problem}`, 'No entry can be read: record the traffic anew.');
    },
  };
}
