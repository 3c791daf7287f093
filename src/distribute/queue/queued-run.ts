import type { SharedRun } from '../../model/shard-report.ts';
import { isObject } from '../../json/pointer.ts';
import { readJson } from '../../json/parse-json.ts';
import { MB } from '../../text/sizes.ts';

/**
 * A run as its workers find it in the queue. Who can write there can write anything: a worker takes what it is called by and what it is
 * to be told from others by, and reads contracts, targets and credentials of its own.
 */
export interface QueuedRun {
  id: string;
  /** What `assay check` is given, without anything that may be secret. */
  args: string[];
  /** How many chunks there are. */
  count: number;
  /** Requests a second of all workers together. */
  rate?: number;
  /** What the contracts and options of each worker have to agree with. */
  run: SharedRun;
}

/** The longest description, in characters; a contract has about a hundred. */
const MAX_LENGTH = 4 * MB;
/** The most chunks of a run. */
export const MAX_CHUNKS = 1_000;

/** @param isRun whether something is what runs are told from each other by @returns undefined for what is no run of that id */
export function readQueuedRun(
  text: string,
  expected: string,
  isRun: (value: unknown) => boolean,
): QueuedRun | undefined {
  const read = text.length > MAX_LENGTH ? undefined : readJson(text);
  if (!read || 'problem' in read || !isObject(read.value)) return undefined;
  const { id, args, count, rate, run } = read.value;
  const isWhole =
    id === expected &&
    Array.isArray(args) &&
    args.every((one) => typeof one === 'string') &&
    isChunk(count, MAX_CHUNKS) &&
    (rate === undefined || (typeof rate === 'number' && rate > 0)) &&
    isRun(run);
  // Its members were looked at one by one.
  return isWhole ? (read.value as unknown as QueuedRun) : undefined;
}

/** Whether a value is the number of one of so many chunks. */
export function isChunk(value: unknown, count: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= count;
}

/** What a worker says of a chunk while it does it. */
export interface ChunkProgress {
  /** Requests that were answered, or recorded exchanges that were judged. */
  done: number;
  violations: number;
}

/** Anybody could have written it. */
export function readProgress(value: unknown): ChunkProgress | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { done, violations } = value as Partial<Record<keyof ChunkProgress, unknown>>;
  const isCount = (one: unknown): one is number => Number.isSafeInteger(one) && (one as number) >= 0;
  return isCount(done) && isCount(violations) ? { done, violations } : undefined;
}
