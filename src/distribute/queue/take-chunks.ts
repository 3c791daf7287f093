/** The side of a queue that does chunks: one at a time, of one run after the other. */
import type { Job, Worker } from 'bullmq';
import { UsageError } from '../../errors.ts';
import { pause } from '../../exchange/pause.ts';
import type { Pace } from '../../exchange/paced-target.ts';
import { connectQueue, PREFIX, type QueueConnection } from './connect.ts';
import { removeChunks } from './coordinate.ts';
import type { QueueAddress } from './queue-address.ts';
import { isChunk, type ChunkProgress, type QueuedRun } from './queued-run.ts';
import { createRunStore, queuesOf, rateKey, type RunState, type RunStore } from './run-store.ts';
import { sharedPace } from './shared-pace.ts';

/** How often a worker looks for runs, and whether its own goes on, in milliseconds. */
const LOOK = 1_000;

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

export interface TakeOptions {
  /** Makes ready for a run, by its description. @throws UsageError if this worker takes no part in it */
  open: (id: string, description: string) => Promise<{ run: QueuedRun; server: ChunkServer }>;
  /** Ends the work: the chunk under way is ended and given back. */
  stop: AbortSignal;
  /** What others know this worker by. */
  name: string;
  tell: (text: string) => void;
  /** A chunk goes to another worker when its lock was not renewed for so many milliseconds. */
  lostAfter?: number;
}

const LOST_AFTER = 10_000;

/** Does the chunks of the runs in a queue, until it is stopped. @throws UsageError if there is no queue */
export async function takeChunks(address: QueueAddress, options: TakeOptions): Promise<void> {
  const connection = await connectQueue(address);
  const store = createRunStore(connection.redis);
  const refused = new Set<string>();
  options.tell(`assay: worker ${options.name} waits for runs in ${address.shown}\n`);
  try {
    while (!options.stop.aborted) {
      const id = await nextRun(connection, store, refused);
      if (id === undefined) await pause(LOOK, options.stop);
      else await takePart(id, connection, store, { ...options, refuse: () => refused.add(id) });
    }
  } finally {
    connection.close();
  }
}

/** The oldest run that goes on; what is left of others is removed. */
async function nextRun(
  connection: QueueConnection,
  store: RunStore,
  refused: ReadonlySet<string>,
): Promise<string | undefined> {
  for (const id of await store.runs()) {
    const state = await store.state(id);
    if (state === undefined) {
      if (await store.remove(id)) await removeChunks(connection, id);
    } else if (state === 'running' && !refused.has(id)) return id;
  }
  return undefined;
}

interface PartOptions extends TakeOptions {
  /** Takes no further part in the run. */
  refuse: () => void;
}

async function takePart(id: string, connection: QueueConnection, store: RunStore, options: PartOptions): Promise<void> {
  const refuse = async ({ message }: UsageError) => {
    options.refuse();
    options.tell(`assay: takes no part in the run ${id}: ${message}\n`);
    await store.refuse(id, `worker ${options.name} takes no part in the run: ${message}`);
  };
  let opened: Awaited<ReturnType<TakeOptions['open']>>;
  try {
    opened = await options.open(id, (await store.description(id)) ?? '');
  } catch (error) {
    if (error instanceof UsageError) return refuse(error);
    throw error;
  }
  const { run, server } = opened;
  try {
    await workOn(run, server, connection, store, { ...options, onRefusal: refuse });
  } finally {
    await server.close();
  }
}

interface WorkOptions extends TakeOptions {
  onRefusal: (error: UsageError) => Promise<void>;
}

/** Why a chunk is ended early: the run was stopped, or its time is up; it is over; the worker is stopped; another worker has the chunk. */
type Ending = Exclude<RunState, 'running'> | 'over' | 'leaving' | 'lock lost';

async function workOn(
  run: QueuedRun,
  server: ChunkServer,
  { bullmq, redis, options: bullmqOptions }: QueueConnection,
  store: RunStore,
  { stop, tell, onRefusal, lostAfter = LOST_AFTER }: WorkOptions,
): Promise<void> {
  const pace = run.rate === undefined ? undefined : sharedPace(redis, rateKey(run.id), run.rate);
  let ending: Ending | undefined;
  let current: AbortController | undefined;
  let left: Promise<void> | undefined;
  const leave = (): void => void (left ??= worker.close().catch(() => {}));
  const end = (why: Ending): void => {
    ending ??= why;
    current?.abort(why === 'time' ? new DOMException('The time is over', 'TimeoutError') : new Error(why));
  };

  async function process(job: Job<unknown>, token = ''): Promise<void> {
    const { index } = (job.data ?? {}) as { index?: unknown };
    if (!isChunk(index, run.count)) throw new bullmq.UnrecoverableError('it is no chunk of the run');
    const giveBack = async (): Promise<never> => {
      leave();
      await job.moveToWait(token);
      throw new bullmq.WaitingError();
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

  const worker: Worker = new bullmq.Worker(queuesOf(run.id).chunks, process, {
    ...bullmqOptions,
    concurrency: 1,
    lockDuration: lostAfter,
    stalledInterval: lostAfter / 2,
    maxStalledCount: 2,
    drainDelay: 1,
  });
  // It connects again by itself.
  worker.on('error', () => {});
  worker.on('lockRenewalFailed', () => end('lock lost'));
  while (left === undefined) {
    const state = await store.state(run.id);
    if (stop.aborted) end('leaving');
    else if (state !== 'running') end(state ?? 'over');
    if (ending !== undefined && ending !== 'lock lost') leave();
    else await pause(LOOK, stop);
  }
  await left;
  // BullMQ makes this one again where it looks for lost jobs of a run that has been removed.
  if ((await store.state(run.id)) === undefined) await redis.del(`${PREFIX}:${queuesOf(run.id).chunks}:meta`);
}
