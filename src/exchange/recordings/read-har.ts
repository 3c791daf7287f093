import { UsageError } from '../../errors.ts';
import { cutRecording, readEntry } from './read.ts';
import type { Recorded } from './recorded.ts';

/**
 * Reads a whole recording, such as a HAR 1.2 file. Entries without a response (status 0) are failed exchanges.
 * @throws UsageError if it is not one, or if an entry cannot be read
 */
export async function readHar(file: string): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  for await (const { entries, problem } of cutRecording(file)) {
    for (const entry of entries) {
      const read = readEntry(entry);
      if ('problem' in read)
        throw new UsageError(`${read.name} ${read.problem}`, 'Take the entry out, or record it anew.');
      recorded.push(read);
    }
    if (problem !== undefined) throw new UsageError(`${file}: ${problem}`, 'Record it anew.');
  }
  return recorded;
}
