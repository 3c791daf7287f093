/** The side of a queue that plans a run, and waits for its chunks. */
import { createWatch, type Watch } from './chunk-watch.ts';
import { connectQueue, type QueueConnection } from './connect.ts';
import type { QueueAddress } from './queue-address.ts';
import type { ChunkProgress, QueuedRun } from './queued-run.ts';
import { createRunStore, queuesOf, type RunStore } from './run-store.ts';
import { CLOCK, waitForRun, type Ending, type WaitOptions } from './wait-for-run.ts';

/** A chunk of which each worker dies is given up after so many. */
const ATTEMPTS = 3;

/** What became of a run in the queue. */
export interface Outcome {
  /** What each chunk came to, compressed; nobody has looked into it. */
  results: Map<number, Uint8Array>;
  /** Why chunks failed. */
  failures: Map<number, string>;
  /** How often each chunk was begun, and what it left on the target is not known. */
  unknown: ReadonlyMap<number, number>;
  ending: Ending;
  /** Why workers took no part. */
  refusals: string[];
}

export interface CoordinateOptions extends WaitOptions {
  onProgress?: (progress: ChunkProgress & { chunks: number }) => void;
}

/** Puts the chunks of a run into the queue, and waits until they are done. @throws UsageError if there is no queue */
export async function coordinate(address: QueueAddress, run: QueuedRun, options: CoordinateOptions): Promise<Outcome> {
  const connection = await connectQueue(address);
  const store = createRunStore(connection.redis);
  const watch = createWatch(run, options, CLOCK.now);
  const closing: { close(): Promise<void> }[] = [];
  try {
    const { merged, isIdle, closeables } = await enqueue(connection, run, watch);
    closing.push(...closeables);
    await store.announce(run.id, JSON.stringify(run));
    options.tell(
      `assay: ${run.count === 1 ? 'a chunk waits' : `${run.count} chunks wait`} in ${address.shown} for workers (assay worker --queue)\n`,
    );
    const ending = await waitForRun(run.id, store, { merged, isIdle, watch, shown: address.shown }, options);
    return { ...(await gather(run, store)), failures: watch.failures, ending, refusals: watch.refusals };
  } finally {
    // The name goes last: should this process end before, a worker finds what is left by it.
    await store.end(run.id);
    await removeChunks(connection, run.id);
    await store.remove(run.id);
    await Promise.all(closing.map((one) => one.close().catch(() => {})));
    connection.close();
  }
}

/** Several may remove the chunks of a run at once, and are in each other's way. */
const REMOVALS = 3;

/** Removes the chunks that a run has in the queue. */
export async function removeChunks({ bullmq, options }: QueueConnection, id: string): Promise<void> {
  for (const name of Object.values(queuesOf(id))) {
    const queue = new bullmq.Queue(name, { ...options, skipMetasUpdate: true });
    queue.on('error', () => {});
    for (let times = 0; times < REMOVALS; times += 1) {
      const isRemoved = await queue.obliterate({ force: true }).then(
        () => true,
        () => false,
      );
      if (isRemoved) break;
    }
    await queue.close();
  }
}

/** A flow: a job for each chunk, and one that comes after all of them, which this process takes. */
async function enqueue(connection: QueueConnection, { id, count }: QueuedRun, watch: Watch) {
  const { bullmq, options } = connection;
  const names = queuesOf(id);
  const events = new bullmq.QueueEvents(names.chunks, options);
  const queue = new bullmq.Queue(names.chunks, options);
  const flow = new bullmq.FlowProducer(options);
  let resolveMerged = (): void => {};
  const merged = new Promise<void>((resolve) => (resolveMerged = resolve));
  const merger = new bullmq.Worker(names.merge, async () => resolveMerged(), options);
  const closeables = [events, queue, flow, merger];
  // They connect again by themselves.
  for (const one of closeables as { on(event: 'error', listener: () => void): unknown }[]) one.on('error', () => {});
  events.on('active', () => watch.active());
  events.on('progress', ({ jobId, data }) => watch.progress(jobId, data));
  events.on('completed', ({ jobId }) => watch.ended(jobId));
  events.on('failed', ({ jobId, failedReason }) => watch.ended(jobId, failedReason));
  await events.waitUntilReady();
  await flow.add({
    name: 'merge',
    queueName: names.merge,
    children: Array.from({ length: count }, (_, at) => ({
      name: 'chunk',
      queueName: names.chunks,
      data: { index: at + 1 },
      opts: { jobId: `chunk-${at + 1}`, attempts: ATTEMPTS, ignoreDependencyOnFailure: true },
    })),
  });
  return { merged, closeables, isIdle: async () => (await queue.getActiveCount()) === 0 };
}

async function gather({ id, count }: QueuedRun, store: RunStore): Promise<Pick<Outcome, 'results' | 'unknown'>> {
  const results = new Map<number, Uint8Array>();
  for (let index = 1; index <= count; index += 1) {
    const packed = await store.result(id, index);
    if (packed) results.set(index, packed);
  }
  return { results, unknown: await store.begun(id) };
}
