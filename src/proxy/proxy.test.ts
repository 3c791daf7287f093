/** The proxy between real clients and servers: what passes is the same on both sides, and what is wrong is told. */
import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type RequestOptions,
  type Server,
} from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutBatches, readBatches } from '../exchange/recordings/read-batches.ts';
import { json } from '../report/json.ts';
import { concludeRecorded, observeRecording } from '../run/recorded/check-recorded.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { createRecorder } from './recorder.ts';
import { startProxy, type ProxyOptions, type StartedProxy } from './server.ts';

const folder = temporaryFolder('proxy');
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const contract = await contractOf({
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
        responses: {
          200: {
            description: 'The pets.',
            content: {
              'application/json': {
                schema: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['id', 'name'],
                    properties: { id: { type: 'integer' }, name: { type: 'string' } },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
});

async function listen(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => (server.closeAllConnections(), server.close()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function between(
  listener: RequestListener,
  more: Partial<ProxyOptions> = {},
): Promise<StartedProxy & { target: string; server: Server }> {
  const { url, server } = await listen(listener);
  const proxy = await startProxy({ contracts: [contract], target: url, port: 0, ...more });
  closing.push(() => proxy.close());
  return { ...proxy, target: url, server };
}

interface Got {
  status: number;
  reason: string;
  raw: string[];
  body: Buffer;
  trailers: string[];
  message: IncomingMessage;
}

function ask(url: string, path: string, options: RequestOptions = {}, body?: string | Buffer): Promise<Got> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${url}${path}`, { agent: false, ...options }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', reject);
      message.on('end', () =>
        resolve({
          status: message.statusCode ?? 0,
          reason: message.statusMessage ?? '',
          raw: message.rawHeaders,
          body: Buffer.concat(chunks),
          trailers: message.rawTrailers,
          message,
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Each side says by itself what becomes of its connection. */
const withoutConnection = (raw: string[]) => raw.filter((_, at) => raw[at - (at % 2)] !== 'Connection');

const pet = { id: 7, name: 'Rex' };
const answer =
  (status: number, value: unknown): RequestListener =>
  (request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(value));
    });
  };

describe('what passes is the same', () => {
  test('for drawn methods, targets, fields and bodies, and drawn answers', async () => {
    let seen: unknown;
    let reply: { status: number; fields: [string, string][]; body: Buffer } = {
      status: 200,
      fields: [],
      body: Buffer.alloc(0),
    };
    const { url } = await between((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url: path, rawHeaders } = request;
        seen = {
          method,
          path,
          fields: withoutConnection(rawHeaders.slice(2)),
          body: Buffer.concat(chunks).toString('hex'),
        };
        response.sendDate = false;
        response.writeHead(reply.status, 'As Drawn', reply.fields.flat());
        response.end(reply.body);
      });
    });
    const text = fc.string({ unit: fc.constantFrom(...'aZ9 ,;="%é'), maxLength: 8 }).map((one) => one.trim());
    const fields = fc.array(fc.tuple(fc.constantFrom('X-A', 'x-a', 'X-B', 'Accept', 'Cookie'), text), { maxLength: 4 });
    const bytes = fc.uint8Array({ maxLength: 200 }).map((one) => Buffer.from(one));
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'),
          path: fc.constantFrom('/', '/pets', '/a//b/../%2F?x=1&x=%00', '/é%C3%A9?', '/%'),
          fields,
          body: bytes,
          status: fc.constantFrom(200, 201, 204, 299, 304, 404, 500, 599),
          back: fields,
          content: bytes,
        }),
        async ({ method, path, fields: sent, body, status, back, content }) => {
          const target = encodeURI(path).replaceAll('%25', '%');
          const isEmpty = status === 204 || status === 304;
          reply = {
            status,
            fields: [...back, ['Content-Length', String(isEmpty ? 0 : content.length)]],
            body: isEmpty ? Buffer.alloc(0) : content,
          };
          if (status === 204) reply.fields.pop();
          const flat = ['Host', 'client.example', ...sent.flat(), 'Content-Length', String(body.length)];
          const got = await ask(url, '', { method, path: target, headers: flat as never }, body);
          expect(seen).toEqual({ method, path: target, fields: flat.slice(2), body: body.toString('hex') });
          expect([got.status, got.reason, got.body.toString('hex')]).toEqual([
            status,
            'As Drawn',
            reply.body.toString('hex'),
          ]);
          expect(got.raw.slice(0, reply.fields.length * 2)).toEqual(reply.fields.flat());
        },
      ),
      { numRuns: 60 },
    );
  });

  test('in chunks, with trailers on both sides', async () => {
    const { url } = await between((request, response) => {
      request.resume();
      request.on('end', () => {
        response.writeHead(200, { Trailer: 'X-Sum', 'Transfer-Encoding': 'chunked' });
        response.write('a');
        response.addTrailers({ 'X-Sum': `${request.headers['transfer-encoding']} ${request.trailers['x-in']}` });
        response.end('b');
      });
    });
    const got = await new Promise<Got>((resolve, reject) => {
      const outgoing = httpRequest(`${url}/x`, {
        method: 'POST',
        agent: false,
        headers: { 'Transfer-Encoding': 'chunked', Trailer: 'X-In' },
      });
      outgoing.on('response', (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.on('end', () =>
          resolve({
            status: 200,
            reason: '',
            raw: [],
            body: Buffer.concat(chunks),
            trailers: message.rawTrailers,
            message,
          }),
        );
      });
      outgoing.on('error', reject);
      outgoing.write('one');
      outgoing.addTrailers({ 'X-In': 'in' });
      outgoing.end();
    });
    expect([got.body.toString(), got.trailers]).toEqual(['ab', ['X-Sum', 'chunked in']]);
  });

  test('for HEAD, whose length is that of a body which does not come', async () => {
    const { url } = await between((_, response) => {
      response.writeHead(200, { 'Content-Length': '12' });
      response.end();
    });
    const got = await ask(url, '/x', { method: 'HEAD' });
    expect([got.message.headers['content-length'], got.body.length]).toEqual(['12', 0]);
  });

  test('for interim answers: a client that waits goes on, and early hints arrive', async () => {
    const { url, server } = await between(() => {});
    server.on('checkContinue', (request: IncomingMessage, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      response.writeContinue();
      request.on('data', (chunk: Buffer) => response.end(`got ${chunk.toString()}`));
    });
    const events: string[] = [];
    const outgoing = httpRequest(`${url}/x`, {
      method: 'POST',
      agent: false,
      headers: { Expect: '100-continue', 'Content-Length': '2' },
    });
    outgoing.on('information', ({ statusCode }) => void events.push(String(statusCode)));
    outgoing.on('continue', () => (events.push('continue'), outgoing.end('hi')));
    const [message] = (await once(outgoing, 'response')) as [IncomingMessage];
    for await (const chunk of message) events.push(String(chunk));
    expect(events).toEqual(expect.arrayContaining(['103', 'continue', 'got hi']));
  });

  test('head first, where the body takes its time', async () => {
    let finish = (): void => {};
    const { url } = await between((_, response) => {
      response.writeHead(200, { 'X-Name': 'caf\u00e9' });
      response.write(Buffer.alloc(0));
      finish = () => void response.end('body');
    });
    const outgoing = httpRequest(`${url}/slow`, { agent: false }).end();
    const [message] = (await once(outgoing, 'response')) as [IncomingMessage];
    expect(message.headers['x-name']).toBe('caf\u00e9');
    finish();
    const [chunk] = (await once(message, 'data')) as [Buffer];
    expect(chunk.toString()).toBe('body');
  });

  test('event by event: none waits for the next', async () => {
    let next = (): void => {};
    const { url } = await between((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      let count = 0;
      next = () => void response.write(`data: ${(count += 1)}\n\n`);
      next();
    });
    const outgoing = httpRequest(`${url}/events`, { agent: false }).end();
    const [message] = (await once(outgoing, 'response')) as [IncomingMessage];
    for (const number of [1, 2, 3]) {
      const [chunk] = (await once(message, 'data')) as [Buffer];
      expect(chunk.toString()).toBe(`data: ${number}\n\n`);
      next();
    }
    outgoing.destroy();
  });

  test('after a change of protocol, both ways', async () => {
    const { url, server } = await between(() => {});
    server.on('upgrade', (request: IncomingMessage, socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${request.headers.upgrade}\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n`,
      );
      socket.on('data', (chunk: Buffer) => void socket.write(`echo ${chunk.toString()}`));
    });
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const [head] = (await once(socket, 'data')) as [Buffer];
    expect(head.toString()).toBe(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n',
    );
    socket.write('hello');
    expect(String((await once(socket, 'data'))[0])).toBe('echo hello');
    socket.destroy();
  });

  test('for a hundred at once', async () => {
    const { url, requests } = await between((request, response) => void request.pipe(response));
    const agent = new Agent({ keepAlive: true, maxSockets: 100 });
    closing.push(() => agent.destroy());
    const bodies = await Promise.all(
      Array.from(
        { length: 100 },
        async (_, nth) => (await ask(url, `/x/${nth}`, { method: 'POST', agent }, Buffer.alloc(5_000, nth))).body,
      ),
    );
    bodies.forEach((body, nth) => expect(body.equals(Buffer.alloc(5_000, nth))).toBe(true));
    await ask(url, '/__assay/health');
    expect(requests()).toHaveLength(100);
  });
});

