import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';

/**
 * How much a heap grows before the next look for what nobody needs any more. V8 lets a small one grow to four times what is in
 * use, in each thread; a run of recorded traffic lets go of almost all that it makes, and gains no time by that.
 */
export const GROWTH = '--heap-growing-percent=30';

/**
 * Lets the heaps of all threads grow by a third at a time. A command has a thread, and a process of its own; in the main thread of
 * somebody else's process nothing changes.
 */
export function keepHeapsSmall(isCommand = !isMainThread, setFlags: (flag: string) => void = setFlagsFromString): void {
  if (isCommand) setFlags(GROWTH);
}
