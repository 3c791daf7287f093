import { stat } from 'node:fs/promises';
import type { Contract } from '../model/contract.ts';
import type { Run } from '../model/run.ts';
import { UsageError } from '../errors.ts';
import { readBatches } from '../exchange/recordings/read-batches.ts';
import { findRecordings } from '../exchange/recordings/sources.ts';
import { checkRecording, KEPT, type RecordedOptions } from '../run/recorded/check-recorded.ts';
import type { Io } from './io.ts';
import type { Option } from './options.ts';

/** The most recordings that a report names. */
const MAX_NAMED = 3;
/** Progress is written at most once in so many milliseconds. */
const PROGRESS_EVERY = 100;

export const RECORDING_OPTIONS: Record<'har' | 'keep', Option> = {
  har: {
    value: 'FILE',
    about: 'Judges recorded traffic in place of a target: a file, a folder, a pattern, or - for the standard input.',
    multiple: true,
  },
  keep: {
    value: 'findings|N|all',
    about: 'How many recorded exchanges reports list, beside those of findings.',
    default: String(KEPT),
  },
};

/**
 * The value of `--keep` as a number.
 * @throws UsageError if it is none
 */
export function readKeep(text = String(KEPT)): number {
  if (text === 'findings') return 0;
  if (text === 'all') return Infinity;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--keep ${text} is neither findings, all nor a number`, 'For instance: --keep 1000');
}

/** Judges recordings as they are read. @throws UsageError if one cannot be read */
export async function judgeRecordings(
  contracts: Contract[],
  given: string[],
  options: RecordedOptions,
  io: Io,
): Promise<Run[]> {
  const files = await findRecordings(given);
  const named = files.slice(0, MAX_NAMED).map((file) => (file === '-' ? 'the standard input' : file));
  const more = files.length - named.length;
  const name = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
  const progress = await createProgress(files, io);
  try {
    return await checkRecording(contracts, readBatches(files, progress), name, { ...options, recordedOnly: true });
  } finally {
    if (io.interactive) io.err('\r\u001b[K');
  }
}

/** Shows on a terminal how much was read, and how much of the whole that is where nothing is compressed. */
async function createProgress(files: string[], io: Io): Promise<Parameters<typeof readBatches>[1]> {
  if (!io.interactive) return undefined;
  const sizes = await Promise.all(files.map((file) => sizeOf(file)));
  const whole = sizes.reduce<number | undefined>((sum, size) => add(sum, size), 0);
  let next = 0;
  return ({ entries, bytes }) => {
    const now = performance.now();
    if (now < next) return;
    next = now + PROGRESS_EVERY;
    const share = whole ? `, ${Math.min(100, Math.floor((bytes / whole) * 100))} %` : '';
    io.err(`\r${entries} recorded exchanges${share}\u001b[K`);
  };
}

function add(sum: number | undefined, size: number | undefined): number | undefined {
  return sum === undefined || size === undefined ? undefined : sum + size;
}

/** The size in bytes, unless it is compressed or not a file. */
async function sizeOf(file: string): Promise<number | undefined> {
  if (file === '-' || file.endsWith('.gz')) return undefined;
  const { size } = await stat(file);
  return size;
}
