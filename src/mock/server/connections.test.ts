/** Plain requests are answered before node:http reads them. Whoever sends them must not see that. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { contractOf } from '../../../test/support/contracts.ts';
import { readAnswers } from '../../../test/hostile-requests/raw-connection.ts';
import type { Contract } from '../../model/contract.ts';
import type { Request } from '../../model/exchange.ts';
import { createMock } from '../mock.ts';
import { toRequest } from '../raw-request.ts';
import { answerPlainRequests, type MadeReplies, type PlainConnections } from './connections.ts';
import { handleExchange, type Handlers } from './handle-exchange.ts';
import { rejectMalformed } from './reject.ts';

const MAX_BODY = 100;
/** Milliseconds for which a connection stays open: long, unless a test is about it. */
const OPEN = { keepAlive: 60_000, patience: 60_000 };

interface Rig {
  port: number;
  /** The requests that Node has read, as `GET /pets`. */
  read: string[];
  /** What the journal has got, with the status of the answer. */
  recorded: [Request, status: number | undefined][];
  /** How many faults were drawn. */
  draws: () => number;
  close(): Promise<void>;
}

let contract: Contract;

beforeAll(async () => {
  const answer = (example: unknown, more: object = {}) => ({
    description: '',
    content: { 'application/json': { example } },
    ...more,
  });
  const sent = {
    content: { 'application/json': { schema: { type: 'object', properties: { name: { type: 'string' } } } } },
  };
  const header = (example: string) => ({ schema: { type: 'string' }, example });
  contract = await contractOf({
    paths: {
      '/pets': {
        get: { responses: { 200: answer([{ name: 'Rex' }]) } },
        post: { requestBody: sent, responses: { 201: answer({ name: 'Rex' }, { headers: { 'X-A': header('b') } }) } },
      },
      '/pets/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        get: { responses: { 200: answer({ name: 'Ünïcode €' }) } },
        put: { requestBody: sent, responses: { 200: answer(1, { headers: { Upgrade: header('h2c') } }) } },
        patch: { responses: { 299: answer({}) } },
        delete: { responses: { 204: { description: '' } } },
      },
      '/long': { get: { responses: { 200: answer('x'.repeat(40_000)) } } },
      '/text': { get: { responses: { 200: { description: '', content: { 'text/plain': { example: 'words' } } } } } },
    },
  });
});