test.each<[what: string, bytes: string, status: RegExp, says: RegExp]>([
  ['bytes that are no HTTP', 'no request\r\n\r\n', /^HTTP\/1\.1 400 /, /not well-formed HTTP/],
  ['a tunnel', 'CONNECT a.example:443 HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 405 /, /CONNECT is for proxies/],
])('%s is refused, and not passed on', async (_, bytes, status, says) => {
  let asked = 0;
  const { url } = await between((_request, response) => void ((asked += 1), response.end()));
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  closing.push(() => socket.destroy());
  socket.write(bytes);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(socket, 'close');
  expect(text).toMatch(status);
  expect(text).toMatch(says);
  expect(asked).toBe(0);
});

describe('where the target does not answer', () => {
  test.each<[string, RequestListener, Partial<ProxyOptions>, number, RegExp]>([
    ['it hangs up', (request) => void request.socket.destroy(), {}, 502, /closed the connection without an answer/],
    ['it is silent', () => {}, { timeout: 20 }, 504, /no answer within 0.02 s/],
  ])('the proxy says so, and blames nobody: %s', async (_, listener, options, status, detail) => {
    const { url, runs } = await between(listener, options);
    const got = await ask(url, '/pets');
    expect([got.status, got.message.headers['content-type']]).toEqual([status, 'application/problem+json']);
    expect(got.body.toString()).toMatch(detail);
    const [run] = runs();
    expect([run?.findings, run?.verdict]).toEqual([[], 'undecided']);
  });

  test.each<[string, string]>([
    ['a status below all', 'HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n'],
    ['a reason with a control character', 'HTTP/1.1 200 O\u0001K\r\nContent-Length: 0\r\n\r\n'],
    ['what is not HTTP', 'hello\r\n\r\n'],
  ])('the proxy goes on after %s', async (_, head) => {
    const odd = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', () => socket.end(head));
    });
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    closing.push(() => odd.close());
    const target = `http://127.0.0.1:${(odd.address() as AddressInfo).port}`;
    const proxy = await startProxy({ contracts: [contract], target, port: 0 });
    closing.push(() => proxy.close());
    expect((await ask(proxy.url, '/pets')).status).toBe(502);
    expect((await ask(proxy.url, '/__assay/health')).status).toBe(200);
  });

  test('a hint that is none is left out', async () => {
    const { url } = await between((request, response) => {
      request.socket.write('HTTP/1.1 103 Early Hints\r\nLink: no link at all\r\n\r\n');
      answer(200, [pet])(request, response);
    });
    expect((await ask(url, '/pets')).status).toBe(200);
  });

  test('nothing listens there', async () => {
    const { url, server } = await listen(() => {});
    server.close();
    const proxy = await startProxy({ contracts: [contract], target: url, port: 0 });
    closing.push(() => proxy.close());
    const got = await ask(proxy.url, '/pets');
    expect([got.status, got.body.toString()]).toEqual([502, expect.stringContaining('connection refused')]);
  });

  test('an answer that breaks off breaks off for the client too', async () => {
    const { url, runs } = await between((request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
      response.write('[');
      setImmediate(() => request.socket.destroy());
    });
    await expect(ask(url, '/pets')).rejects.toThrow(/aborted|hang up|reset/);
    expect(runs()[0]?.findings).toEqual([]);
  });

  test('a client that leaves ends the request there', async () => {
    const { url, requests, server } = await between(() => {});
    const gone = once(server, 'request').then(([request]) => once((request as IncomingMessage).socket, 'close'));
    const outgoing = httpRequest(`${url}/pets`, { agent: false }).end();
    outgoing.on('error', () => {});
    await once(server, 'request');
    outgoing.destroy();
    await gone;
    await ask(url, '/__assay/health');
    expect(requests()[0]).toMatchObject({ path: '/pets', left: true });
  });
});

