/** What goes between the main thread and those that judge. */
import type { CutEntry } from '../../exchange/recordings/read.ts';
import type { Unreadable } from '../../exchange/recordings/recorded.ts';
import type { PoolThread } from './pool.ts';
import type { PortablePart } from './portable-part.ts';

/** Several entries to judge. */
export interface Job {
  id: number;
  entries: JobEntry[];
  /** Of all entries, one behind the other. Shared, so that they are still there if the thread dies. */
  bytes: SharedArrayBuffer;
  /** How many results of each contract are kept beside those that findings show. */
  keep: number[];
}

/** An entry, its bytes given by their place. */
export interface JobEntry extends Omit<CutEntry, 'bytes'> {
  number: number;
  /** Undefined where they were not kept. */
  place?: readonly [start: number, end: number];
}

/** What a job came to. */
export interface JobAnswer {
  id: number;
  part: PortablePart;
  isReadable: boolean;
  /** The first entry that cannot be read. */
  unreadable?: Unreadable;
}

/** A thread that judges entries. */
export type JobThread = PoolThread<Job, JobAnswer>;

export function jobOf(
  id: number,
  entries: readonly (readonly [number: number, entry: CutEntry])[],
  keep: number[],
): Job {
  const size = entries.reduce((sum, [, { bytes }]) => sum + (bytes?.length ?? 0), 0);
  const bytes = new SharedArrayBuffer(size);
  const all = Buffer.from(bytes);
  let at = 0;
  return {
    id,
    entries: entries.map(([number, { bytes: own, ...entry }]): JobEntry => {
      if (!own) return { ...entry, number };
      all.set(own, at);
      const start = at;
      at += own.length;
      return { ...entry, number, place: [start, at] };
    }),
    bytes,
    keep,
  };
}

export function entriesOf({ entries, bytes }: Job): [number: number, entry: CutEntry][] {
  const all = Buffer.from(bytes);
  return entries.map(({ number, place, ...entry }) => [
    number,
    { ...entry, ...(place && { bytes: all.subarray(...place) }) },
  ]);
}
