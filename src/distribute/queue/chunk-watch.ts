import { isChunk, readProgress, type ChunkProgress, type QueuedRun } from './queued-run.ts';

/** What was seen of the chunks so far. */
export type Watch = ReturnType<typeof createWatch>;

/** @param now the milliseconds of a clock that never goes back */
export function createWatch(
  { count }: Pick<QueuedRun, 'count'>,
  { onProgress = () => {} }: { onProgress?: (progress: ChunkProgress & { chunks: number }) => void },
  now: () => number,
) {
  const progress = new Map<number, ChunkProgress>();
  const ended = new Set<number>();
  const failures = new Map<number, string>();
  const indexOf = (jobId: string): number | undefined => {
    const index = Number(/^chunk-(\d{1,6})$/.exec(jobId)?.[1]);
    return isChunk(index, count) ? index : undefined;
  };
  const show = () => {
    const sum = (key: keyof ChunkProgress) => [...progress.values()].reduce((total, one) => total + one[key], 0);
    onProgress({ chunks: ended.size, done: sum('done'), violations: sum('violations') });
  };
  return {
    failures,
    refusals: [] as string[],
    /** When a worker was last heard of. */
    heard: now(),
    /** A worker has begun a chunk. */
    active(): void {
      this.heard = now();
    },
    progress(jobId: string, data: unknown): void {
      const [index, said] = [indexOf(jobId), readProgress(data)];
      this.active();
      if (index !== undefined && said) progress.set(index, said);
      show();
    },
    ended(jobId: string, failure?: string): void {
      const index = indexOf(jobId);
      this.active();
      if (index === undefined) return;
      ended.add(index);
      if (failure !== undefined) failures.set(index, failure);
      show();
    },
  };
}
