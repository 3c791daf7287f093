import { extname } from 'node:path';
import { existsSync, rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import type { Stage } from './progress.ts';
import { STACK_MB } from '../../distribute/jobs/stack-size.ts';

/** What the thread of a command is started with. */
export interface ThreadData {
  args: string[];
  colour: Io['colour'];
  /** Whether stages are shown. */
  interactive: boolean;
}

export type FromThread =
  | { kind: 'out' | 'err'; text: string }
  | { kind: 'stage'; stage: Stage | undefined }
  /** A file that is written beside a report. */
  | { kind: 'draft'; file: string }
  /** The command has to be over in so many milliseconds. */
  | { kind: 'limit'; milliseconds: number }
  | { kind: 'alive' }
  | { kind: 'ended'; code: number };

export type ToThread = { kind: SignalName } | { kind: 'ask alive' };

/** The signals that a command is stopped by. */
export const SIGNALS = ['stop', 'stopAtOnce'] as const;
export type SignalName = (typeof SIGNALS)[number];

/**
 * A thread that does not answer for so many milliseconds is busy with something that does not end by itself soon, if the process had the
 * processor for as long: on a busy machine it may only have waited.
 */
const ALIVE_WITHIN = 2_000;

/** So many times as long is waited for a thread that does nothing. */
const MAX_WAITS = 15;

/** The processor's time of this process, in milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** The package has it with all that it loads in few files; else it is beside this file, and compiled where this file is. */
const BUNDLED = new URL('../../bundle/thread-entry.js', import.meta.url);
const ENTRY = existsSync(BUNDLED) ? BUNDLED : new URL(`./thread-entry${extname(import.meta.url)}`, import.meta.url);

/**
 * Runs a command in a thread of its own, so that this one is always free: it hears each signal and ends the process when it
 * has to, whatever the command is busy with.
 * @returns the exit code
 */
export function runInThread(args: string[], io: Io, entry = ENTRY): Promise<number> {
  return new Promise((resolve) => {
    const worker = new Worker(entry, {
      workerData: { args, colour: io.colour, interactive: io.stage !== undefined } satisfies ThreadData,
      resourceLimits: { stackSizeMb: STACK_MB },
    });
    const send = (message: ToThread): void => worker.postMessage(message);
    let asked: NodeJS.Timeout | undefined;
    const timers = new Set<NodeJS.Timeout>();
    const after = (milliseconds: number, then: () => void): NodeJS.Timeout => {
      const timer = setTimeout(then, milliseconds);
      timers.add(timer);
      return timer;
    };
    const drafts = new Set<string>();
    // What took its place has its own name by now.
    const removeDrafts = (): void => {
      for (const file of drafts) rmSync(file, { force: true });
    };
    process.once('exit', removeDrafts);
    let isEnded = false;
    const end = (code: number): void => {
      if (isEnded) return;
      isEnded = true;
      for (const timer of timers) clearTimeout(timer);
      void worker.terminate().finally(() => {
        removeDrafts();
        process.off('exit', removeDrafts);
        resolve(code);
      });
    };
    const askAlive = (): void => {
      const before = processorTime();
      const wait = (nth: number): void => {
        asked = after(ALIVE_WITHIN, () => {
          if (processorTime() - before < ALIVE_WITHIN && nth < MAX_WAITS) {
            wait(nth + 1);
            return;
          }
          io.err(
            'assay: --max-time is over, and the run is busy with something that does not end: it was stopped without a report\n',
          );
          end(EXIT.undecided);
        });
      };
      wait(1);
      send({ kind: 'ask alive' });
    };
    const on: { [Kind in FromThread['kind']]: (message: Extract<FromThread, { kind: Kind }>) => void } = {
      out: ({ text }) => io.out(text),
      err: ({ text }) => io.err(text),
      stage: ({ stage }) => io.stage?.(stage),
      draft: ({ file }) => void drafts.add(file),
      limit: ({ milliseconds }) => void after(milliseconds, askAlive),
      alive: () => {
        clearTimeout(asked);
        after(ALIVE_WITHIN, askAlive);
      },
      ended: ({ code }) => end(code),
    };
    worker.on('message', (message: FromThread) => (on[message.kind] as (message: FromThread) => void)(message));
    worker.on('error', (error: NodeJS.ErrnoException) => {
      io.err(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? 'assay: the memory that Node.js gives a process was not enough\n  NODE_OPTIONS=--max-old-space-size=8192 gives it 8 GB.\n'
          : `assay: this is a bug in assay, please report it\n${error.stack ?? error.message}\n`,
      );
      end(EXIT.undecided);
    });
    worker.on('exit', end);
    for (const name of SIGNALS) {
      const signal = (io as Partial<Record<SignalName, AbortSignal>>)[name];
      signal?.addEventListener('abort', () => send({ kind: name }), { once: true });
    }
  });
}
