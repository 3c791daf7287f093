/** The mock and raw connections: it refuses what is not HTTP, and what another reader could take for two requests. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { docsPages } from '../../src/cli/serving/docs-pages.ts';
import type { Contract } from '../../src/model/contract.ts';
import { contractOf, SHIPPED_CONTRACTS, shippedContract } from '../support/contracts.ts';
import { startMock, type StartedMock } from '../../src/mock/server/server.ts';
import { converse, readAnswers, type ConverseOptions } from './raw-connection.ts';

let contracts: Contract[];
let mock: StartedMock;
let impatient: StartedMock;

beforeAll(async () => {
  const ok = { responses: { 200: { description: '', content: { 'application/json': { example: 1 } } } } };
  const named = { get: { ...ok, parameters: [{ name: 'n', in: 'path', required: true, schema: {} }] } };
  contracts = [
    ...(await Promise.all(SHIPPED_CONTRACTS.map(shippedContract))),
    await contractOf({ paths: { '/x': { get: ok, post: ok }, '/n/{n}': named } }),
  ];
  mock = await startMock({ contracts, port: 0, pages: docsPages() });
  impatient = await startMock({ contracts, port: 0, patience: 1_000 });
});
afterAll(() => Promise.all([mock.close(), impatient.close()]));

const answersOf = async (pieces: string[], options: ConverseOptions & { of?: StartedMock } = {}) =>
  readAnswers(
    await converse((options.of ?? mock).port, pieces, options),
    pieces.some((piece) => piece.startsWith('HEAD')),
  );
const statusesOf = async (...given: Parameters<typeof answersOf>) =>
  (await answersOf(...given)).map(({ status }) => status);

const lines = (...heads: string[]) => `${heads.join('\r\n')}\r\n\r\n`;
const GET = lines('GET /x HTTP/1.1', 'Host: h');
const post = (...fields: string[]) => lines('POST /x HTTP/1.1', 'Host: h', ...fields);
const CHUNKS = '3\r\nabc\r\n0\r\n\r\n';

/** Another request follows each of these. A reader who misjudges the length of the first one takes part of it for the second. */
const REFUSED: [name: string, { given: string; want?: number }][] = [
  ['two lengths', { given: `${post('Content-Length: 3', 'Content-Length: 4')}abc` }],
  ['a length twice', { given: `${post('Content-Length: 3', 'Content-Length: 3')}abc` }],
  ['a list of lengths', { given: `${post('Content-Length: 3, 3')}abc` }],
  ['a negative length', { given: `${post('Content-Length: -1')}abc` }],
  ['a length with a sign', { given: `${post('Content-Length: +3')}abc` }],
  ['a length in hexadecimal', { given: `${post('Content-Length: 0x3')}abc` }],
  ['a length with an exponent', { given: `${post('Content-Length: 3e0')}abc` }],
  ['a length beyond all numbers', { given: `${post('Content-Length: 99999999999999999999')}abc` }],
  ['a length with a space before the colon', { given: `${post('Content-Length : 3')}abc` }],
  ['a length and chunks', { given: `${post('Content-Length: 3', 'Transfer-Encoding: chunked')}${CHUNKS}` }],
  ['chunks and a length', { given: `${post('Transfer-Encoding: chunked', 'Content-Length: 3')}${CHUNKS}` }],
  ['chunks twice', { given: `${post('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked')}${CHUNKS}` }],
  [
    'chunks, and then as it is',
    { given: `${post('Transfer-Encoding: chunked', 'Transfer-Encoding: identity')}${CHUNKS}` },
  ],
  ['as it is, and then chunks', { given: `${post('Transfer-Encoding: identity, chunked')}${CHUNKS}` }],
  ['another coding before chunks', { given: `${post('Transfer-Encoding: gzip, chunked')}${CHUNKS}` }],
  ['another coding behind chunks', { given: `${post('Transfer-Encoding: chunked, gzip')}${CHUNKS}` }],
  ['a coding that is nearly chunked', { given: `${post('Transfer-Encoding: xchunked')}${CHUNKS}` }],
  ['chunked behind a vertical tab', { given: `${post('Transfer-Encoding: \x0bchunked')}${CHUNKS}` }],
  ['chunked with a parameter', { given: `${post('Transfer-Encoding: chunked;a=b')}${CHUNKS}` }],
  ['chunked on a folded line', { given: `${post('Transfer-Encoding:', ' chunked')}${CHUNKS}` }],
  ['chunks in HTTP/1.0', { given: `${lines('POST /x HTTP/1.0', 'Transfer-Encoding: chunked')}${CHUNKS}` }],
  ['a chunk of a negative size', { given: `${post('Transfer-Encoding: chunked')}-3\r\nabc\r\n0\r\n\r\n` }],
  ['a chunk with a prefix to its size', { given: `${post('Transfer-Encoding: chunked')}0x3\r\nabc\r\n0\r\n\r\n` }],
  ['a chunk beyond all numbers', { given: `${post('Transfer-Encoding: chunked')}fffffffffffffffff\r\nabc` }],
  ['a chunk that is longer than it says', { given: `${post('Transfer-Encoding: chunked')}2\r\nabc\r\n0\r\n\r\n` }],
  ['a length behind the chunks', { given: `${post('Transfer-Encoding: chunked')}0\r\nContent-Length: 9\r\n\r\n` }],
  [
    'a chunk with a long extension',
    { given: `${post('Transfer-Encoding: chunked')}3;${'x'.repeat(20_000)}\r\nabc\r\n0\r\n\r\n`, want: 413 },
  ],
  ['no Host', { given: lines('GET /x HTTP/1.1') }],
  ['two Hosts', { given: lines('GET /x HTTP/1.1', 'Host: a', 'Host: b') }],
  ['one Host twice', { given: lines('GET /x HTTP/1.1', 'Host: a', 'Host: a') }],
  ['a Host with a space in it', { given: lines('GET /x HTTP/1.1', 'Host: a b') }],
  ['a Host with a path', { given: lines('GET /x HTTP/1.1', 'Host: a/b') }],
  ['no version', { given: lines('GET /x') }],
  ['a version that there is not', { given: lines('GET /x HTTP/1.2', 'Host: h') }],
  ['HTTP/0.9', { given: lines('GET /x HTTP/0.9', 'Host: h') }],
  ['HTTP/2', { given: lines('GET /x HTTP/2.0', 'Host: h') }],
  ['the preface of HTTP/2', { given: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0' }],
  ['TLS', { given: '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03' }],
  ['a method that there is not', { given: lines('FETCH /x HTTP/1.1', 'Host: h') }],
  ['a method in small letters', { given: lines('get /x HTTP/1.1', 'Host: h') }],
  ['a NUL in the target', { given: lines('GET /x\0 HTTP/1.1', 'Host: h') }],
  ['a space in the target', { given: lines('GET /x y HTTP/1.1', 'Host: h') }],
  ['a folded line', { given: lines('GET /x HTTP/1.1', 'Host: h', 'X: a', ' b: c') }],
  ['a line without a colon', { given: lines('GET /x HTTP/1.1', 'Host: h', 'X') }],
  ['a header without a name', { given: lines('GET /x HTTP/1.1', 'Host: h', ': x') }],
  ['a space in a name', { given: lines('GET /x HTTP/1.1', 'Host: h', 'X Y: z') }],
  ['a NUL in a name', { given: lines('GET /x HTTP/1.1', 'Host: h', 'X\0: z') }],
  ['a NUL in a value', { given: lines('GET /x HTTP/1.1', 'Host: h', 'X: \0') }],
  ['a carriage return in a value', { given: lines('GET /x HTTP/1.1', 'Host: h', 'X: a\rY: b') }],
  ['a huge header', { given: lines('GET /x HTTP/1.1', 'Host: h', `X: ${'a'.repeat(100_000)}`), want: 431 }],
  [
    'thousands of headers',
    { given: lines('GET /x HTTP/1.1', 'Host: h', ...Array.from({ length: 5_000 }, (_, n) => `X-${n}: 1`)), want: 431 },
  ],
  ['a huge target', { given: lines(`GET /${'a'.repeat(100_000)} HTTP/1.1`, 'Host: h'), want: 431 }],
  ['a tunnel', { given: lines('CONNECT h:80 HTTP/1.1', 'Host: h:80'), want: 405 }],
];

describe('a malformed request is refused and its connection closed', () => {
  test.each(REFUSED)('%s', async (_, { given, want = 400 }) => {
    const [answer, ...more] = await answersOf([given + GET], { fin: false });
    expect([answer?.status, more]).toEqual([want, []]);
    expect(answer?.headers.get('content-type')).toBe('application/problem+json');
    expect(answer?.headers.get('connection')).toBe('close');
  });

  test('a malformed request is refused after the request before it is answered', async () => {
    expect(await statusesOf([`${GET}${post('Content-Length: 3')}abcNO HTTP\r\n\r\n${GET}`], { fin: false })).toEqual([
      200, 200, 400,
    ]);
  });

  test('a malformed request is refused after a slow one before it', async () => {
    expect(
      await statusesOf(
        [
          `${lines('GET /__assay/ HTTP/1.1', 'Host: localhost')}${lines('GET /x HTTP/1.1', 'Host: h', 'X-Assay-Delay: 50ms')}\0`,
        ],
        { fin: false },
      ),
    ).toEqual([200, 200, 400]);
  });

  test('a client that sends without reading is refused', async () => {
    const more = Array.from({ length: 200 }, () => 'a'.repeat(100_000));
    expect(await statusesOf(['NO HTTP\r\n\r\n', ...more], { readsLate: true })).toEqual([400]);
    expect(await statusesOf([post('Content-Length: 20000000'), ...more], { readsLate: true })).toEqual([413]);
  });
});

const ANSWERED: [name: string, { given: string; want: number[] }][] = [
  ['twenty requests in one write', { given: GET.repeat(20), want: Array<number>(20).fill(200) }],
  ['empty lines before a request', { given: `\r\n\r\n${GET}`, want: [200] }],
  ['HTTP/1.0 without a Host', { given: lines('GET /x HTTP/1.0'), want: [200] }],
  ['an empty Host', { given: lines('GET /x HTTP/1.1', 'Host:'), want: [200] }],
  ['a Host that is an address', { given: lines('GET /x HTTP/1.1', 'Host: [::1]:8080'), want: [200] }],
  ['bytes beyond ASCII in a value', { given: lines('GET /x HTTP/1.1', 'Host: h', 'X: \xe9\xff'), want: [200] }],
  ['chunks', { given: post('Transfer-Encoding: CHUNKED') + CHUNKS, want: [200] }],
  [
    'chunks with extensions',
    { given: `${post('Transfer-Encoding: chunked')}3;a="b"\r\nabc\r\n0\r\n\r\n`, want: [200] },
  ],
  [
    'chunks with trailers, which are no headers',
    {
      given: `${post('Transfer-Encoding: chunked', 'Trailer: Host')}0\r\nHost: b\r\nExpect: x\r\n\r\n${GET}`,
      want: [200, 200],
    },
  ],
  [
    'a body with a GET',
    { given: `${lines('GET /x HTTP/1.1', 'Host: h', `Content-Length: ${GET.length}`)}${GET}`, want: [200] },
  ],
  ['the absolute form', { given: lines('GET http://other/x?a HTTP/1.1', 'Host: h'), want: [200] }],
  ['the absolute form without a path', { given: lines('GET http://other HTTP/1.1', 'Host: h'), want: [404] }],
  ['the authority form', { given: lines('GET h:80 HTTP/1.1', 'Host: h'), want: [400] }],
  ['the asterisk form', { given: lines('OPTIONS * HTTP/1.1', 'Host: h'), want: [204] }],
  ['the asterisk form of another method', { given: lines('GET * HTTP/1.1', 'Host: h'), want: [404] }],
  [
    'an upgrade to WebSocket',
    {
      given: lines('GET /x HTTP/1.1', 'Host: h', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: a'),
      want: [200],
    },
  ],
  [
    'an upgrade to HTTP/2',
    { given: lines('GET /x HTTP/1.1', 'Host: h', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c'), want: [200] },
  ],
  ['an expectation that nobody knows', { given: `${post('Expect: 200-ok', 'Content-Length: 3')}abc`, want: [417] }],
  ['an expectation in HTTP/1.0', { given: lines('POST /x HTTP/1.0', 'Expect: 100-continue'), want: [200] }],
  ['HEAD, without a body', { given: lines('HEAD /x HTTP/1.1', 'Host: h') + GET, want: [200, 200] }],
  [
    'a name that every object has',
    { given: lines('GET /__proto__ HTTP/1.1', 'Host: h', '__proto__: 1', 'constructor: 1'), want: [404] },
  ],
];

describe('an unusual request is answered', () => {
  // After the request, the client closes its side: it still wants the response.
  test.each(ANSWERED)('%s', async (_, { given, want }) => expect(await statusesOf([given])).toEqual(want));

  test('pipelined requests are answered in their order', async () => {
    const asked = Array.from({ length: 20 }, (_, n) =>
      lines(
        `GET /n/${n}?${n} HTTP/1.1`,
        'Host: h',
        ...(n % 3 === 0 ? [`X-Assay-Delay: ${30 - n}ms`] : []),
        `Origin: http://o${n}`,
      ),
    );
    const answers = await answersOf([asked.join('')]);
    expect(answers.map(({ status, headers }) => [status, headers.get('access-control-allow-origin')])).toEqual(
      asked.map((_, n) => [200, `http://o${n}`]),
    );
  });

  test('an expectation is answered before the body is sent', async () => {
    const socket = connect(mock.port, '127.0.0.1');
    const said: string[] = [];
    await new Promise((resolve) => {
      socket.on('data', (chunk) => {
        said.push(chunk.toString().split('\r\n', 1)[0] ?? '');
        if (said.length === 1) socket.end('abc');
      });
      socket.on('close', resolve);
      socket.write(post('Expect: 100-Continue', 'Content-Length: 3'));
    });
    expect(said).toEqual(['HTTP/1.1 100 Continue', 'HTTP/1.1 200 OK']);
  });

  test('a request that comes byte by byte is answered', async () => {
    expect(await statusesOf([...`${post('Transfer-Encoding: chunked')}${CHUNKS}${GET}`])).toEqual([200, 200]);
  });

  test('a page is served to a client that has closed its side', async () => {
    const [answer] = await answersOf([lines('GET http://localhost/__assay/ HTTP/1.1', 'Host: localhost')]);
    expect([answer?.status, answer?.body]).toEqual([200, expect.stringContaining('<!doctype html>')]);
  });
});

describe('a request that never ends', () => {
  const TABLE: [name: string, { given: string; want: number[] }][] = [
    ['nothing at all', { given: '', want: [408] }],
    ['a request line', { given: 'GET /', want: [408] }],
    ['headers', { given: 'GET /x HTTP/1.1\r\nHost: h\r\nX: ', want: [408] }],
    ['a body', { given: `${post('Content-Length: 5')}ab`, want: [408] }],
    ['chunks', { given: `${post('Transfer-Encoding: chunked')}3\r\nabc\r\n`, want: [408] }],
    ['a second request', { given: `${GET}GET`, want: [200, 408] }],
    [
      'what is promised behind an expectation',
      { given: post('Expect: 100-continue', 'Content-Length: 5'), want: [408] },
    ],
    ['the silence after an answer', { given: GET, want: [200] }],
  ];
  test.each(TABLE)('%s: the server ends the connection with a 408', async (_, { given, want }) => {
    expect(await statusesOf(given === '' ? [] : [given], { fin: false, of: impatient })).toEqual(want);
  });

  test.each(TABLE.slice(1))(
    '%s: the server also ends the connection if the client has closed its side',
    async (_, { given, want }) => {
      expect(await statusesOf([given])).toEqual(want.map((status) => (status === 408 ? 400 : status)));
    },
  );

  test('a client that leaves during a request does not affect others', async () => {
    await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        const socket = connect(mock.port, '127.0.0.1');
        socket.on('error', () => {});
        await new Promise<void>((resolve) =>
          socket.write(`${GET}${post('Content-Length: 5')}ab`.slice(0, 5 + n * 3), () => resolve()),
        );
        socket.resetAndDestroy();
      }),
    );
    expect(await statusesOf([GET])).toEqual([200]);
  });
});

describe('no request reads a file', () => {
  const TARGETS = [
    ...[
      '/__assay/../package.json',
      '/__assay/../../package.json',
      '/__assay/%2e%2e/package.json',
      '/__assay/%2e%2e%2fpackage.json',
      '/__assay/..%2f..%2fpackage.json',
    ],
    ...[
      '/__assay/..\\package.json',
      '/__assay/%5c..%5cpackage.json',
      '/__assay/package.json',
      '/__assay//package.json',
      '/__assay//etc/passwd',
      '/__assay/%2fetc%2fpasswd',
    ],
    ...[
      '/__assay/package.json%00.html',
      '/__assay/openstack-image-v1.html%00',
      '/__assay/..;/package.json',
      '/__assay/....//package.json',
      '/__assay/%252e%252e%252fpackage.json',
    ],
    ...[
      '/__assay/%c0%ae%c0%ae/package.json',
      '/__assay/file:///etc/passwd',
      '/__assay/__proto__',
      '/__assay/constructor.html',
      '/__assay/openapi/openstack-image-v1/openapi.yaml',
    ],
    ...[
      '/../package.json',
      '/package.json',
      '//etc/passwd',
      '/%2e%2e/package.json',
      'file:///etc/passwd',
      'http://localhost/__assay/../package.json',
    ],
  ];
  test.each(TARGETS.map((target): [string] => [target]))('%s', async (target) => {
    const [answer] = await answersOf([lines(`GET ${target} HTTP/1.1`, 'Host: localhost')]);
    expect(answer?.status).toBe(target.includes('%c0') && !target.startsWith('/__assay') ? 400 : 404);
    expect(answer?.headers.get('content-type')).toBe('application/problem+json');
    expect(answer?.body).not.toMatch(/devDependencies|root:/);
  });
});

describe('the address of the mock', () => {
  const elsewhere = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
  const reaches = (host: string, port: number) =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, host);
      socket.on('connect', () => (socket.destroy(), resolve(true)));
      socket.on('error', () => resolve(false));
    });
  const whereThereIs = elsewhere === undefined ? test.skip : test;

  whereThereIs('is only on this machine by default', async () => {
    expect(await reaches('127.0.0.1', mock.port)).toBe(true);
    expect(await reaches(elsewhere as string, mock.port)).toBe(false);
    const open = await startMock({ contracts, port: 0, host: '0.0.0.0' });
    expect(await reaches(elsewhere as string, open.port)).toBe(true);
    await open.close();
  });

  test('is the one that it reports', () => expect(mock.url).toBe(`http://127.0.0.1:${mock.port}`));
});
