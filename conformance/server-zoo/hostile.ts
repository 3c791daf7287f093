import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { bodyOf } from './breaks.ts';
import { REFERENCES, withBody, type Api, type Server } from './servers.ts';
import { listen, listenRaw, type Listening } from './sockets.ts';

/** A hostile server. `verdict` is the only right one; without it, any verdict except `conforms` is right. */
export interface Hostile {
  name: string;
  start: (api: Api) => Promise<Listening>;
  /** Whether the verdict `conforms` is right too. */
  harmless?: boolean;
  /** Whether its responses are complete, so that a run needs no time-out. */
  answers?: boolean;
}

// ---------------------------------------------------------------- the parts of rows

const TYPE = 'Content-Type: application/json\r\n';
const CHUNKED = `HTTP/1.1 201 Created\r\n${TYPE}Transfer-Encoding: chunked\r\n\r\n`;

/** Does this for every request. */
const says = (name: string, write: (socket: Socket, request: string) => void, harmless?: boolean): Hostile => ({
  name,
  start: () => listenRaw({ request: write }),
  ...(harmless && { harmless }),
});

/** Sends these bytes for every request, and closes. */
const sends = (name: string, bytes: () => string | Uint8Array): Hostile =>
  says(name, (socket) => void socket.end(bytes()));

/** How often one server sends its hostile body: to judge ten megabytes takes a second, and fifty such bodies take a minute. */
const HOSTILE_BODIES = 3;

/** First responses with this JSON body and the documented status, then right ones. */
const body = (
  name: string,
  make: (made: JsonObject) => string | Uint8Array,
  coding?: string,
  harmless?: boolean,
): Hostile => ({
  name,
  answers: true,
  start: (api) => {
    const reference = REFERENCES[api]();
    let sent = 0;
    let bytes: string | Uint8Array | undefined;
    const serve: Server = (request) => {
      const answer = reference(request);
      if (answer.status >= 300 || sent === HOSTILE_BODIES) return answer;
      sent += 1;
      const hostile = withBody(answer, (bytes ??= make(bodyOf(answer))));
      return coding === undefined
        ? hostile
        : { ...hostile, headers: [...hostile.headers, ['Content-Encoding', coding]] };
    };
    return listen(serve, (answer, to) => void to.writeHead(answer.status, answer.headers.flat()).end(answer.body));
  },
  ...(harmless && { harmless }),
});

/** Writes as fast as the client reads, until the connection ends. */
function pour(socket: Socket, part: string | Uint8Array): void {
  const more = () => {
    while (!socket.destroyed && socket.writable) if (!socket.write(part)) return;
  };
  socket.on('drain', more);
  more();
}

/** Writes one part in each interval. */
function drip(socket: Socket, part: string, milliseconds: number): void {
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(part)), milliseconds);
  socket.on('close', () => clearInterval(timer));
}

/** Changes every text in a value. */
const texts = (value: Json, change: (text: string) => string): Json =>
  typeof value === 'string'
    ? change(value)
    : Array.isArray(value)
      ? value.map((item) => texts(item, change))
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [change(name), texts(inner, change)]))
        : value;

const EVIL =
  '\u001b]0;owned\u0007\u001b[2J\u001b[1;1H\u009b31m\u0000\u0008\u007f\r\u202e<script>alert(1)</script><img src=x onerror=alert(1)>';
