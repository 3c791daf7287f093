import type { Socket } from 'node:net';
import { reasonPhrase } from '../../http/reason-phrases.ts';
import type { Reply } from '../reply.ts';
import { KB } from '../../text/sizes.ts';

/** The longest body: a client that reads a longer one slowly is left to Node. */
const MAX_BODY = 32 * KB;

/** Fields that Node writes itself, or reads to know how it has to. */
const OF_NODE = new Set([
  ...['connection', 'content-length', 'date', 'keep-alive', 'trailer', 'transfer-encoding', 'upgrade'],
]);

/** What can be sent (RFC 9110 §5.1, §5.5). Node refuses the rest. */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Sends a response as node:http does, byte for byte. Sends nothing, and returns false, where that has more to do than to write it. */
export type SendPlain = (socket: Socket, reply: Reply) => boolean;

/** @param keepAlive milliseconds for which a connection stays open without a request */
export function createPlainResponses(keepAlive: number): SendPlain {
  const kept = `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAlive / 1000)}\r\n\r\n`;
  return (socket, { status, headers, body }) => {
    const phrase = reasonPhrase(status);
    if (phrase === undefined || body.length > MAX_BODY || socket.writableLength > 0) return false;
    let head = `HTTP/1.1 ${status} ${phrase}\r\n`;
    let hasLength = false;
    for (const [name, value] of headers) {
      if (name === 'Content-Length') {
        if (hasLength) return false;
        hasLength = true;
      } else if (!isPlainName(name) || !VALUE.test(value)) return false;
      head += `${name}: ${value}\r\n`;
    }
    // What has no length has no content, or Node finds it.
    if (!hasLength) return false;
    head += `Date: ${dateNow()}\r\n${kept}`;
    hold(socket);
    if (typeof body === 'string' && Buffer.byteLength(body) === body.length) socket.write(head + body, 'latin1');
    else {
      socket.write(head, 'latin1');
      socket.write(body, 'utf8');
    }
    return true;
  };
}

/** The names that were looked at: those of the contracts, and a few that requests choose. */
const names = new Map<string, boolean>();
const MOST_NAMES = 1_000;

/** Whether Node does nothing with a field of a name but send it. */
function isPlainName(name: string): boolean {
  let isPlain = names.get(name);
  if (isPlain === undefined) {
    if (names.size >= MOST_NAMES) names.clear();
    names.set(name, (isPlain = NAME.test(name) && !OF_NODE.has(name.toLowerCase())));
  }
  return isPlain;
}

let held: Socket[] = [];

/**
 * Holds what is written to a connection until all packets are read that have come so far: the first response wakes a client that
 * waits, which takes longer than to write it, and the others then find it awake.
 */
function hold(socket: Socket): void {
  socket.cork();
  if (held.push(socket) === 1) setImmediate(sendHeld);
}

/** Sends what is held. */
export function sendHeld(): void {
  const sockets = held;
  held = [];
  for (const socket of sockets) socket.uncork();
}

let date: string | undefined;

/** RFC 9110 §6.6.1, worked out once a second. */
function dateNow(): string {
  if (date === undefined) {
    date = new Date().toUTCString();
    setTimeout(() => (date = undefined), 1_000 - (Date.now() % 1_000)).unref();
  }
  return date;
}
