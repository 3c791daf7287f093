import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Contract, Example } from '../../model/contract.ts';
import { contractOf, SHIPPED_CONTRACTS, shippedContract } from '../../../test/support/contracts.ts';
import { startMock, type StartedMock, type StartMockOptions } from './server.ts';
import { createStarter } from '../../../test/support/started-mocks.ts';

const run = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl) process.stderr.write('There is no curl here: the curl lines of the documents are not run.\n');
// Under CI a missing curl is a failure and not a skipped test.
const withCurl = hasCurl || process.env['CI'] ? test : test.skip;

let contracts: Contract[];
const startOne = createStarter();

beforeAll(async () => {
  contracts = await Promise.all(SHIPPED_CONTRACTS.map(shippedContract));
});

const start = (options: Partial<StartMockOptions> = {}): Promise<StartedMock> => startOne({ contracts, ...options });

const AUTHORIZED = { Authorization: 'bearer token', 'Content-Type': 'application/json' };
const create = (url: string, headers: Record<string, string> = AUTHORIZED, body = '{"type":"bits"}') =>
  fetch(`${url}/v3/apps/1/packages`, { method: 'POST', headers, body });

/** The curl line of one documented example, as the vendor's pages print it. */
async function printedCurl(
  url: string,
  { request }: Example,
): Promise<{ status: number; type: string; body: unknown }> {
  const { stdout } = await run('curl', [
    ...[`${url}/v3/apps/${String(request.path['guid'])}/packages`, '-X', 'POST'],
    ...['-H', 'Authorization: bearer token', '-H', 'Content-Type: application/x-www-form-urlencoded', '-H', 'Cookie: '],
    ...['-d', JSON.stringify(request.body, null, 2), '-sS', '-w', '\n%{http_code} %{content_type}'],
  ]);
  const [, body = '', status, type = ''] = /^([^]*)\n(\d+) (.*)$/.exec(stdout) ?? [];
  return { status: Number(status), type, body: JSON.parse(body) };
}

describe('the printed curl lines', () => {
  const EXAMPLES = ['docker', 'docker-with-credentials'];
  const documented = (name: string) =>
    contracts[0]?.operations[0]?.examples.find((example) => example.name === name) as Example;

  withCurl.each(EXAMPLES)('%s: static answers with the documented body, value for value', async (name) => {
    const { url } = await start({ mode: 'static' });
    const example = documented(name);
    expect(await printedCurl(url, example)).toStrictEqual({
      status: 201,
      type: 'application/json;charset=utf-8',
      body: example.response?.body,
    });
  });

  withCurl.each(EXAMPLES)('%s: echo responds with the values of the request', async (name) => {
    const { url } = await start();
    const example = documented(name);
    const request = {
      ...example.request,
      path: { guid: 'my-app' },
      body: {
        ...(example.request.body as object),
        data: { ...(example.request.body as { data: object }).data, image: 'mine:2' },
      },
    };
    const { status, body } = await printedCurl(url, { ...example, request });
    expect(status).toBe(201);
    const shown = example.response?.body as { data: object; links: object };
    expect(body).toStrictEqual({
      ...shown,
      guid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      data: { ...shown.data, image: 'mine:2' },
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      links: { self: { href: `/v3/packages/${(body as { guid: string }).guid}` }, app: { href: '/v3/apps/my-app' } },
    });
    expect((body as { guid: string }).guid).not.toBe((shown as unknown as { guid: string }).guid);
  });
});

describe('CORS', () => {
  test('allows a preflight the method and the headers that it asks for', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/v3/apps/1/packages`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'http://page.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type',
      },
    });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': 'http://page.example',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    });
  });

  test.each([
    ['an answer', AUTHORIZED, 'X-VCAP-Request-ID, X-Content-Type-Options'],
    ['a refusal', { 'Content-Type': 'application/json' }, 'WWW-Authenticate'],
  ])('lets the page read %s', async (_, headers, exposed) => {
    const { url } = await start();
    const response = await create(url, { ...headers, Origin: 'http://page.example' });
    expect(response.headers.get('access-control-allow-origin')).toBe('http://page.example');
    expect(response.headers.get('access-control-expose-headers')).toBe(exposed);
  });

  test('replaces headers of CORS that the contract documents', async () => {
    const header = { schema: {}, example: 'http://elsewhere.example' };
    const contract = await contractOf({
      paths: {
        '/x': { get: { responses: { 200: { description: '', headers: { 'Access-Control-Allow-Origin': header } } } } },
      },
    });
    const { url } = await start({ contracts: [contract] });
    const response = await fetch(`${url}/x`, { headers: { Origin: 'http://page.example' } });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toStrictEqual([
      200,
      'http://page.example',
    ]);
  });

  test('allows any origin where the request has none', async () => {
    const { url } = await start();
    expect((await create(url)).headers.get('access-control-allow-origin')).toBe('*');
  });

  test('answers an OPTIONS that is no preflight with the allowed methods', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/v1/images`, { method: 'OPTIONS', headers: { Origin: 'http://page.example' } });
    expect([response.status, response.headers.get('allow')]).toStrictEqual([204, 'POST, OPTIONS']);
  });
});

