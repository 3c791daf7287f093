/** What goes between the thread of a worker, which holds the connection to the queue, and the one that does the chunks of a run. */
import type { ChunkProgress, QueuedRun } from '../../distribute/queue/queued-run.ts';
import type { OwnOptions } from './own-check.ts';

export interface ChunkThreadData {
  id: string;
  description: string;
  own: OwnOptions;
}

export type ToChunkThread =
  | { kind: 'do'; index: number; isPaced: boolean }
  /** Ends the chunk: it cleans up, and says what it has seen. */
  | { kind: 'stop'; isTimeUp: boolean }
  /** A request may be sent. */
  | { kind: 'turn'; request: number };

export type FromChunkThread =
  | { kind: 'ready'; run: QueuedRun; isRecorded: boolean }
  /** Asks for the turn of a request. */
  | { kind: 'ask'; request: number }
  | ({ kind: 'progress' } & ChunkProgress)
  | { kind: 'done'; packed?: Uint8Array; leftovers: number }
  | { kind: 'failed'; message: string; isUsage: boolean }
  | { kind: 'err'; text: string };
