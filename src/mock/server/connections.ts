import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Reply } from '../reply.ts';
import { withCors } from './cors.ts';
import type { Handlers } from './handle-exchange.ts';
import { readPlainRequest } from './plain-request.ts';
import { createPlainResponses, sendHeld } from './plain-response.ts';
import { rejectMalformed } from './reject.ts';

/** Connections on which nothing but plain requests has come so far. */
export interface PlainConnections {
  /** Ends them at once, with the answers that are made already. */
  close(): void;
}

/** What was made for a request before its connection was left to Node. */
export type MadeReplies = WeakMap<object, Reply | Promise<Reply>>;

/**
 * Answers plain requests of a server before node:http reads them, which takes half of the time that it needs. The first packet that is
 * anything else, or whose answer is not there at once, goes to Node with its connection, and all that follows.
 * @param keepAlive milliseconds for which a connection stays open without a request
 * @param patience milliseconds for which a new one does
 */
export function answerPlainRequests(
  server: Server,
  handlers: Handlers,
  made: MadeReplies,
  { keepAlive, patience }: { keepAlive: number; patience: number },
): PlainConnections {
  const node = server.listeners('connection') as ((socket: Socket) => void)[];
  const send = createPlainResponses(keepAlive);
  const open = new Set<Socket>();
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    let isNew = true;
    const leaveToNode = (packet: Buffer, reply?: Reply | Promise<Reply>): void => {
      if (reply) made.set(socket, reply);
      forget();
      socket.setTimeout(0);
      for (const connect of node) connect.call(server, socket);
      socket.off('data', read).off('end', end).off('error', ignore).off('close', forget).off('timeout', expire);
      socket.unshift(packet);
    };
    const read = (packet: Buffer): void => {
      const began = performance.now();
      const plain = readPlainRequest(packet, handlers.maxBody);
      if (!plain) return leaveToNode(packet);
      const { raw, request, fields } = plain;
      // No fault is asked for; but each request has its draw.
      handlers.injectFault(request, fields);
      const reply = handlers.mock().reply(request, fields);
      if (reply instanceof Promise || reply.delay !== undefined) return leaveToNode(packet, reply);
      const readable = withCors(fields.get('origin'), reply);
      if (!send(socket, readable)) return leaveToNode(packet, reply);
      handlers.journal.record(raw, readable, began);
      if (isNew) socket.setTimeout(keepAlive);
      isNew = false;
    };
    const end = (): void => void socket.end();
    const forget = (): void => void open.delete(socket);
    const expire = (): void => {
      // On a busy machine the time may be up before what came meanwhile is read.
      const { bytesRead } = socket;
      if (!isNew) return void setImmediate(() => socket.bytesRead === bytesRead && socket.destroy());
      // What still comes is not read.
      socket.off('data', read).resume();
      rejectMalformed(TOO_LATE, socket);
    };
    open.add(socket);
    socket.setTimeout(patience);
    socket.on('data', read).on('end', end).on('error', ignore).on('close', forget).on('timeout', expire);
  });
  return {
    close: () => {
      sendHeld();
      open.forEach((socket) => socket.destroy());
    },
  };
}

const TOO_LATE = Object.assign(new Error('no request came'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });

function ignore(): void {}
