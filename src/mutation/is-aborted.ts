import { setImmediate as nextTurn } from 'node:timers/promises';

/** Whether to stop. Nothing else here waits for anything, so timers and signals get their turn here alone. */
export async function isAborted(signal: AbortSignal | undefined): Promise<boolean> {
  if (signal) await nextTurn();
  return signal?.aborted === true;
}
