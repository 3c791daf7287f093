import { Agent, createServer, type ClientRequest, type RequestListener, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, jest } from '@jest/globals';
import type { Exchange, Failure, HeaderField, Request } from '../model/exchange.ts';
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

/** A server of raw bytes. */
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

const sendBytes = (text: string | Buffer) => raw((socket) => socket.end(text));

/** Long enough for a busy machine; only tests of the time limit have a shorter time. */
const AMPLE = 60_000;
/** Time limits to try in turn: on a busy machine the server may not reach the point of the test within the first. */
const SHORT = [100, 1_000, 10_000];

async function ask(url: string, timeout = AMPLE): Promise<Exchange['outcome']> {
  const target = httpTarget(url, { timeout, maxBody: 100_000 });
  closing.push(() => void target.close());
  return (await target.send(POST)).outcome;
}

const web = (listener: RequestListener) => listen(createServer(listener));
const bodyOf = (outcome: Exchange['outcome']) =>
  'response' in outcome ? new TextDecoder().decode(outcome.response.body) : outcome.failure.message;

test('header fields are sent as they are written, and the base path is kept', async () => {
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

test(
  'a stream of events that does not end is the events that came',
  async () => {
    const url = await web((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
      response.write('data: 1\n\ndata: 2\r\n\r\ndata: 3\n');
    });
    let outcome: Exchange['outcome'] | undefined;
    for (const timeout of SHORT) {
      outcome = await ask(url, timeout);
      if (bodyOf(outcome).startsWith('data')) break;
    }
    expect(outcome).toMatchObject({ response: { body: Buffer.from('data: 1\n\ndata: 2\r\n\r\n') } });
    expect(outcome).not.toHaveProperty('response.incomplete');
  },
  AMPLE,
);

test.each<[what: string, type: string, parts: string[], isUnended: boolean]>([
  ['no event has come', 'text/event-stream', [': hello\n'], true],
  ['no byte has come', 'application/json', [], true],
  ['values follow each other', 'application/json', ['{"a":1}\n', '{"a":2}\n'], true],
  ['a list grows', 'application/json', ['[{"a":1},\n', '{"a"'], true],
  ['text follows', 'text/plain', ['a line', ' and more'], true],
  ['a value has begun', 'application/json', ['{"a":'], false],
])(
  'the body of an answer does not end, and %s: the answer is whole but for it',
  async (_, type, parts, isUnended) => {
    const url = await web((__, response) => {
      response.writeHead(200, { 'Content-Type': type });
      response.flushHeaders();
      for (const part of parts) response.write(part);
    });
    let outcome: Exchange['outcome'] | undefined;
    for (const timeout of SHORT) {
      outcome = await ask(url, timeout);
      if ('response' in outcome && bodyOf(outcome) === parts.join('')) break;
    }
    expect(outcome).toMatchObject({ response: { status: 200 } });
    expect(outcome).toHaveProperty(isUnended ? 'response.unended' : 'response.incomplete');
    expect(outcome).not.toHaveProperty(isUnended ? 'response.incomplete' : 'response.unended');
  },
  AMPLE,
);

test(
  'a path whose body did not end once is not waited for so long again',
  async () => {
    const url = await web((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.flushHeaders();
    });
    const target = httpTarget(url, { timeout: 2_000 });
    closing.push(() => void target.close());
    const waits = jest.spyOn(globalThis, 'setTimeout');
    const isShort = () => waits.mock.calls.some(([, time]) => time === 1_000);
    expect((await target.send(POST)).outcome).toHaveProperty('response.unended');
    expect(isShort()).toBe(false);
    expect((await target.send({ ...POST, path: `${POST.path}?again` })).outcome).toHaveProperty('response.unended');
    expect(isShort()).toBe(true);
    waits.mockRestore();
  },
  AMPLE,
);

test('interim responses are skipped, also an unexpected 100', async () => {
  const url = await sendBytes(
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}',
  );
  expect(bodyOf(await ask(url))).toBe('{}');
});

describe('a kept connection that the target closed', () => {
  /** Answers once on a connection, and resets it at the next request; lists the methods of all requests. */
  async function resetting(): Promise<{ url: string; came: string[] }> {
    const came: string[] = [];
    const server = createTcpServer((socket) => {
      let asked = 0;
      socket.on('error', () => {});
      socket.on('data', (data) => {
        came.push(data.toString().split(' ', 1)[0] ?? '');
        asked += 1;
        if (asked === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
        else socket.resetAndDestroy();
      });
    });
    return { url: await listen(server), came };
  }

  /** Sends until a kept connection fails, or a hundred times. */
  async function sendOn(method: string): Promise<{ outcomes: string[]; sent: number; came: string[] }> {
    const { url, came } = await resetting();
    const target = httpTarget(url, { timeout: AMPLE });
    const outcomes = new Set<string>();
    let sent = 0;
    while (sent < 100 && !outcomes.has('reset')) {
      const { outcome } = await target.send({ ...POST, method });
      sent += 1;
      outcomes.add('response' in outcome ? 'answered' : outcome.failure.kind);
      // Kept connections are trusted after a while.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const { outcome } = await target.send({ ...POST, method });
    sent += 1;
    expect('response' in outcome).toBe(true);
    await target.close();
    return { outcomes: [...outcomes], sent, came };
  }

  test('is replaced for an idempotent request, which is sent again', async () => {
    const { outcomes, sent, came } = await sendOn('PUT');
    expect([outcomes, sent]).toEqual([['answered'], 101]);
    expect(came.length).toBeGreaterThan(sent);
  });

  test('fails any other request, which is sent only once, and is not used for such requests again', async () => {
    const { outcomes, sent, came } = await sendOn('POST');
    expect([outcomes, came.length]).toEqual([['answered', 'reset'], sent]);
  });

  test.each([0, 2])('fails no request if it is closed %i ms after each response', async (wait) => {
    let came = 0;
    const url = await web((request, response) => {
      came += 1;
      request.resume();
      const { socket } = response;
      response.end('{}', () => setTimeout(() => socket?.destroySoon(), wait));
    });
    const target = httpTarget(url, { timeout: AMPLE });
    for (let nth = 0; nth < 100; nth += 1) expect('response' in (await target.send(POST)).outcome).toBe(true);
    await target.close();
    expect(came).toBe(100);
  });
});

test.each<[string, Partial<Request>, Failure['part']]>([
  ['a path with a blank', { path: '/my things' }, { in: 'path' }],
  ['a path with a line break', { path: '/a\r\nX: y' }, { in: 'path' }],
  ['a path beyond Latin-1', { path: '/\u{1f600}' }, { in: 'path' }],
  ['a header value with a line break', { headers: [['X-A', 'b\r\nX-C: d']] }, { in: 'header', name: 'X-A' }],
  ['a header name with a blank', { headers: [['X A', 'b']] }, { in: 'header', name: 'X A' }],
  ['a method that is no token', { method: 'GET IT' }, { in: 'method' }],
])('what HTTP cannot carry is not sent: %s', async (_, change, part) => {
  const came: string[] = [];
  const url = await web((request, response) => (came.push(request.url ?? ''), response.end()));
  const target = httpTarget(url, { timeout: AMPLE });
  closing.push(() => void target.close());
  const { outcome } = await target.send({ ...POST, ...change });
  expect(outcome).toEqual({
    failure: { kind: 'unsendable', message: expect.stringContaining('HTTP cannot carry'), unsent: true, part },
  });
  expect(came).toEqual([]);
});

describe('a target behind a proxy', () => {
  test.each([407, 502, 504])("an answer of %i is the proxy's, and no answer of the target", async (status) => {
    const url = await web((_, response) => response.writeHead(status).end('{}'));
    const target = httpTarget(url, { timeout: AMPLE, agent: new Agent() });
    closing.push(() => void target.close());
    expect((await target.send(POST)).outcome).toEqual({
      failure: { kind: 'proxy', message: `the proxy, or the target behind it, answers ${status}` },
    });
  });

  test("an answer of 500 is the target's", async () => {
    const url = await web((_, response) => response.writeHead(500).end('{}'));
    const target = httpTarget(url, { timeout: AMPLE, agent: new Agent() });
    closing.push(() => void target.close());
    expect((await target.send(POST)).outcome).toMatchObject({ response: { status: 500 } });
  });

  test('a CONNECT that is refused never reached the target', async () => {
    const proxy = createServer();
    proxy.on('connect', (_, socket: Socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'));
    const { HttpsProxyAgent } = await import('https-proxy-agent');
    const agent = new HttpsProxyAgent(await listen(proxy));
    const target = httpTarget('https://api.example.org', { timeout: AMPLE, agent });
    closing.push(() => void target.close());
    expect((await target.send(POST)).outcome).toEqual({
      failure: { kind: 'proxy', message: 'the proxy answers CONNECT with 502', unsent: true },
    });
  });
});

test('a registered content coding that cannot be decoded is reported, and the body is not incomplete', async () => {
  const url = await web((_, response) => response.writeHead(200, { 'Content-Encoding': 'compress' }).end('xyz'));
  expect(await ask(url)).toMatchObject({ response: { undecoded: 'compress' } });
  expect(await ask(url)).not.toMatchObject({ response: { incomplete: expect.anything() } });
});

test.each<[string, () => Promise<string>, RegExp]>([
  ['nothing listens', async () => 'http://127.0.0.1:1', /refused/],
  ['it closes without an answer', () => raw((socket) => socket.destroy()), /without an answer/],
  ['it does not speak HTTP', () => sendBytes('220 ftp ready\r\n'), /not HTTP/],
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
    () => sendBytes('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
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
    () => sendBytes('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}'),
    /broke off after 2 bytes/,
  ],
  [
    'the last chunk is missing',
    () => sendBytes('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n'),
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
])(
  'a target fails with a time-out where %s',
  async (_, start) => {
    const url = await start();
    for (const timeout of SHORT) {
      const outcome = await ask(url, timeout);
      // On a busy machine the time may be up before there is a connection.
      if ('failure' in outcome && outcome.failure.unsent) continue;
      expect(outcome).toEqual({ failure: { kind: 'timeout', message: `no answer within ${timeout / 1000} s` } });
      return;
    }
    throw new Error('nothing was sent');
  },
  AMPLE,
);

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

/** An agent that takes down what it is asked for, and connects to nothing. */
function listeningAgent(seen: unknown[], agent: Agent): Agent {
  Object.assign(agent, {
    addRequest: (request: ClientRequest, { host, port, path }: RequestOptions) => {
      seen.push({ host, port, path, headers: request.getHeaders() });
      request.emit('error', new Error('not connected'));
    },
  });
  return agent;
}

test.each<[url: string, host: string, port: number | string]>([
  ['http://a.example', 'a.example', 80],
  ['http://a.example:81/', 'a.example', '81'],
  ['http://[::1]/', '::1', 80],
  ['https://a.example', 'a.example', 443],
])('a target at %s is connected to at %s, port %s', async (url, host, port) => {
  const seen: unknown[] = [];
  const agent = listeningAgent(seen, url.startsWith('https:') ? new HttpsAgent() : new Agent());
  const headers: HeaderField[] = [
    ['Accept', 'a'],
    ['X-Two', '1'],
    ['X-Two', '2'],
  ];
  const { outcome } = await httpTarget(url, { agent }).send({
    ...{ method: 'GET', path: '/p?q', headers },
  });
  expect(outcome).toMatchObject({ failure: { unsent: true } });
  expect(seen).toEqual([
    {
      ...{ host, port, path: '/p?q' },
      headers: { host: new URL(url).host, 'user-agent': 'assay', accept: 'a', 'x-two': ['1', '2'] },
    },
  ]);
});
