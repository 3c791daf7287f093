import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Fields } from '../../http/header-fields.ts';
import { reasonPhrase } from '../../http/reason-phrases.ts';
import { problem } from '../problem-details.ts';
import type { Reply } from '../reply.ts';

/**
 * Milliseconds for a refused client to read the response, while the rest of its request is discarded (RFC 9112 §9.6): after its last
 * bytes, and in all.
 */
const LINGER_TIME = 3_000;
const MAX_LINGER_TIME = 30_000;

const CLOSE = ['Connection', 'close'] as const;

/** The errors of Node's parser with their own status; all others mean a malformed request. */
const MALFORMED: Record<string, [status: number, says: string] | undefined> = {
  HPE_HEADER_OVERFLOW: [431, 'the header fields are too large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'the chunk extensions are too large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request took too long'],
};

/** Refuses what is not HTTP or arrives too slowly, and closes the connection. A listener of the server's `clientError`. */
export function rejectMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (rejected.has(socket)) return;
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, says] = MALFORMED[error.code ?? ''] ?? [400, 'the request is not well-formed HTTP'];
  respondAndClose(socket, problem(status, says, {}, [CLOSE]));
}

/** CONNECT asks a proxy for a tunnel (RFC 9110 §9.3.6). A listener of the server's `connect`. */
export function rejectTunnel(_: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  respondAndClose(
    socket,
    problem(405, 'CONNECT is for proxies, and this server is not a proxy', {}, [['Allow', ''], CLOSE]),
  );
}

/** Connections that have had their last response. Further input on them is ignored. */
const rejected = new WeakSet<Duplex>();

/** Node's own field of a connection: the current response. */
type Busy = Duplex & { _httpMessage?: ServerResponse | null };

/** Sends the last response on a connection, after those to earlier requests (RFC 9112 §9.3.2). */
function respondAndClose(socket: Duplex, answer: Reply): void {
  rejected.add(socket);
  const pending = (socket as Busy)._httpMessage;
  if (pending?.req.complete) return void pending.once('close', () => respondAndClose(socket, answer));
  // A response that has begun cannot be replaced.
  if (pending?.headersSent && !pending.writableEnded) return void socket.destroy();
  const head = [
    `HTTP/1.1 ${answer.status} ${reasonPhrase(answer.status)}`,
    ...answer.headers.map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  socket.end(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), Buffer.from(answer.body)]));
  lingeringClose(socket);
}

/** If it were closed at once, further input of the client would reset the connection, and the response would be lost. */
function lingeringClose(socket: Duplex): void {
  setTimeout(() => socket.destroy(), LINGER_TIME).unref();
}

/**
 * Answers a request without reading the rest of it, and closes the connection. The response is sent at once, and ends when the
 * client has sent everything, or sends nothing for a time.
 */
export function rejectRequest(
  message: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Reply,
): void {
  const end = (): void => void response.end();
  response.writeHead(status, [...headers, CLOSE].flat());
  if (message.complete) return void response.end(body);
  response.flushHeaders();
  response.write(body);
  message.once('end', end);
  message.once('close', end);
  const idle = setTimeout(end, LINGER_TIME).unref();
  message.on('data', () => idle.refresh());
  setTimeout(end, MAX_LINGER_TIME).unref();
}

/** Characters that are invalid in a Host field (RFC 9110 §7.2); Node joins two fields with a space. */
const INVALID_HOST = /[^\w.:[\]%!$&'()*+,;=~-]/;

export function isValidHost(host: string | undefined): boolean {
  return host !== undefined && !INVALID_HOST.test(host);
}

/**
 * Why a proxy in front of this server may read a request differently, or undefined. Such requests are used for request
 * smuggling (RFC 9112 §3.2, §6.1, §11.2).
 */
export function smugglingRisk({ httpVersion }: IncomingMessage, fields: Fields): string | undefined {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return `HTTP/${httpVersion} is not supported`;
  const host = fields.get('host');
  if (host === undefined ? httpVersion === '1.1' : !isValidHost(host))
    return 'the request must have one Host field with one name';
  const coding = fields.get('transfer-encoding');
  if (coding === undefined) return undefined;
  if (httpVersion !== '1.1') return 'HTTP/1.0 has no Transfer-Encoding';
  return coding.toLowerCase() === 'chunked' ? undefined : 'chunked is the only transfer coding that is supported';
}
