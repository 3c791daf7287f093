import type { IncomingMessage } from 'node:http';
import { NOTHING } from '../reply.ts';
import { headOf, type RawRequest } from '../raw-request.ts';

/** A request, or `too large` if its body exceeds the limit; undefined if the client left. */
export type Received = RawRequest | 'too large' | undefined;

/** Reads a request from the connection, and calls back once. */
export function receive(message: IncomingMessage, limit: number, done: (received: Received) => void): void {
  const { headers } = message;
  const length = headers['content-length'];
  if (length === undefined && headers['transfer-encoding'] === undefined) return done({ head: headOf(message) });
  if (length !== undefined && Number(length) > limit) return done('too large');
  const finish = (bytes: Uint8Array | 'too large' | undefined): void =>
    done(bytes instanceof Uint8Array ? { head: headOf(message), body: bytes } : bytes);
  // Most bodies come in the packet of the head. They are there once that is parsed, and need no listeners; the next tick would come between
  // the body and its end.
  setImmediate(() => {
    if (message.destroyed) return finish(undefined);
    if (!message.complete) return readBytes(message, limit, finish);
    const bytes = (message.read() as Buffer | null) ?? NOTHING;
    finish(bytes.length > limit ? 'too large' : bytes);
  });
}

function readBytes(
  message: IncomingMessage,
  limit: number,
  done: (bytes: Uint8Array | 'too large' | undefined) => void,
): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let isDone = false;
  const finish = (bytes: Uint8Array | 'too large' | undefined): void => {
    if (isDone) return;
    isDone = true;
    chunks = [];
    done(bytes);
  };
  message.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) finish('too large');
    else chunks.push(chunk);
  });
  message.on('end', () => finish(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
  const abort = (): void => finish(undefined);
  message.on('error', abort);
  message.on('close', abort);
}
