/** The side of a queue that does chunks: one at a time, of one run after the other. */
import type { Worker } from 'bullmq';
import { UsageError } from '../../errors.ts';
import { pause } from '../../exchange/pause.ts';
import { connectQueue, PREFIX, type QueueConnection } from './connect.ts';
import { removeChunks } from './coordinate.ts';
import type { QueueAddress } from './queue-address.ts';
import { createChunkWork, type ChunkServer } from './chunk-work.ts';
import type { QueuedRun } from './queued-run.ts';
import { createRunStore, nextRun, queuesOf, rateKey, type RunStore } from './run-store.ts';
import { sharedPace } from './shared-pace.ts';

/** How often a worker looks for runs, and whether its own goes on, in milliseconds. */
const LOOK = 1_000;

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
      const id = await nextRun(store, refused, (gone) => removeChunks(connection, gone));
      if (id === undefined) await pause(LOOK, options.stop);
      else await takePart(id, connection, store, { ...options, refuse: () => refused.add(id) });
    }
  } finally {
    connection.close();
  }
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

async function workOn(
  run: QueuedRun,
  server: ChunkServer,
  { bullmq, redis, options: bullmqOptions }: QueueConnection,
  store: RunStore,
  { stop, tell, onRefusal, lostAfter = LOST_AFTER }: WorkOptions,
): Promise<void> {
  const pace = run.rate === undefined ? undefined : sharedPace(redis, rateKey(run.id), run.rate);
  let left: Promise<void> | undefined;
  const leave = (): void => void (left ??= worker.close().catch(() => {}));
  const work = createChunkWork(run, server, store, {
    ...{ tell, onRefusal, leave, ...(pace && { pace }) },
    errors: { isNoChunk: bullmq.UnrecoverableError, isGivenBack: bullmq.WaitingError },
  });
  const worker: Worker = new bullmq.Worker(queuesOf(run.id).chunks, (job, token) => work.take(job, token), {
    ...bullmqOptions,
    concurrency: 1,
    lockDuration: lostAfter,
    stalledInterval: lostAfter / 2,
    maxStalledCount: 2,
    drainDelay: 1,
  });
  // It connects again by itself.
  worker.on('error', () => {});
  worker.on('lockRenewalFailed', () => work.end('lock lost'));
  while (left === undefined) {
    const state = await store.state(run.id);
    if (stop.aborted) work.end('leaving');
    else if (state !== 'running') work.end(state ?? 'over');
    if (work.isOver()) leave();
    else await pause(LOOK, stop);
  }
  await left;
  // BullMQ makes this one again where it looks for lost jobs of a run that has been removed.
  if ((await store.state(run.id)) === undefined) await redis.del(`${PREFIX}:${queuesOf(run.id).chunks}:meta`);
}
