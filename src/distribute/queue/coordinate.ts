/** The side of a queue that plans a run, and waits for its chunks. */
import { isTimeUp } from '../../exchange/time-limit.ts';
import { connectQueue, type QueueConnection } from './connect.ts';
import type { QueueAddress } from './queue-address.ts';
import { isChunk, readProgress, type ChunkProgress, type QueuedRun } from './queued-run.ts';
import { createRunStore, queuesOf, type RunState, type RunStore } from './run-store.ts';

/** How often the coordinator says that it is there, in milliseconds. */
const BEAT = 1_000;
/** A chunk of which each worker dies is given up after so many. */
const ATTEMPTS = 3;
/** Within so many milliseconds each worker has heard that a run is stopped, and begins no chunk any more. */
const HEARD = 1_500;
/** So many milliseconds a stopped run waits for its workers to clean up. */
const STOPPING = 60_000;
/** Nobody takes a chunk for so many milliseconds: the user is told. Where workers refused, the run ends after three times as long. */
const PATIENCE = 10_000;

/** What became of a run in the queue. */
export interface Outcome {
  /** What each chunk came to, compressed; nobody has looked into it. */
  results: Map<number, Uint8Array>;
  /** Why chunks failed. */
  failures: Map<number, string>;
  /** How often each chunk was begun, and what it left on the target is not known. */
  unknown: ReadonlyMap<number, number>;
  /** Why it ended: all chunks are done or given up; it was stopped; no worker takes part; it was taken for dead. */
  ending: 'done' | Exclude<RunState, 'running'> | 'refused' | 'lost';
  /** Why workers took no part. */
  refusals: string[];
}

export interface CoordinateOptions {
  /** Stops the run; a time limit has the reason `TimeoutError`. */
  signal: AbortSignal;
  /** Ends it without waiting for workers to clean up. */
  stopAtOnce?: AbortSignal | undefined;
  /** Says something to the user. */
  tell: (text: string) => void;
  onProgress?: (progress: ChunkProgress & { chunks: number }) => void;
  patience?: number;
}

/** Puts the chunks of a run into the queue, and waits until they are done. @throws UsageError if there is no queue */
export async function coordinate(address: QueueAddress, run: QueuedRun, options: CoordinateOptions): Promise<Outcome> {
  const connection = await connectQueue(address);
  const store = createRunStore(connection.redis);
  const watch = createWatch(run, options);
  const closing: { close(): Promise<void> }[] = [];
  try {
    const { merged, isIdle, closeables } = await enqueue(connection, run, watch);
    closing.push(...closeables);
    await store.announce(run.id, JSON.stringify(run));
    options.tell(
      `assay: ${run.count === 1 ? 'a chunk waits' : `${run.count} chunks wait`} in ${address.shown} for workers (assay worker --queue)\n`,
    );
    const ending = await waitFor(run, store, { merged, isIdle, watch, shown: address.shown }, options);
    return { ...(await gather(run, store)), failures: watch.failures, ending, refusals: watch.refusals };
  } finally {
    await store.remove(run.id);
    await removeChunks(connection, run.id);
    await Promise.all(closing.map((one) => one.close().catch(() => {})));
    connection.close();
  }
}

/** Removes the chunks that a run has in the queue. */
export async function removeChunks({ bullmq, options }: QueueConnection, id: string): Promise<void> {
  for (const name of Object.values(queuesOf(id))) {
    const queue = new bullmq.Queue(name, { ...options, skipMetasUpdate: true });
    queue.on('error', () => {});
    await queue.obliterate({ force: true }).catch(() => {});
    await queue.close();
  }
}

/** What was seen of the chunks so far. */
type Watch = ReturnType<typeof createWatch>;

function createWatch({ count }: QueuedRun, { onProgress = () => {} }: CoordinateOptions) {
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
    heard: performance.now(),
    progress(jobId: string, data: unknown): void {
      const [index, said] = [indexOf(jobId), readProgress(data)];
      this.heard = performance.now();
      if (index !== undefined && said) progress.set(index, said);
      show();
    },
    ended(jobId: string, failure?: string): void {
      const index = indexOf(jobId);
      this.heard = performance.now();
      if (index === undefined) return;
      ended.add(index);
      if (failure !== undefined) failures.set(index, failure);
      show();
    },
  };
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
  events.on('active', () => (watch.heard = performance.now()));
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

interface Waiting {
  merged: Promise<void>;
  /** Whether no worker does a chunk. */
  isIdle: () => Promise<boolean>;
  watch: Watch;
  shown: string;
}

async function waitFor(
  { id }: QueuedRun,
  store: RunStore,
  { merged, isIdle, watch, shown }: Waiting,
  { signal, stopAtOnce, tell, patience = PATIENCE }: CoordinateOptions,
): Promise<Outcome['ending']> {
  let isMerged = false;
  let wake = (): void => {};
  void merged.then(() => {
    isMerged = true;
    wake();
  });
  for (const one of [signal, stopAtOnce]) one?.addEventListener('abort', () => wake(), { once: true });
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, BEAT);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  let isTold = false;
  let stoppedAt: number | undefined;
  for (;;) {
    if (isMerged) return 'done';
    const state: RunState = !signal.aborted ? 'running' : isTimeUp(signal) ? 'time' : 'stopped';
    if (!(await store.beat(id, state))) return 'lost';
    for (const why of (await store.refusals(id)).slice(watch.refusals.length)) {
      watch.refusals.push(why);
      tell(`assay: ${why}\n`);
    }
    if (state !== 'running') {
      stoppedAt ??= performance.now();
      const since = performance.now() - stoppedAt;
      if (stopAtOnce?.aborted || since > STOPPING || (since > HEARD && (await isIdle()))) return state;
    } else if (performance.now() - watch.heard > patience && (await isIdle())) {
      if (watch.refusals.length > 0 && performance.now() - watch.heard > 3 * patience) return 'refused';
      if (!isTold) tell(`assay: no worker takes chunks from ${shown}; start one: assay worker --queue ${shown}\n`);
      isTold = true;
    }
    await rest();
  }
}

async function gather({ id, count }: QueuedRun, store: RunStore): Promise<Pick<Outcome, 'results' | 'unknown'>> {
  const results = new Map<number, Uint8Array>();
  for (let index = 1; index <= count; index += 1) {
    const packed = await store.result(id, index);
    if (packed) results.set(index, packed);
  }
  return { results, unknown: await store.begun(id) };
}
