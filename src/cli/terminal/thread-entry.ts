/** Where the thread of a command begins: its streams and signals are those of the main thread. */
import { resolve } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Io } from './io.ts';
import { limitStages } from './progress.ts';
import { main } from '../main.ts';
import { SIGNALS, type FromThread, type SignalName, type ThreadData, type ToThread } from './thread.ts';

const { args, colour, interactive } = workerData as ThreadData;
const send = (message: FromThread): void => parentPort?.postMessage(message);

const controllers = Object.fromEntries(SIGNALS.map((name) => [name, new AbortController()])) as Record<
  SignalName,
  AbortController
>;
parentPort?.on('message', ({ kind }: ToThread) => {
  if (kind === 'ask alive') send({ kind: 'alive' });
  else controllers[kind].abort();
});

const signals = Object.fromEntries(SIGNALS.map((name) => [name, controllers[name].signal] as const)) as Record<
  SignalName,
  AbortSignal
>;
const io: Io = {
  out: (text) => send({ kind: 'out', text }),
  err: (text) => send({ kind: 'err', text }),
  colour,
  ...(interactive && { stage: limitStages((stage) => send({ kind: 'stage', stage })) }),
  draft: (file) => send({ kind: 'draft', file: resolve(file) }),
  limit: (milliseconds) => send({ kind: 'limit', milliseconds }),
  ...signals,
};
send({ kind: 'ended', code: await main(args, io) });