describe('what passes', () => {
  test('is judged, and shown with what is wrong', async () => {
    const { url, requests, runs } = await between(answer(200, [{ ...pet, name: 5 }]));
    await ask(url, '/pets');
    await ask(url, '/__assay/health');
    expect(requests()[0]?.findings?.[0]).toMatchObject({ severity: 'violation', at: 'body#/0/name' });
    expect(runs()[0]).toMatchObject({ verdict: 'violates' });
  });

  test('is shown with violations before notes, each with what the document says there', async () => {
    const { url, requests } = await between((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      // A member that stands twice is a note, and found first.
      response.end('[{"id":1,"id":1,"name":5}]');
    });
    await ask(url, '/pets');
    await ask(url, '/__assay/health');
    expect(requests()[0]?.findings?.map(({ severity, at, says }) => [severity, at, says])).toEqual([
      ['violation', 'body#/0/name', 'The pets.'],
      ['note', 'body#/0/id', 'The pets.'],
    ]);
  });

  test('is judged where it is compressed, and stays so', async () => {
    const packed = gzipSync(JSON.stringify([{ ...pet, name: 5 }]));
    const { url, requests } = await between((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
      response.end(packed);
    });
    expect((await ask(url, '/pets')).body.equals(packed)).toBe(true);
    await ask(url, '/__assay/health');
    expect(requests()[0]?.findings).toHaveLength(1);
  });

  test('is judged as far as it is kept: of a longer body nothing is said', async () => {
    const { url, runs } = await between(answer(200, [{ ...pet, name: 5 }]), { maxCopy: 10 });
    expect((await ask(url, '/pets')).body.toString()).toBe(JSON.stringify([{ ...pet, name: 5 }]));
    expect(runs()[0]?.findings).toEqual([]);
  });

  test('is answered with 502 where it violates and the contract is enforced', async () => {
    let name: unknown = 5;
    const { url, requests } = await between((request, response) => answer(200, [{ ...pet, name }])(request, response), {
      enforce: true,
    });
    const refused = await ask(url, '/pets');
    expect([refused.status, JSON.parse(refused.body.toString())]).toEqual([
      502,
      expect.objectContaining({ status_of_target: 200, findings: [expect.objectContaining({ at: 'body#/0/name' })] }),
    ]);
    name = 'Rex';
    const passed = await ask(url, '/pets');
    expect([passed.status, JSON.parse(passed.body.toString())]).toEqual([200, [pet]]);
    expect(requests().map(({ findings }) => findings?.length ?? 0)).toEqual([1, 0]);
  });

  test('is passed on at once where it is too long to be held back', async () => {
    const long = 'x'.repeat(50_000);
    const { url } = await between((_, response) => void response.end(long), { enforce: true, maxCopy: 1_000 });
    expect((await ask(url, '/pets')).body.toString()).toBe(long);
  });
});

