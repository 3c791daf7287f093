import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { QueuedRun } from '../../distribute/queue/queued-run.ts';
import type { ChunkServer, DoneWork, DoOptions } from '../../distribute/queue/chunk-work.ts';
import { UsageError } from '../../errors.ts';
import { isTimeUp } from '../../exchange/time-limit.ts';
import type { ChunkThreadData, FromChunkThread, ToChunkThread } from './chunk-messages.ts';
import { STACK_MB } from '../../distribute/jobs/stack-size.ts';

/** Beside this file, and compiled where this file is. */
const ENTRY = new URL(`./chunk-entry${extname(import.meta.url)}`, import.meta.url);

interface Thread {
  worker: Worker;
  run: QueuedRun;
  isRecorded: boolean;
}

/**
 * Starts a thread that does the chunks of a run, so that this one is free to renew the locks, however long judging takes.
 * A thread that dies fails its chunk, and the next chunk has a new one.
 * @throws UsageError if this worker takes no part in the run
 */
export async function openChunkThread(
  data: ChunkThreadData,
  tell: (text: string) => void,
  entry = ENTRY,
): Promise<{ run: QueuedRun; server: ChunkServer }> {
  let thread: Thread | undefined = await startThread(data, tell, entry);
  const { run } = thread;
  const server: ChunkServer = {
    async do(index, options) {
      thread ??= await startThread(data, tell, entry);
      try {
        return await doIn(thread, index, options, () => void (thread = undefined));
      } catch (error) {
        if (!(error instanceof UsageError)) thread = undefined;
        throw error;
      }
    },
    close: async () => void (await thread?.worker.terminate()),
  };
  return { run, server };
}

async function startThread(data: ChunkThreadData, tell: (text: string) => void, entry: URL): Promise<Thread> {
  const worker = new Worker(entry, { workerData: data, resourceLimits: { stackSizeMb: STACK_MB } });
  worker.on('message', (message: FromChunkThread) => {
    if (message.kind === 'err') tell(message.text);
  });
  try {
    const { run, isRecorded } = await answerOf(worker, 'ready', () => {});
    return { worker, run, isRecorded };
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}

/** @param onEnd is called where the thread had to be ended */
async function doIn(
  { worker, isRecorded }: Thread,
  index: number,
  { signal, pace, onProgress }: DoOptions,
  onEnd: () => void,
): Promise<DoneWork> {
  const send = (message: ToChunkThread): void => worker.postMessage(message);
  let stop = (): void => {};
  // Judging sends nothing that would have to be undone.
  const stopped = new Promise<DoneWork>((resolve) => {
    stop = () => {
      if (!isRecorded) return send({ kind: 'stop', isTimeUp: isTimeUp(signal) });
      onEnd();
      void worker.terminate();
      resolve({ leftovers: 0 });
    };
  });
  const answered = answerOf(worker, 'done', (message) => {
    if (message.kind === 'progress') onProgress({ done: message.done, violations: message.violations });
    if (message.kind === 'ask')
      // The thread knows what the request is stopped by: one that cleans up is not stopped with the chunk.
      void pace?.().then(
        () => send({ kind: 'turn', request: message.request }),
        () => {},
      );
  });
  answered.catch(() => {});
  send({ kind: 'do', index, isPaced: pace !== undefined });
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([answered, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Waits for a message of a kind. @throws what the thread failed with, or died of */
function answerOf<Kind extends FromChunkThread['kind']>(
  worker: Worker,
  kind: Kind,
  onOther: (message: FromChunkThread) => void,
): Promise<Extract<FromChunkThread, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: FromChunkThread): void => {
      if (message.kind === kind) settle(() => resolve(message as Extract<FromChunkThread, { kind: Kind }>));
      else if (message.kind === 'failed')
        settle(() => reject(message.isUsage ? new UsageError(message.message) : new Error(message.message)));
      else onOther(message);
    };
    const onError = (error: Error): void => settle(() => reject(error));
    const onExit = (): void => settle(() => reject(new Error('its thread ended without a word')));
    const settle = (then: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      then();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
