/** What a worker does with a chunk that it takes out of the queue. */
import { UsageError } from '../../errors.ts';
import type { Pace } from '../../exchange/paced-target.ts';
import { isChunk, type ChunkProgress, type QueuedRun } from './queued-run.ts';
import type { RunState, RunStore } from './run-store.ts';

/** What does the chunks of one run, away from the thread that renews the lock of a chunk: judging may keep a thread busy for long. */
export interface ChunkServer {
  /** @throws UsageError if this worker cannot do it */
  do(index: number, options: DoOptions): Promise<DoneWork>;
  close(): Promise<void>;
}

export interface DoOptions {
  /** Aborted where the chunk is to end early: it cleans up, and says what it has seen. */
  signal: AbortSignal;
  pace?: Pace;
  onProgress: (progress: ChunkProgress) => void;
}

/** What a chunk came to. */
export interface DoneWork {
  /** Undefined where it was ended before it saw anything. */
  packed?: Uint8Array;
  /** How many things that it created are still there. */
  leftovers: number;
}

/** Why a chunk is ended early: the run was stopped, or its time is up; it is over; the worker is stopped; another worker has the chunk. */
export type Ending = Exclude<RunState, 'running'> | 'over' | 'leaving' | 'lock lost';

/** A chunk as BullMQ gives it. */
export interface ChunkJob {
  data: unknown;
  moveToWait(token: string): Promise<unknown>;
  updateProgress(progress: object): Promise<unknown>;
}

export interface WorkOptions {
  pace?: Pace;
  tell: (text: string) => void;
  /** This worker cannot do a chunk of the run. */
  onRefusal: (error: UsageError) => Promise<void>;
  /** Takes no further chunk. */
  leave: () => void;
  /** The errors by which BullMQ is told that something is no chunk, and that a chunk was given back. */
  errors: { isNoChunk: new (message: string) => Error; isGivenBack: new () => Error };
}

/** Does the chunks of a run, one at a time. */
export function createChunkWork(
  run: Pick<QueuedRun, 'id' | 'count'>,
  server: Pick<ChunkServer, 'do'>,
  store: Pick<RunStore, 'begin' | 'keepResult' | 'account'>,
  { pace, tell, onRefusal, leave, errors }: WorkOptions,
) {
  let ending: Ending | undefined;
  let current: AbortController | undefined;
  const end = (why: Ending): void => {
    ending ??= why;
    current?.abort(why === 'time' ? new DOMException('The time is over', 'TimeoutError') : new Error(why));
  };

  async function take(job: ChunkJob, token = ''): Promise<void> {
    const { index } = (job.data ?? {}) as { index?: unknown };
    if (!isChunk(index, run.count)) throw new errors.isNoChunk('it is no chunk of the run');
    const giveBack = async (): Promise<never> => {
      leave();
      await job.moveToWait(token);
      throw new errors.isGivenBack();
    };
    if (ending === 'leaving') return giveBack();
    if (ending !== undefined) return;
    tell(`assay: does chunk ${index} of ${run.count} of the run ${run.id}\n`);
    current = new AbortController();
    await store.begin(run.id, index);
    // It may have ended meanwhile.
    if (ending !== undefined) end(ending);
    try {
      const { packed, leftovers } = await server.do(index, {
        signal: current.signal,
        ...(pace && { pace }),
        onProgress: (progress) => void job.updateProgress({ ...progress }).catch(() => {}),
      });
      const why = ending as Ending | undefined;
      const counts = packed !== undefined && (why === undefined || why === 'stopped' || why === 'time');
      const isKept = counts && (await store.keepResult(run.id, index, packed));
      // The result that is kept lists what is left.
      if (isKept || leftovers === 0) await store.account(run.id, index);
      if (why === 'leaving') await giveBack();
      if (why === 'lock lost') ending = undefined;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      await onRefusal(error);
      await giveBack();
    } finally {
      current = undefined;
    }
  }

  return {
    take,
    /** Ends the chunk under way early. */
    end,
    /** Whether this worker takes no further chunk: only of one that another worker has it goes on with the next. */
    isOver: (): boolean => ending !== undefined && ending !== 'lock lost',
  };
}