const EVIL_HEADER = Buffer.from('\u001b]0;owned\u0007\u009b31m<script>alert(1)</script>', 'latin1');
const evilHeaders = (status: string) =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} `),
    EVIL_HEADER,
    Buffer.from('\r\nContent-Type: '),
    EVIL_HEADER,
    Buffer.from('\r\nX-VCAP-Request-ID: '),
    EVIL_HEADER,
    Buffer.from('\r\nX-Content-Type-Options: '),
    EVIL_HEADER,
    Buffer.from('\r\nRetry-After: '),
    EVIL_HEADER,
    Buffer.from('\r\nContent-Encoding: '),
    EVIL_HEADER,
    Buffer.from('\r\nContent-Length: 2\r\n\r\n{}'),
  ]);
const printable = (bytes: Buffer) => Buffer.from(bytes.filter((byte) => byte >= 32 || byte === 10 || byte === 13));
const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024, ' ');

// ---------------------------------------------------------------- the table

export const HOSTILE: Hostile[] = [
  // ---- bodies without an end
  says('a body without an end', (socket) => (socket.write(CHUNKED), pour(socket, `10000\r\n${'a'.repeat(65536)}\r\n`))),
  says(
    'a body without an end, till it is closed',
    (socket) => (socket.write(`HTTP/1.1 201 Created\r\n${TYPE}\r\n`), pour(socket, zeros(1))),
  ),
  says(
    'a body of empty chunks with long extensions',
    (socket) => (socket.write(CHUNKED), pour(socket, `1;${'x'.repeat(8000)}\r\na\r\n`)),
  ),
  says(
    'trailers without an end',
    (socket) => (socket.write(`${CHUNKED}2\r\n{}\r\n0\r\n`), pour(socket, `X-A: ${'b'.repeat(1000)}\r\n`)),
  ),
  says('a body that drips', (socket) => (socket.write(CHUNKED), drip(socket, '1\r\n{\r\n', 100))),
  says(
    'a length of 8 EB',
    (socket) => (
      socket.write(`HTTP/1.1 201 Created\r\n${TYPE}Content-Length: 9007199254740991\r\n\r\n`),
      pour(socket, zeros(1))
    ),
  ),
  // ---- heads
  says('headers that drip', (socket) => (socket.write('HTTP/1.1 201 Created\r\nX-A: '), drip(socket, 'a', 100))),
  says('a status line that drips', (socket) => drip(socket, 'H', 100)),
  sends('headers of 10 MB', () => `HTTP/1.1 201 Created\r\n${TYPE}X-A: ${'a'.repeat(10_000_000)}\r\n\r\n{}`),
  sends('a million header fields', () => `HTTP/1.1 201 Created\r\n${TYPE}${'a: b\r\n'.repeat(1_000_000)}\r\n{}`),
  sends('two thousand header fields', () => `HTTP/1.1 201 Created\r\n${TYPE}${'a: b\r\n'.repeat(2000)}\r\n{}`),
  says(
    'headers without an end',
    (socket) => (socket.write('HTTP/1.1 201 Created\r\n'), pour(socket, 'X-A: b\r\n'.repeat(1000))),
  ),
  says('interim responses without an end', (socket) => pour(socket, 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100))),
  says('interim responses that drip', (socket) => drip(socket, 'HTTP/1.1 102 Processing\r\n\r\n', 100)),
  sends(
    'a media type that takes long to read',
    () =>
      `HTTP/1.1 201 Created\r\nContent-Type: application/json${' ; a="\\"'.repeat(6000)}\r\nContent-Length: 2\r\n\r\n{}`,
  ),
  sends(
    'a switch of protocols',
    () => 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n\u0000\u0000\u0000',
  ),
  sends(
    'a redirect to itself',
    () => 'HTTP/1.1 307 Temporary Redirect\r\nLocation: /v1/images\r\nContent-Length: 0\r\n\r\n',
  ),
  sends(
    'a redirect into the file system',
    () => 'HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n',
  ),
  sends('the status 999', () => 'HTTP/1.1 999 Odd\r\nContent-Length: 2\r\n\r\n{}'),
  sends('the status 000', () => 'HTTP/1.1 000 Odd\r\nContent-Length: 2\r\n\r\n{}'),
  sends('HTTP/9.9', () => 'HTTP/9.9 201 Created\r\nContent-Length: 2\r\n\r\n{}'),
  sends(
    'a length and chunks at once',
    () => `HTTP/1.1 201 Created\r\n${TYPE}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{}`,
  ),
  sends('two lengths', () => `HTTP/1.1 201 Created\r\n${TYPE}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`),
  sends('a length that is negative', () => `HTTP/1.1 201 Created\r\n${TYPE}Content-Length: -5\r\n\r\n{}`),
  sends('a chunk whose length is no number', () => `${CHUNKED}zz\r\n{}\r\n0\r\n\r\n`),
  sends('a chunk of 16 EB', () => `${CHUNKED}ffffffffffffffff\r\n{}`),
  sends('a length that is too long', () => `HTTP/1.1 201 Created\r\n${TYPE}Content-Length: 1000\r\n\r\n{}`),
  says(
    'a length that is too long, and waits',
    (socket) => void socket.write(`HTTP/1.1 201 Created\r\n${TYPE}Content-Length: 1000\r\n\r\n{}`),
  ),
  says(
    'a length that is too short',
    (socket) => void socket.write(`HTTP/1.1 201 Created\r\n${TYPE}Content-Length: 2\r\n\r\n{}{"guid":"more"}`),
  ),
  says(
    'two answers to each request',
    (socket) =>
      void socket.write(
        `HTTP/1.1 201 Created\r\n${TYPE}Content-Length: 2\r\n\r\n{}HTTP/1.1 201 Created\r\n${TYPE}Content-Length: 2\r\n\r\n[]`,
      ),
  ),
  says(
    '429 for ever, to come back in no time',
    (socket) => void socket.write('HTTP/1.1 429 Slow\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n'),
  ),
  says(
    '503 for ever, to come back in a second',
    (socket) => void socket.write('HTTP/1.1 503 Later\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n'),
  ),
  says('503 for ever', (socket) => void socket.write('HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n')),
  says(
    '503 for ever, to come back in a thousand years',
    (socket) =>
      void socket.write(
        'HTTP/1.1 503 Later\r\nRetry-After: Fri, 31 Dec 3026 23:59:59 GMT\r\nContent-Length: 0\r\n\r\n',
      ),
  ),
  says(
    '503 for ever, to come back in 1e999 seconds',
    (socket) => void socket.write(`HTTP/1.1 503 Later\r\nRetry-After: ${'9'.repeat(999)}\r\nContent-Length: 0\r\n\r\n`),
  ),
  // ---- no HTTP
  sends('garbage', () => Buffer.from(Array.from({ length: 4096 }, (_none, index) => (index * 197 + 31) % 256))),
  sends('the banner of another protocol', () => 'SSH-2.0-OpenSSH_9.6 \u001b[2J\r\n'),
  sends('a TLS alert', () => Buffer.of(0x15, 3, 1, 0, 2, 2, 0x46)),
  sends('nothing, and closes', () => ''),
  says('a reset before the head', (socket) => void socket.resetAndDestroy()),
  says(
    'a reset in the head',
    (socket) => void socket.write('HTTP/1.1 201 Crea', () => setTimeout(() => socket.resetAndDestroy(), 5)),
  ),
  says(
    'a reset in the body',
    (socket) =>
      void socket.write(`HTTP/1.1 201 Created\r\n${TYPE}Content-Length: 100\r\n\r\n{"guid":`, () =>
        setTimeout(() => socket.resetAndDestroy(), 5),
      ),
  ),
  says('no answer', () => {}),
  { name: 'a reset at once', start: () => listenRaw({ connection: (socket) => void socket.resetAndDestroy() }) },
  { name: 'half-closed at once', start: () => listenRaw({ connection: (socket) => void socket.end() }) },
  {
    name: 'an answer before the request, and no other',
    start: () =>
      listenRaw({
        connection: (socket) => void socket.write(`HTTP/1.1 201 Created\r\n${TYPE}Content-Length: 2\r\n\r\n{}`),
      }),
  },
  says('half-closed in the body', (socket) => void socket.end(`${CHUNKED}5\r\n{"gu`)),
  says('nothing that reads', (socket) => void socket.pause()),
  { name: 'nobody accepts', start: nobodyAccepts },
  { name: 'nobody listens', start: nobodyListens },
  // ---- bodies
  body('a gzip bomb of a gigabyte', () => gzipBomb(), 'gzip'),
  body('a gzip bomb in a gzip bomb', () => gzipSync(gzipBomb()), 'gzip, gzip'),
  body('a brotli bomb', () => brotliCompressSync(zeros(50)), 'br'),
  body('a hundred codings', () => '{}', Array.from({ length: 100 }, () => 'gzip').join(', ')),
  body('a coding that nobody knows', () => '{}', 'x-\u0080evil'),
  body('gzip that is none', (made) => JSON.stringify(made), 'gzip'),
  body('arrays 100,000 deep', () => '['.repeat(100_000) + ']'.repeat(100_000)),
  body('objects 100,000 deep where the links are', (made) =>
    JSON.stringify({ ...made, links: 0, location: 0 }).replace(
      /("links"|"location"):0/g,
      (_all, name: string) => `${name}:${'{"self":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    ),
  ),
  body(
    'arrays 100,000 deep in a field that was not documented',
    (made) =>
      JSON.stringify({ ...made, extra: 0 }).replace(
        '"extra":0',
        `"extra":${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      ),
    undefined,
    true,
  ),
  body('a million bad items', () => `[${'1,'.repeat(1_000_000)}1]`),
  body('a million bad items where the links are', (made) =>
    JSON.stringify({ ...made, links: 0, location: 0 }).replace(/:0/g, `:[${'1,'.repeat(500_000)}1]`),
  ),
  body('a hundred thousand members', (made) =>
    JSON.stringify({
      ...made,
      guid: 1,
      location: 1,
      ...Object.fromEntries(Array.from({ length: 100_000 }, (_none, index) => [`m${index}`, 1])),
    }),
  ),
  body('texts of 400 KB each', (made) =>
    JSON.stringify(texts(made, (text) => (/^[a-z_]+$/.test(text) ? text : text.repeat(400_000 / text.length)))),
  ),
  body('a key of 9 MB', () => `{"${'k'.repeat(9_000_000)}":1}`),
  body('a number of a million digits', (made) =>
    JSON.stringify({ ...made, guid: 0, location: 0 }).replace(/"(guid|location)":0/g, `"$1":1${'0'.repeat(1_000_000)}`),
  ),
  body('numbers beyond all bounds', (made) =>
    JSON.stringify({ ...made, guid: 0, location: 0 }).replace(/"(guid|location)":0/g, '"$1":-1e999'),
  ),
  body('invalid UTF-8', (made) =>
    Buffer.concat([
      Buffer.from('{"location":"'),
      Buffer.of(0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80),
      Buffer.from(`","x":"${String(made['guid'])}"}`),
    ]),
  ),
  body('half a surrogate', (made) => JSON.stringify({ ...made, guid: '\ud800', location: '\udc00', state: '\ud83d' })),
  body('escapes and HTML in every value', (made) =>
    JSON.stringify(texts(made, (text) => (/^[a-z_]+$/.test(text) ? text : EVIL + text))),
  ),
  body('escapes and HTML in every name', (made) => JSON.stringify(texts(made, (text) => EVIL + text))),
  body('escapes, as they are, in what is no JSON', () => `${EVIL}<h1>no JSON</h1>\n${EVIL}`),
  sends('escapes in the head', () => evilHeaders('201')),
  sends('escapes in the head, as far as HTTP allows', () => printable(evilHeaders('201'))),
  sends('escapes in the head of a refusal', () => printable(evilHeaders('429'))),
  body('__proto__ in place of what is missing', (made) => `{"__proto__":${JSON.stringify(made)}}`),
  body('names that every object has', (made) =>
    JSON.stringify({
      ...made,
      links: 1,
      location: 1,
      toString: 1,
      hasOwnProperty: null,
      valueOf: 'x',
      toJSON: 1,
    }).replace('{', '{"constructor":{"prototype":{"polluted":1}},"__proto__":{"polluted":1},'),
  ),
  body('the same names twice, wrong the second time', (made) =>
    JSON.stringify(made).replace(/}$/, ',"guid":7,"location":7,"links":[]}'),
  ),
  body('a million lines', () => '\n'.repeat(1_000_000)),
  body('a line that looks like a workflow command', () => '\n::error::owned\n::set-output name=x::y\n'),
];

/** A gigabyte of blanks, a hundred members of ten megabytes (RFC 1952 §2.2). */
function gzipBomb(): Buffer {
  const member = gzipSync(zeros(10));
  return Buffer.concat(Array.from({ length: 100 }, () => member));
}

/** Listens in a thread that is busy for ever: the system accepts connections up to the backlog, and nobody answers. */
async function nobodyAccepts(): Promise<Listening> {
  const code = `
    const { parentPort } = require('node:worker_threads');
    const server = require('node:net').createServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
    });`;
  const worker = new Worker(code, { eval: true });
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  return { url: `http://127.0.0.1:${port}`, close: async () => void (await worker.terminate()) };
}

/** A port on which nothing listens any more. */
async function nobodyListens(): Promise<Listening> {
  const { url, close } = await listenRaw({});
  await close();
  return { url, close: async () => {} };
}
