import type { IncomingMessage } from 'node:http';
import { headOf, type RawRequest } from '../raw-request.ts';

/** A request, or `too large` where its body has more bytes than the limit; undefined where the client left. */
export type Received = RawRequest | 'too large' | undefined;

/** Reads a request as it comes over the wire, and tells it once. */
export function receive(message: IncomingMessage, limit: number, done: (received: Received) => void): void {
  const { headers } = message;
  const length = headers['content-length'];
  if (length === undefined && headers['transfer-encoding'] === undefined) return done({ head: headOf(message) });
  if (length !== undefined && Number(length) > limit) return done('too large');
  readBytes(message, limit, (bytes) =>
    done(bytes instanceof Uint8Array ? { head: headOf(message), body: bytes } : bytes),
  );
}

function readBytes(
  message: IncomingMessage,
  limit: number,
  done: (bytes: Uint8Array | 'too large' | undefined) => void,
): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let told = false;
  const tell = (bytes: Uint8Array | 'too large' | undefined): void => {
    if (told) return;
    told = true;
    chunks = [];
    done(bytes);
  };
  message.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) tell('too large');
    else chunks.push(chunk);
  });
  message.on('end', () => tell(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
  const left = (): void => tell(undefined);
  message.on('error', left);
  message.on('close', left);
}
