import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request } from '../model/exchange.ts';
import { UsageError } from '../errors.ts';
import { pairsOf } from '../http/header-fields.ts';
import { originOf } from '../http/origin.ts';
import { MB } from '../text/sizes.ts';

/** The most requests that are kept, and the most bytes of the body of each: whoever finds the port may send any number. */
const MOST_REQUESTS = 1_000;
const MOST_BYTES = MB;
/** Milliseconds for a whole request. */
const PATIENCE = 10_000;

export interface CallbackListenerOptions {
  /** The address to listen at; the loopback address unless given. */
  host?: string;
  /** 0 for any that is free. */
  port: number;
  /** The URL under which the target finds it, without a slash at the end; that of host and port unless given. */
  url?: string;
  /** The most requests that are kept. */
  most?: number;
}

/** A request that came. */
export interface ReceivedRequest extends Request {
  /** Set if its body was too long, and cut. */
  isCut?: true;
}

/** Takes the requests that a target sends by itself: callbacks and webhooks. */
export interface CallbackListener {
  url: string;
  /** What came so far, in its order. */
  received: readonly ReceivedRequest[];
  /** Waits until something more comes, at most so many milliseconds. */
  next(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a listener, which answers each request with 200 and an empty body.
 * @throws UsageError where it cannot listen
 */
export async function openCallbackListener({
  host = '127.0.0.1',
  port,
  url,
  most = MOST_REQUESTS,
}: CallbackListenerOptions): Promise<CallbackListener> {
  const received: ReceivedRequest[] = [];
  let wake: (() => void) | undefined;
  const server = createServer({ requestTimeout: PATIENCE, headersTimeout: PATIENCE }, (message, response) => {
    readBody(message, (body, isCut) => {
      response.writeHead(200, { 'Content-Length': '0', Connection: 'close' }).end();
      if (received.length >= most) return;
      received.push({
        method: message.method ?? '',
        path: message.url ?? '/',
        headers: pairsOf(message.rawHeaders),
        body,
        ...(isCut && { isCut }),
      });
      wake?.();
    });
  });
  server.maxConnections = 100;
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(
        new UsageError(
          `cannot listen for callbacks at ${host}, port ${port} (${code ?? 'error'})`,
          'Give another port with --callbacks, or 0 for any that is free.',
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: url ?? originOf(host, actual),
    received,
    next: (milliseconds) =>
      new Promise((resolve) => {
        const timer = setTimeout(done, milliseconds);
        wake = done;
        function done(): void {
          clearTimeout(timer);
          wake = undefined;
          resolve();
        }
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Calls back once, when all came or what is too long was cut; not for a client that left. */
function readBody(message: IncomingMessage, done: (body: Uint8Array, isCut: boolean) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  message.on('data', (chunk: Buffer) => {
    if (size < MOST_BYTES) chunks.push(chunk.subarray(0, MOST_BYTES - size));
    size += chunk.length;
  });
  message.on('error', () => undefined);
  message.on('end', () => done(Buffer.concat(chunks), size > MOST_BYTES));
}