describe('the limit of bodies', () => {
  test('reads a body at the limit', async () => {
    const { url } = await start({ maxBody: 15 });
    expect((await create(url)).status).toBe(201);
  });

  test('refuses a body above the limit by its Content-Length', async () => {
    const { url } = await start({ maxBody: 14 });
    const response = await create(url);
    expect([response.status, response.headers.get('content-type')]).toStrictEqual([413, 'application/problem+json']);
  });

  test('refuses a body above the limit once its content coding is removed', async () => {
    const { url } = await start({ maxBody: 1000 });
    const statuses = [1000, 1001].map(async (length) => {
      const response = await fetch(`${url}/v1/images`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
        body: gzipSync(' '.repeat(length)),
      });
      return response.status;
    });
    expect(await Promise.all(statuses)).toStrictEqual([400, 413]);
  });

  withCurl('refuses a body above the limit while it is sent in chunks', async () => {
    const { url } = await start({ maxBody: 14 });
    const { stdout } = await run('curl', [
      '-sS',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code}',
      '-H',
      'Transfer-Encoding: chunked',
      '-H',
      'Authorization: bearer t',
      '-d',
      'x'.repeat(100),
      `${url}/v3/apps/1/packages`,
    ]);
    expect(stdout).toBe('413');
  });
});

