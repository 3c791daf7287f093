/** How the coordinator of a run waits for its end. */
import { isTimeUp } from '../../exchange/time-limit.ts';
import type { Watch } from './chunk-watch.ts';
import type { RunState, RunStore } from './run-store.ts';

/** How often the coordinator says that it is there, in milliseconds. */
const BEAT = 1_000;
/** Within so many milliseconds each worker has heard that a run is stopped, and begins no chunk any more. */
const HEARD = 1_500;
/** So many milliseconds a stopped run waits for its workers to clean up. */
const STOPPING = 60_000;
/** Nobody takes a chunk for so many milliseconds: the user is told. Where workers refused, the run ends after three times as long. */
const PATIENCE = 10_000;

/** Why a run ended: all chunks are done or given up; it was stopped; no worker takes part; it was taken for dead. */
export type Ending = 'done' | Exclude<RunState, 'running'> | 'refused' | 'lost';

export interface Waiting {
  merged: Promise<void>;
  /** Whether no worker does a chunk. */
  isIdle: () => Promise<boolean>;
  watch: Pick<Watch, 'heard' | 'refusals'>;
  shown: string;
}

export interface WaitOptions {
  /** Stops the run; a time limit has the reason `TimeoutError`. */
  signal: AbortSignal;
  /** Ends it without waiting for workers to clean up. */
  stopAtOnce?: AbortSignal | undefined;
  /** Says something to the user. */
  tell: (text: string) => void;
  patience?: number;
}

/** What time it is, and a call after so many milliseconds; what `after` gives takes it back. */
export interface Clock {
  now(): number;
  after(milliseconds: number, call: () => void): () => void;
}

export const CLOCK: Clock = {
  now: () => performance.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Says again and again that the coordinator of a run is there, until the run has ended. */
export async function waitForRun(
  id: string,
  store: Pick<RunStore, 'beat' | 'refusals'>,
  { merged, isIdle, watch, shown }: Waiting,
  { signal, stopAtOnce, tell, patience = PATIENCE }: WaitOptions,
  clock: Clock = CLOCK,
): Promise<Ending> {
  let isMerged = false;
  let wake = (): void => {};
  void merged.then(() => {
    isMerged = true;
    wake();
  });
  for (const one of [signal, stopAtOnce]) one?.addEventListener('abort', () => wake(), { once: true });
  const rest = () =>
    new Promise<void>((resolve) => {
      const cancel = clock.after(BEAT, resolve);
      wake = () => {
        cancel();
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
      stoppedAt ??= clock.now();
      const since = clock.now() - stoppedAt;
      if (stopAtOnce?.aborted || since > STOPPING || (since > HEARD && (await isIdle()))) return state;
    } else if (clock.now() - watch.heard > patience && (await isIdle())) {
      if (watch.refusals.length > 0 && clock.now() - watch.heard > 3 * patience) return 'refused';
      if (!isTold) tell(`assay: no worker takes chunks from ${shown}; start one: assay worker --queue ${shown}\n`);
      isTold = true;
    }
    await rest();
  }
}