describe('what passed', () => {
  test('is reported at any time', async () => {
    const { url } = await between(answer(200, [pet]), {
      report: (runs, format) => (format === 'json' ? json(runs) : undefined),
    });
    await ask(url, '/pets');
    const got = await ask(url, '/__assay/report', { method: 'POST' });
    expect(got.message.headers['content-type']).toBe('application/json');
    expect(JSON.parse(got.body.toString())).toMatchObject({ runs: [{ verdict: 'conforms' }] });
    expect((await ask(url, '/__assay/report?format=csv', { method: 'POST' })).status).toBe(404);
    expect((await ask(url, '/__assay/report')).status).toBe(405);
  });

  test('is not shown to pages of other origins', async () => {
    const { url } = await between(answer(200, [pet]));
    expect((await ask(url, '/__assay/requests', { headers: { Origin: 'https://evil.example' } })).status).toBe(403);
  });

  test.each(['traffic.har', 'traffic.ndjson'])(
    'is recorded in %s without its secrets, and can be judged again',
    async (name) => {
      const file = join(folder, name);
      const { url, close } = await between(answer(200, [{ ...pet, name: 5 }]), {
        recorder: await createRecorder(file),
      });
      await ask(url, '/pets?limit=2', { headers: { Authorization: 'Bearer s3cr3t-t0ken' } });
      await ask(url, '/pets');
      await close();
      closing.pop();
      expect(readFileSync(file, 'utf8')).not.toContain('s3cr3t');
      const seen = await observeRecording([contract], readBatches(cutBatches([file])), name);
      const [run] = concludeRecorded([contract], seen.part, seen);
      expect([run?.findings.length, run?.recorded]).toEqual([1, { exchanges: 2, judged: 2 }]);
    },
  );

  test('cannot be recorded where no file can be', async () => {
    await expect(createRecorder(join(folder, 'missing/a.har'))).rejects.toThrow(/a\.har cannot be written/);
  });
});