/** All bytes that a server sends in response, until it closes the connection or has sent the expected text. */
function exchange(port: number, bytes: string, isEnough: (answer: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (isEnough(answer)) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

describe('the server on its socket', () => {
  const TABLE: [name: string, { given: string; want: RegExp }][] = [
    [
      'no HTTP',
      {
        given: 'GARBAGE\r\n\r\n',
        want: /^HTTP\/1\.1 400 Bad Request\r\n[^]*application\/problem\+json[^]*well-formed HTTP/,
      },
    ],
    ['no Host', { given: 'GET / HTTP/1.1\r\n\r\n', want: /^HTTP\/1\.1 400 / }],
    [
      'two lengths',
      {
        given: 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
        want: /^HTTP\/1\.1 400 /,
      },
    ],
    [
      'a length and chunks',
      {
        given: 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
        want: /^HTTP\/1\.1 400 /,
      },
    ],
    [
      'headers without end',
      { given: `GET / HTTP/1.1\r\nHost: h\r\nX: ${'a'.repeat(100_000)}`, want: /^HTTP\/1\.1 431 / },
    ],
    [
      'an absolute form',
      {
        given: 'POST http://h/v1/images HTTP/1.1\r\nHost: h\r\n\r\n',
        want: /^HTTP\/1\.1 400 [^]*request body is required/,
      },
    ],
    [
      'two requests at once',
      { given: 'GET /v1/images HTTP/1.1\r\nHost: h\r\n\r\n'.repeat(2), want: /^HTTP\/1\.1 405 [^]*HTTP\/1\.1 405 / },
    ],
    [
      'an expectation',
      {
        given: 'POST /v1/images HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}',
        want: /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 415 /,
      },
    ],
    [
      'an expectation of something else',
      {
        given: 'POST /v1/images HTTP/1.1\r\nHost: h\r\nExpect: 200-ok\r\nContent-Length: 2\r\n\r\n{}',
        want: /^HTTP\/1\.1 417 [^]*100-continue is the only expectation/,
      },
    ],
    [
      'an expectation of too much',
      {
        given: 'POST /v1/images HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 20000000\r\n\r\n',
        want: /^HTTP\/1\.1 413 /,
      },
    ],
    [
      'HEAD',
      {
        given: 'HEAD /v1/images HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n',
        want: /^HTTP\/1\.1 405 [^]*\r\n\r\n$/,
      },
    ],
  ];
  test.each(TABLE)('answers %s', async (_, { given, want }) => {
    const { port, url } = await start();
    // HEAD is the last request on its connection, so that a body would be noticed.
    const isEnough = (answer: string) => !given.includes('Connection: close') && want.test(answer);
    expect(await exchange(port, given, isEnough)).toMatch(want);
    expect((await create(url)).status).toBe(201);
  });

  test('does not answer a request before its body is there', async () => {
    const { port, url } = await start();
    const { socket, answer } = await connectBusy(port);
    // A response to the first bytes would be sent before the response to another request.
    await create(url);
    expect(answer().match(/^HTTP/gm)).toHaveLength(1);
    socket.destroy();
  });
});

/** A connection on which one request was answered, and half of the next has come. */
async function connectBusy(port: number): Promise<{ socket: Socket; answer: () => string }> {
  let answer = '';
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
  const first = once(socket, 'data');
  socket.write(
    'GET /v1/images HTTP/1.1\r\nHost: h\r\n\r\nPOST /v1/images HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab',
  );
  await first;
  return { socket, answer: () => answer };
}

describe('the server of pages', () => {
  const pages = async (path: string) => {
    if (path === '/__assay/broken') throw new Error('no ink');
    return path === '/__assay/' ? { status: 200, type: 'text/html; charset=utf-8', body: '<p>é' } : undefined;
  };
  const TABLE: [name: string, { given: [method: string, path: string]; want: [status: number, body: unknown] }][] = [
    ['a page', { given: ['GET', '/__assay/?x'], want: [200, '<p>é'] }],
    ['its head', { given: ['HEAD', '/__assay/'], want: [200, ''] }],
    [
      'one that is not there',
      { given: ['GET', '/__assay/x'], want: [404, expect.stringContaining('there is no page')] },
    ],
    ['one that fails', { given: ['GET', '/__assay/broken'], want: [500, expect.stringContaining('no ink')] }],
    ['another method', { given: ['DELETE', '/__assay/'], want: [405, expect.anything()] }],
    [
      'what is not under it',
      { given: ['GET', '/__assays'], want: [404, expect.stringContaining('no contract documents')] },
    ],
  ];
  test.each(TABLE)('serves %s', async (_, { given: [method, path], want }) => {
    const { url } = await start({ pages });
    const response = await fetch(url + path, { method });
    expect([response.status, await response.text()]).toStrictEqual(want);
  });
});

describe('starting and stopping', () => {
  test('keeps a connection for more than one request', async () => {
    const { port } = await start();
    const twice = 'OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n'.repeat(2);
    const answer = await exchange(port, twice, (text) => /(Connection: keep-alive[^]*){2}/.test(text));
    expect(answer).toMatch(/(HTTP\/1\.1 204 [^]*Connection: keep-alive[^]*){2}/);
  });

  test('ends idle and busy connections at once when it stops', async () => {
    const { port, url, close } = await startMock({ contracts, port: 0 });
    await create(url);
    const { socket } = await connectBusy(port);
    const closed = once(socket, 'close');
    // Without the stop, the half request would keep its connection for a minute.
    await close();
    await closed;
    await expect(create(url)).rejects.toThrow();
  });

  describe('a server that cannot listen', () => {
    let taken: number;
    const other = createServer();
    beforeAll(async () => {
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      taken = (other.address() as { port: number }).port;
    });
    afterAll(() => void other.close());

    const TABLE: [name: string, { given: () => Partial<StartMockOptions>; want: [RegExp, RegExp] }][] = [
      ['a port in use', { given: () => ({ port: taken }), want: [/^port \d+ is in use$/, /--port/] }],
      ['a port that is none', { given: () => ({ port: 70_000 }), want: [/^70000 is not a port$/, /--port/] }],
      [
        'an address of another machine',
        { given: () => ({ host: '192.0.2.1' }), want: [/^192\.0\.2\.1 is not an address of this machine$/, /--host/] },
      ],
    ];
    test.each(TABLE)('names %s in one line', async (_, { given, want }) => {
      await expect(start(given())).rejects.toMatchObject({
        name: 'UsageError',
        message: expect.stringMatching(want[0]),
        hint: expect.stringMatching(want[1]),
      });
    });
  });

  test('has brackets in the URL of an IPv6 address', async () => {
    const mock = await start({ host: '::1' }).catch(() => undefined);
    if (mock) expect(mock.url).toBe(`http://[::1]:${mock.port}`);
  });
});
