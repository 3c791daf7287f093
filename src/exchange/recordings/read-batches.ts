import { UsageError } from '../../errors.ts';
import { cutRecording, readEntry } from './read.ts';
import type { Recorded, Unreadable } from './recorded.ts';

/** Several entries of recordings, and why one of them ends too soon. */
export interface ReadBatch {
  entries: Iterable<Recorded | Unreadable>;
  problem?: string;
}

/**
 * The entries of several recordings, one after the other.
 * @param onProgress is told how many entries and bytes were read so far
 * @throws UsageError if one cannot be read, is none, or if no entry of it can be read
 */
export async function* readBatches(
  sources: readonly string[],
  onProgress?: (read: { entries: number; bytes: number }) => void,
): AsyncGenerator<ReadBatch> {
  const read = { entries: 0, bytes: 0 };
  for (const source of sources) {
    let first: Unreadable | undefined;
    let isReadable = false;
    for await (const { entries, bytes, problem } of cutRecording(source)) {
      const found = entries.map(readEntry);
      for (const one of found) {
        if ('problem' in one) first ??= one;
        else isReadable = true;
      }
      read.entries += entries.length;
      read.bytes += bytes;
      onProgress?.(read);
      yield { entries: found, ...(problem !== undefined && { problem: `${source}: ${problem}` }) };
    }
    if (first && !isReadable)
      throw new UsageError(`${first.name} ${first.problem}`, 'No entry can be read: record the traffic anew.');
  }
}