/** @param plain whether plain requests are answered before Node reads them */
async function start(plain: false | typeof OPEN): Promise<Rig> {
  const read: string[] = [];
  const recorded: Rig['recorded'] = [];
  const made: MadeReplies = new WeakMap();
  const mock = createMock([contract], { seed: 1, now: () => new Date(0) });
  let draws = 0;
  const handlers: Handlers = {
    maxBody: MAX_BODY,
    mock: () => mock,
    admin: () => Promise.resolve({ status: 200, headers: [['Content-Length', '5']], body: 'admin' }),
    adminAccess: () => undefined,
    injectFault: (_, fields) => {
      draws += 1;
      return fields.has('x-assay-delay') ? { delay: 1 } : undefined;
    },
    journal: { record: (raw, reply) => void recorded.push([toRequest(raw), reply?.status]) },
  };
  const serve = (message: IncomingMessage, response: ServerResponse): void => {
    read.push(`${message.method} ${message.url}`);
    const reply = made.get(message.socket);
    made.delete(message.socket);
    handleExchange(message, response, handlers, reply);
  };
  const server = createServer({ keepAliveTimeout: OPEN.keepAlive, requireHostHeader: false }, serve);
  server.on('checkExpectation', serve);
  server.on('clientError', rejectMalformed);
  const connections: PlainConnections | undefined = plain
    ? answerPlainRequests(server, handlers, made, plain)
    : undefined;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    read,
    recorded,
    draws: () => draws,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      connections?.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const head = (...lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`;
const ask = (line: string, ...fields: string[]): string => head(`${line} HTTP/1.1`, 'Host: h', ...fields);
const send = (line: string, body: string, ...fields: string[]): string =>
  ask(line, 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, ...fields) + body;
const LAST = ask('GET /pets', 'Connection: close');

/** Sends packets, each when the one before it is answered, and a last request; gives all that comes, with the time of the day left out. */
async function converse({ port }: Rig, packets: readonly string[]): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = Buffer.alloc(0);
  let answered = (): void => undefined;
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    answered();
  });
  const closed = once(socket, 'close');
  for (const [index, packet] of [...packets, LAST].entries()) {
    const isAnswered = new Promise<void>((resolve) => {
      answered = () => {
        if (countOf(received) > index) resolve();
      };
    });
    socket.write(Buffer.from(packet));
    await Promise.race([isAnswered, closed]);
  }
  await closed;
  return received.toString('latin1').replace(/Date: [^\r]*GMT/g, 'Date: today');
}

function countOf(received: Buffer): number {
  try {
    return readAnswers(received).length;
  } catch {
    return 0;
  }
}

describe('an answer and what the journal has of it are those of node:http alone', () => {
  let fast: Rig;
  let node: Rig;
  beforeAll(async () => void ([fast, node] = await Promise.all([start(OPEN), start(false)])));
  afterAll(() => Promise.all([fast.close(), node.close()]));

  const both = async (packets: string[]) => {
    for (const { read, recorded } of [fast, node]) {
      read.length = 0;
      recorded.length = 0;
    }
    const answers = await converse(fast, packets);
    expect(answers).toBe(await converse(node, packets));
    expect(fast.recorded.map(([request, status]) => [{ ...request, body: String(request.body) }, status])).toEqual(
      node.recorded.map(([request, status]) => [{ ...request, body: String(request.body) }, status]),
    );
    expect(fast.draws()).toBe(node.draws());
    // The last request closes the connection, which only Node does.
    expect(fast.read.pop()).toBe('GET /pets');
    return readAnswers(Buffer.from(answers, 'latin1')).map(({ status }) => status);
  };

  test.each<[name: string, packet: string, status: number]>([
    ['a GET', ask('GET /pets'), 200],
    ['a GET of other characters', ask('GET /pets/1?a=b%20c'), 200],
    ['a GET of text', ask('GET /text'), 200],
    ['a GET from a page', ask('GET /pets', 'Origin: http://page.example'), 200],
    ['a GET with a name for the connection', ask('GET /pets', 'connection: Keep-Alive'), 200],
    ['a GET of an empty body', ask('GET /pets', 'Content-Length: 0'), 200],
    ['a GET of an unknown path', ask('GET /none'), 404],
    ['an undocumented method', ask('DELETE /pets'), 405],
    ['a POST with a body', send('POST /pets', '{"name":"Ünï"}'), 201],
    ['a POST with a body that is no JSON', send('POST /pets', '{'), 400],
    ['a POST with a body of the limit', send('POST /pets', `{"name":"${'x'.repeat(MAX_BODY - 11)}"}`), 201],
    ['values without a space before them', ask('GET /pets', 'X-A:b \t c', 'X-B:', 'X-C: '), 200],
    ['characters beyond ASCII', ask('GET /pets', 'X-A: \u00a0b\u00a0'), 200],
  ])('for %s, which Node never sees', async (_, packet, status) => {
    expect(await both([packet, packet])).toEqual([status, status, 200]);
    expect(fast.read).toEqual([]);
  });

  test.each<[name: string, packet: string, statuses: number[]]>([
    ['another method', ask('OPTIONS /none'), [404]],
    ['a preflight', ask('OPTIONS /pets', 'Origin: http://p', 'Access-Control-Request-Method: GET'), [204]],
    ['an answer without content', ask('DELETE /pets/1'), [204]],
    ['an answer with a field about the connection', send('PUT /pets/1', '{}'), [200]],
    ['an answer whose status has no name', send('PATCH /pets/1', '{}'), [299]],
    ['a long answer', ask('GET /long'), [200]],
    ['two requests in one packet', ask('GET /pets') + ask('GET /text'), [200, 200]],
    ['a field that comes twice', ask('GET /pets', 'X-A: 1', 'x-a: 2'), [200]],
    [
      'a body in chunks',
      `${ask('POST /pets', 'Content-Type: application/json', 'Transfer-Encoding: chunked')}2\r\n{}\r\n0\r\n\r\n`,
      [201],
    ],
    ['an absolute target', ask('GET http://h/pets'), [200]],
    ['characters in the target that are not of a URI', ask('GET /pets?a={b}|"c"'), [200]],
    [
      'a length with a zero before it',
      `${ask('POST /pets', 'Content-Type: application/json', 'Content-Length: 02')}{}`,
      [201],
    ],
    ['a field that asks for a delay', ask('GET /pets', 'X-Assay-Delay: 1ms'), [200]],
    ['values between more spaces', ask('GET /pets', 'X-A:  b c \t'), [200]],
    ['trailers that are accepted', ask('GET /pets', 'TE: trailers'), [200]],
    ['a head of more than 8 KB', ask('GET /pets', `X-A: ${'b'.repeat(9_000)}`), [200]],
    ['the mock itself', ask('GET /__assay/health'), [200]],
  ])('for %s, which is left to Node with all that follows', async (_, packet, statuses) => {
    expect(await both([packet, ask('GET /text')])).toEqual([...statuses, 200, 200]);
    expect(fast.read).toHaveLength(statuses.length + 1);
    fast.read.length = 0;
    expect(await both([ask('GET /text'), packet])).toEqual([200, ...statuses, 200]);
    expect(fast.read).toHaveLength(statuses.length);
  });

  test.each<[name: string, packet: string, status: number]>([
    ['no host', head('GET /pets HTTP/1.1'), 400],
    ['two hosts', ask('GET /pets', 'Host: h'), 400],
    ['a host of two names', ask('GET /pets').replace('Host: h', 'Host: a b'), 400],
    ['a body beyond the limit', send('POST /pets', `{"name":"${'x'.repeat(MAX_BODY)}"}`), 413],
    ['two lengths', `${ask('POST /pets', 'Content-Length: 2', 'content-length: 3')}{}`, 400],
    ['a length that is none', `${ask('POST /pets', 'Content-Length: 0x2')}{}`, 400],
    ['a zero in a value', ask('GET /pets', 'X-A: b\0c'), 400],
    ['a space before a colon', ask('GET /pets', 'X-A : b'), 400],
    ['a folded line', ask('GET /pets', 'X-A: b', ' c'), 400],
    ['another expectation', ask('GET /pets', 'Expect: more'), 417],
    ['a later version', head('GET /pets HTTP/1.2', 'Host: h'), 400],
    ['line ends without a carriage return', 'GET /pets HTTP/1.1\nHost: h\n\n', 400],
  ])('for %s, which is refused', async (_, packet, status) => {
    for (const before of [[], [ask('GET /text')]]) {
      const answers = await converse(fast, [...before, packet]);
      expect(answers).toBe(await converse(node, [...before, packet]));
      const statuses = readAnswers(Buffer.from(answers, 'latin1')).map((one) => one.status);
      expect(statuses.slice(0, before.length + 1)).toEqual([...before.map(() => 200), status]);
    }
  });

  test.each([1, 20, 60, 110])('for a request whose packet ends after %i bytes', async (cut) => {
    const whole = send('POST /pets', '{"name":"Rex"}');
    const parts = async (rig: Rig) => {
      const socket = connect({ port: rig.port, host: '127.0.0.1', noDelay: true });
      let received = '';
      socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
      socket.write(whole.slice(0, cut), () => setImmediate(() => socket.write(whole.slice(cut) + LAST)));
      await once(socket, 'close');
      return received.replace(/Date: [^\r]*GMT/g, 'Date: today');
    };
    expect(await parts(fast)).toBe(await parts(node));
  });
});

describe('a connection', () => {
  let rig: Rig;
  afterAll(() => rig.close());

  const closing = async (packets: string[]): Promise<number[]> => {
    const socket = connect({ port: rig.port, host: '127.0.0.1' });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    for (const packet of packets) socket.write(packet);
    await once(socket, 'close');
    return readAnswers(Buffer.concat(chunks)).map(({ status }) => status);
  };

  test('on which nothing comes is told so and closed', async () => {
    rig = await start({ keepAlive: 60_000, patience: 10 });
    expect(await closing([])).toEqual([408]);
    await rig.close();
  });

  test('is closed when no further request comes', async () => {
    rig = await start({ keepAlive: 10, patience: 60_000 });
    expect(await closing([ask('GET /pets')])).toEqual([200]);
  });

  test('has an answer that was made when the mock is closed in the same turn', async () => {
    const ended = await start({ keepAlive: 60_000, patience: 60_000 });
    const { push } = ended.recorded;
    let closing: Promise<void> | undefined;
    ended.recorded.push = (...entries) => {
      closing = ended.close();
      return push.apply(ended.recorded, entries);
    };
    const socket = connect({ port: ended.port, host: '127.0.0.1' });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.write(ask('GET /pets'));
    await once(socket, 'close');
    await closing;
    expect(readAnswers(Buffer.concat(chunks)).map(({ status }) => status)).toEqual([200]);
  });

  test('whose client has sent everything is answered and closed', async () => {
    const socket = connect({ port: rig.port, host: '127.0.0.1', allowHalfOpen: true });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.end(ask('GET /pets'));
    await once(socket, 'end');
    socket.destroy();
    expect(readAnswers(Buffer.concat(chunks)).map(({ status }) => status)).toEqual([200]);
  });
});
