import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Fields } from '../../http/header-fields.ts';
import { problem } from '../problem-details.ts';
import type { Reply } from '../reply.ts';

/** Milliseconds for a client that is refused to read why, while what it still sends is thrown away (RFC 9112 §9.6). */
const LINGER_TIME = 1_000;

const CLOSE = ['Connection', 'close'] as const;

/** What Node's parser could not read, with the status that says why; all else is malformed. */
const MALFORMED: Record<string, [status: number, says: string] | undefined> = {
  HPE_HEADER_OVERFLOW: [431, 'the header fields are too large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'the chunk extensions are too large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request took too long'],
};

/** Answers what is no HTTP, or came too slowly, and closes the connection. A listener of the server's `clientError`. */
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

/** Connections that have had their last answer. What still comes in on them is not heard. */
const rejected = new WeakSet<Duplex>();

/** Node's own mark on a connection: the response whose turn it is. */
type Busy = Duplex & { _httpMessage?: ServerResponse | null };

/** The last answer on a connection, behind those to whole requests that came before (RFC 9112 §9.3.2). */
function respondAndClose(socket: Duplex, answer: Reply): void {
  rejected.add(socket);
  const pending = (socket as Busy)._httpMessage;
  if (pending?.req.complete && !pending.writableEnded)
    return void pending.once('close', () => respondAndClose(socket, answer));
  // To a request of which the answer has begun, nothing more can be said.
  if (pending?.headersSent && !pending.writableEnded) return void socket.destroy();
  const head = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`,
    ...answer.headers.map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  socket.end(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), Buffer.from(answer.body)]));
  lingeringClose(socket);
}

/** Were it closed at once, what the client still sends would reset the connection, and take the answer with it. */
function lingeringClose(socket: Duplex): void {
  setTimeout(() => socket.destroy(), LINGER_TIME).unref();
}

/**
 * Answers a request of which the rest does not matter, and closes the connection: the answer goes out whole at once,
 * and the response ends when the client has, or has had its time.
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
  message.resume();
  setTimeout(end, LINGER_TIME).unref();
}

/** What a Host field may not hold (RFC 9110 §7.2); two of them are read as one with a space in it. */
const INVALID_HOST = /[^\w.:[\]%!$&'()*+,;=~-]/;

/**
 * Why a request may be read in another way by whoever stands before this server, or undefined:
 * such a request is how one is smuggled past (RFC 9112 §3.2, §6.1, §11.2).
 */
export function smugglingRisk({ httpVersion }: IncomingMessage, fields: Fields): string | undefined {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return `HTTP/${httpVersion} is not supported`;
  const host = fields.get('host');
  if (host === undefined ? httpVersion === '1.1' : INVALID_HOST.test(host))
    return 'the request must have one Host field with one name';
  const coding = fields.get('transfer-encoding');
  if (coding === undefined) return undefined;
  if (httpVersion !== '1.1') return 'HTTP/1.0 has no Transfer-Encoding';
  return coding.toLowerCase() === 'chunked' ? undefined : 'chunked is the only transfer coding that is supported';
}
