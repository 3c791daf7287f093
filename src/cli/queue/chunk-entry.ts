/** Where the thread begins that does the chunks of a run. */
import { parentPort, workerData } from 'node:worker_threads';
import { UsageError } from '../../errors.ts';
import type { Pace } from '../../exchange/paced-target.ts';
import type { Io } from '../terminal/io.ts';
import type { ChunkThreadData, FromChunkThread, ToChunkThread } from './chunk-messages.ts';
import { openOwnCheck } from './own-check.ts';

/** Progress is told at most once in so many milliseconds. */
const BETWEEN = 500;

const { id, description, own } = workerData as ChunkThreadData;
const send = (message: FromChunkThread): void => parentPort?.postMessage(message);
const fail = (error: unknown): void =>
  send({
    kind: 'failed',
    message: error instanceof UsageError ? wordsOf(error) : String(error),
    isUsage: error instanceof UsageError,
  });
const io: Io = {
  out: () => {},
  err: (text) => send({ kind: 'err', text }),
  colour: { out: false, err: false },
  stop: new AbortController().signal,
};

let stop = new AbortController();
let asked = 0;
const turns = new Map<number, () => void>();
const pace: Pace = (signal) =>
  new Promise((resolve) => {
    const request = (asked += 1);
    const go = (): void => {
      turns.delete(request);
      resolve();
    };
    turns.set(request, go);
    signal?.addEventListener('abort', go, { once: true });
    send({ kind: 'ask', request });
  });

let told = 0;
const tell = (progress: { done: number; violations: number }): void => {
  const now = performance.now();
  if (now - told < BETWEEN) return;
  told = now;
  send({ kind: 'progress', ...progress });
};

try {
  const check = await openOwnCheck(id, description, own, io);
  parentPort?.on('message', (message: ToChunkThread) => {
    if (message.kind === 'turn') return turns.get(message.request)?.();
    if (message.kind === 'stop')
      return stop.abort(message.isTimeUp ? new DOMException('The time is over', 'TimeoutError') : undefined);
    stop = new AbortController();
    const options = { signal: stop.signal, onProgress: tell, ...(message.isPaced && { pace }) };
    check.do(message.index, options).then((work) => send({ kind: 'done', ...work }), fail);
  });
  send({ kind: 'ready', run: check.run, isRecorded: check.isRecorded });
} catch (error) {
  fail(error);
}

function wordsOf({ message, hint }: UsageError): string {
  return hint === undefined ? message : `${message}. ${hint}`;
}
