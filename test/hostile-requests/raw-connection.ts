import { connect, type Socket } from 'node:net';

/** One response as it was on the wire. */
export interface WireAnswer {
  status: number;
  /** By lower-case name. */
  headers: Map<string, string>;
  body: string;
}

export interface ConverseOptions {
  /** Whether the client closes its side when it has sent everything, as `nc -N` does. */
  fin?: boolean;
  /** Whether the client reads only when it has sent everything, as simple clients do. */
  readsLate?: boolean;
  /** Milliseconds until a connection that is still open counts as hanging. */
  bound?: number;
}

/**
 * Sends bytes over a new connection, as fast as the server takes them, and reads until the server closes it.
 * It is no error that the server closes early: what it sent until then is the result.
 * @throws where the connection is still open after the bound
 */
export function converse(
  port: number,
  pieces: Iterable<string | Buffer> | AsyncIterable<string | Buffer>,
  { fin = true, readsLate = false, bound = 60_000 }: ConverseOptions = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const hangs = setTimeout(() => {
      socket.destroy();
      reject(
        new Error(
          `the connection hangs; the server has sent ${JSON.stringify(Buffer.concat(received).toString('latin1'))}`,
        ),
      );
    }, bound);
    const finish = (): void => {
      clearTimeout(hangs);
      socket.destroy();
      resolve(Buffer.concat(received));
    };
    const read = (): void => void socket.on('data', (chunk: Buffer) => received.push(chunk)).on('end', finish);
    socket.on('error', finish).on('close', finish);
    if (!readsLate) read();
    void feed(socket, pieces).then(() => {
      if (readsLate) read();
      if (fin) socket.end();
    });
  });
}

async function feed(socket: Socket, pieces: Iterable<string | Buffer> | AsyncIterable<string | Buffer>): Promise<void> {
  let go: (() => void) | undefined;
  socket.on('drain', () => go?.()).on('close', () => go?.());
  for await (const piece of pieces) {
    if (socket.destroyed) return;
    if (!socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece))
      await new Promise<void>((resolve) => (go = resolve));
  }
}

/**
 * Parses the responses of a server as a strict client does (RFC 9112 §6.3). Interim responses are left out.
 * @param heads whether some of the requests may have been HEAD, whose responses have a Content-Length and no body
 * @throws where it is not well-formed HTTP to the last byte
 */
export function readAnswers(bytes: Buffer, heads = false): WireAnswer[] {
  const answers: WireAnswer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf('\r\n\r\n', at);
    const head = bytes.toString('latin1', at, end < 0 ? undefined : end);
    const [line = '', ...fields] = head.split('\r\n');
    const status = Number(/^HTTP\/1\.1 ([1-5]\d\d) [\x20-\x7e]*$/.exec(line)?.[1]);
    if (end < 0 || Number.isNaN(status)) throw new Error(`no well-formed answer: ${JSON.stringify(head)}`);
    const headers = readHead(fields);
    at = end + 4;
    if (status < 200) continue;
    const bodiless =
      status === 204 ||
      status === 304 ||
      (heads && (at === bytes.length || bytes.toString('latin1', at, at + 9) === 'HTTP/1.1 '));
    const length = bodiless ? 0 : Number(headers.get('content-length'));
    if (!Number.isInteger(length) || at + length > bytes.length)
      throw new Error(`an answer without its body: ${JSON.stringify(head)}`);
    answers.push({ status, headers, body: bytes.toString('utf8', at, at + length) });
    at += length;
  }
  return answers;
}

/** Fields that a message may have only once: with two, two readers may understand it differently. */
const ONCE = new Set([
  'content-length',
  'content-type',
  'transfer-encoding',
  'date',
  'connection',
  'access-control-allow-origin',
]);

function readHead(fields: string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const field of fields) {
    const [, name = '', value = ''] = /^([\w!#$%&'*+.^`|~-]+): ?([\t\x20-\x7e\x80-\xff]*)$/.exec(field) ?? [];
    const key = name.toLowerCase();
    if (key === '' || (headers.has(key) && ONCE.has(key)))
      throw new Error(`no well-formed header: ${JSON.stringify(field)}`);
    headers.set(key, headers.has(key) ? `${headers.get(key)}, ${value}` : value);
  }
  if (headers.has('content-length') && headers.has('transfer-encoding'))
    throw new Error('a length and a transfer coding in one answer');
  return headers;
}
