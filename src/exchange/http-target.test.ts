import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import type { Exchange, Request } from '../model/exchange.ts';
import { httpTarget } from './http-target.ts';

const POST: Request = {
  method: 'POST',
  path: '/v1/images?x=1',
  headers: [
    ['X-Odd-CASE', 'Value'],
    ['Content-Type', 'application/json'],
  ],
  body: new TextEncoder().encode('{}'),
};
const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server of raw bytes: what it gets from a connection is up to it. */
async function raw(talk: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  closing.push(() => sockets.forEach((socket) => socket.destroy()));
  return listen(
    createTcpServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('data', () => talk(socket));
    }),
  );
}

const say = (text: string | Buffer) => raw((socket) => socket.end(text));

/** Long enough for the busiest machine: only what is meant to take too long has a shorter time. */
const AMPLE = 60_000;
/** Times that a server may use up: where a busy machine has not come to the point in time, the next one is tried. */
const SHORT = [100, 1_000, 10_000];

async function ask(url: string, timeout = AMPLE): Promise<Exchange['outcome']> {
  const target = httpTarget(url, { timeout, maxBody: 100_000 });
  closing.push(() => void target.close());
  return (await target.send(POST)).outcome;
}

const web = (listener: RequestListener) => listen(createServer(listener));
const bodyOf = (outcome: Exchange['outcome']) =>
  'response' in outcome ? new TextDecoder().decode(outcome.response.body) : outcome.failure.message;

test('header fields go out as they were written, and the base path is kept', async () => {
  let seen: string[] = [];
  let path: string | undefined;
  const url = await web((request, response) => {
    seen = request.rawHeaders;
    path = request.url;
    response.end();
  });
  await ask(`${url}/base/`);
  expect(path).toBe('/base/v1/images?x=1');
  expect(seen.slice(seen.indexOf('X-Odd-CASE'), seen.indexOf('X-Odd-CASE') + 2)).toEqual(['X-Odd-CASE', 'Value']);
  expect(seen.slice(seen.indexOf('Content-Length'), seen.indexOf('Content-Length') + 2)).toEqual([
    'Content-Length',
    '2',
  ]);
});

test.each([
  ['gzip', gzipSync('{"a":1}')],
  ['x-gzip', gzipSync('{"a":1}')],
  ['deflate', deflateSync('{"a":1}')],
  ['deflate', deflateRawSync('{"a":1}')],
  ['br', brotliCompressSync('{"a":1}')],
  ['identity', Buffer.from('{"a":1}')],
])('a body coded with %s is read', async (coding, body) => {
  const url = await web((_, response) => response.writeHead(200, { 'Content-Encoding': coding }).end(body));
  expect(bodyOf(await ask(url))).toBe('{"a":1}');
});

test('interim responses are waited through, also a 100 that nobody asked for', async () => {
  const url = await say(
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}',
  );
  expect(bodyOf(await ask(url))).toBe('{}');
});

test('a connection that the target closes after its answer is opened anew', async () => {
  const url = await raw((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
    setTimeout(() => socket.destroy(), 5);
  });
  const target = httpTarget(url, { timeout: AMPLE });
  for (let i = 0; i < 5; i += 1) {
    expect('response' in (await target.send(POST)).outcome).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, i * 3));
  }
  await target.close();
});

test.each<[string, () => Promise<string>, RegExp]>([
  ['nothing listens', async () => 'http://127.0.0.1:1', /refused/],
  ['it closes without an answer', () => raw((socket) => socket.destroy()), /without an answer/],
  ['it does not speak HTTP', () => say('220 ftp ready\r\n'), /not HTTP/],
  [
    'its headers have no end',
    () => raw((socket) => void socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(200_000)}`)),
    /longer than 65536/,
  ],
  [
    'it floods with interim responses',
    () => raw((socket) => void socket.write('HTTP/1.1 102 Processing\r\n\r\n'.repeat(10_000))),
    /interim/,
  ],
  [
    'it switches protocols',
    () => say('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    /switched protocols/,
  ],
])('a target fails where %s', async (_, start, want) => {
  const outcome = await ask(await start());
  expect('failure' in outcome ? outcome.failure.message : 'an answer').toMatch(want);
});

test.each<[string, () => Promise<string>, RegExp]>([
  [
    'the body has no end',
    () =>
      web((_, response) => {
        const go = () => {
          while (response.write('x'.repeat(10_000)));
          response.once('drain', go);
        };
        go();
      }),
    /longer than 100000/,
  ],
  [
    'the body is shorter than was said',
    () => say('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}'),
    /broke off after 2 bytes/,
  ],
  [
    'the last chunk is missing',
    () => say('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n'),
    /broke off/,
  ],
  [
    'the body is small and decodes to much',
    () =>
      web((_, response) =>
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
      ),
    /longer than 100000 bytes once decoded/,
  ],
  [
    'the body is not of its coding',
    () => web((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('{}')),
    /is not gzip/,
  ],
  [
    'the coding is not known',
    () => web((_, response) => response.writeHead(200, { 'Content-Encoding': 'zip' }).end('{}')),
    /zip is not known/,
  ],
])('a response is incomplete where %s', async (_, start, want) => {
  const outcome = await ask(await start());
  expect('response' in outcome ? outcome.response.incomplete : outcome.failure.message).toMatch(want);
});

/** Writes a text a byte at a time, and its last character for ever. */
function drip(socket: Socket, text: string): void {
  let at = 0;
  const timer = setInterval(() => socket.write(text[Math.min(at++, text.length - 1)] ?? ''), 2);
  socket.once('close', () => clearInterval(timer));
}

test.each<[string, () => Promise<string>]>([
  ['it never answers', () => raw(() => {})],
  ['its headers drip', () => raw((socket) => drip(socket, 'HTTP/1.1 200 OK\r\nX: x'))],
])('a target fails with a time-out where %s', async (_, start) => {
  const outcome = await ask(await start(), 100);
  expect(outcome).toEqual({ failure: { kind: 'timeout', message: 'no answer within 0.1 s' } });
});

test(
  'a response is incomplete where the body drips until the time is up',
  async () => {
    const url = await raw((socket) => drip(socket, 'HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{ '));
    let incomplete: string | undefined;
    for (const timeout of SHORT) {
      const outcome = await ask(url, timeout);
      if ('response' in outcome) incomplete = outcome.response.incomplete;
      if (incomplete) break;
    }
    expect(incomplete).toMatch(/the time was up/);
  },
  AMPLE,
);

test('a redirect is not followed', async () => {
  let asked = 0;
  const url = await web((_, response) => {
    asked += 1;
    response.writeHead(307, { Location: '/again' }).end();
  });
  const outcome = await ask(url);
  expect('response' in outcome && outcome.response.status).toBe(307);
  expect(asked).toBe(1);
});
