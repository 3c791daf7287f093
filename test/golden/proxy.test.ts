import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, test } from '@jest/globals';
import { startProxy, type ProxyOptions, type StartedProxy } from '../../src/proxy/server.ts';
import { json } from '../../src/report/json.ts';
import { contractOf } from '../support/contracts.ts';
import { expectGolden, lines } from './golden.ts';

const pet = { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, name: { type: 'string' } } };
const pets = { 'application/json': { schema: { type: 'array', items: pet } } };
const contract = await contractOf(
  {
    paths: {
      '/pets': {
        get: {
          operationId: 'listPets',
          parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
          responses: { 200: { description: 'The pets.', content: pets }, 404: { description: 'None.' } },
        },
        post: {
          operationId: 'addPet',
          requestBody: { required: true, content: { 'application/json': { schema: pet } } },
          responses: { 201: { description: 'Added.' }, 400: { description: 'Refused.' } },
        },
      },
    },
  },
  'pets',
);

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The bytes that the target answers with, in the order of what it is asked; `cut` breaks the connection off. */
const answer = (head: string, body: string | Buffer = '', fields: string[] = []): Buffer =>
  Buffer.concat([
    Buffer.from(`${[head, `Content-Length: ${body.length}`, ...fields].join('\r\n')}\r\n\r\n`, 'latin1'),
    Buffer.from(body),
  ]);
const OK = 'HTTP/1.1 200 OK';
const TYPE = 'Content-Type: application/json';
const raw = (text: string) => Buffer.from(text, 'latin1');
const chunked = (trailer = '') =>
  raw(
    `${OK}\r\n${TYPE}\r\nTransfer-Encoding: chunked\r\n${trailer && 'Trailer: X-Sum\r\n'}\r\n2\r\n[]\r\n0\r\n${trailer}\r\n`,
  );

/** A request: its start, its fields, its body; and the answer. */
type Passing = [what: string, start: string, answered: Buffer, fields?: string[], body?: string];

const PASSING: Passing[] = [
  ['an answer', 'GET /pets', answer(OK, '[{"id":1}]', [TYPE])],
  ['an answer that is wrong', 'GET /pets', answer(OK, '[{"id":"1"}]', [TYPE])],
  [
    'an answer that is wrong and in chunks',
    'GET /pets?limit=1',
    raw(`${OK}\r\n${TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`),
  ],
  ['a limit that is wrong', 'GET /pets?limit=x', answer('HTTP/1.1 404 Not Found')],
  ['a status that nothing documents', 'GET /pets', answer('HTTP/1.1 418 A Teapot', 'tea')],
  ['a server error', 'GET /pets', answer('HTTP/1.1 500 Oops', '{}', [TYPE])],
  ['a path that nothing documents', 'GET /nothing?a=b', answer('HTTP/1.1 404 Not Found', 'none')],
  ['fields of one connection', 'GET /pets', answer(OK, '[]', [TYPE, 'Connection: x-one, close', 'X-One: 1', 'Keep-Alive: timeout=5', 'X-Two: 2', 'x-two: 3', 'Set-Cookie: a=1', 'Set-Cookie: b=2']), ['Connection: x-hop', 'X-Hop: 1', 'TE: trailers', 'Proxy-Authorization: Basic eDp5', 'X-End: 1', 'x-end: 2', 'Cookie: s=s3cr3t']], // prettier-ignore
  ['chunks', 'GET /pets', chunked()],
  ['chunks with a trailer', 'GET /pets', chunked('X-Sum: 1\r\n')],
  ['a body until the end of the connection', 'GET /pets', raw(`${OK}\r\n${TYPE}\r\n\r\n[]`)],
  ['a body that is cut', 'GET /pets', raw(`${OK}\r\n${TYPE}\r\nContent-Length: 9\r\n\r\n[`)],
  ['a head that is cut', 'GET /pets', raw(`${OK}\r\n${TYPE}`)],
  ['nothing at all', 'GET /pets', raw('')],
  ['what is no HTTP', 'GET /pets', raw('hello\r\n\r\n')],
  ['interim answers', 'GET /pets', Buffer.concat([raw('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 110 Other\r\n\r\n'), answer(OK, '[]', [TYPE])])], // prettier-ignore
  ['hints that are none', 'GET /pets', Buffer.concat([raw('HTTP/1.1 103 Early Hints\r\nLink: none\r\n\r\n'), answer(OK, '[]', [TYPE])])], // prettier-ignore
  ['a status beyond all', 'GET /pets', answer('HTTP/1.1 999 Beyond', '[]', [TYPE])],
  ['a status that is none', 'GET /pets', answer('HTTP/1.1 99 Below', '[]', [TYPE])],
  ['no reason', 'GET /pets', answer('HTTP/1.1 200 ', '[]', [TYPE])],
  ['a reason of odd letters', 'GET /pets', answer('HTTP/1.1 200 \xe9', '[]', [TYPE])],
  ['a field of odd letters', 'GET /pets', answer(OK, '[]', [TYPE, 'X-Odd: \xe9\xff'])],
  ['an answer without a body', 'GET /pets', raw('HTTP/1.1 204 No Content\r\n\r\n')],
  ['a HEAD', 'HEAD /pets', raw(`${OK}\r\nContent-Length: 5\r\n\r\n`)],
  ['OPTIONS', 'OPTIONS /pets', answer(OK, '', ['Allow: GET'])],
  ['a whole URL', 'GET http://other.example/pets?limit=2', answer(OK, '[]', [TYPE])],
  ['a body', 'POST /pets', answer('HTTP/1.1 201 Created'), [TYPE], '{"id":1,"name":"Rex"}'],
  ['a body that is wrong', 'POST /pets', answer('HTTP/1.1 201 Created'), [TYPE], '{"name":"a"}'],
  ['a body that is refused', 'POST /pets', answer('HTTP/1.1 400 Bad Request', '{}', [TYPE]), [TYPE], '{"id":"1"}'],
  ['a body in chunks', 'POST /pets', answer('HTTP/1.1 201 Created'), [TYPE, 'Transfer-Encoding: chunked'], '8\r\n{"id":2}\r\n0\r\n\r\n'], // prettier-ignore
  ['a body in chunks with a trailer', 'POST /pets', answer('HTTP/1.1 201 Created'), [TYPE, 'Transfer-Encoding: chunked', 'Trailer: X-Sum'], '8\r\n{"id":2}\r\n0\r\nX-Sum: 1\r\n\r\n'], // prettier-ignore
  ['a long body', 'POST /pets', answer('HTTP/1.1 201 Created'), [TYPE], `{"id":3,"name":"${'a'.repeat(100)}"}`],
  ['a long answer', 'GET /pets', answer(OK, `[{"id":1,"name":"${'b'.repeat(100)}"}]`, [TYPE])],
  ['a long answer that is wrong', 'GET /pets', answer(OK, `[{"id":"1","name":"${'b'.repeat(100)}"}]`, [TYPE])],
  ['an answer at the limit', 'GET /pets', answer(OK, `[${' '.repeat(78)}]`, [TYPE])],
  ['an answer above the limit', 'GET /pets', answer(OK, `[${' '.repeat(79)}]`, [TYPE])],
  ['a compressed answer', 'GET /pets', answer(OK, gzipSync('[{"id":"1"}]'), [TYPE, 'Content-Encoding: gzip'])],
  ['what is said to be compressed', 'GET /pets', answer(OK, '[]', [TYPE, 'Content-Encoding: gzip'])],
  ['a coding that nobody knows', 'GET /pets', answer(OK, '[]', [TYPE, 'Content-Encoding: own'])],
  ['CONNECT', 'CONNECT other.example:80', raw('')],
  ['two lengths', 'POST /pets', raw(''), ['Content-Length: 2', 'Content-Length: 3'], '{}'],
  ['an expectation', 'POST /pets', answer('HTTP/1.1 201 Created'), [TYPE, 'Expect: 100-continue'], '{"id":4}'],
];

/** A target that gives one answer to each connection, and keeps what it was sent. */
async function openTarget(): Promise<{ port: number; next(answered: Buffer): void; sent(): string }> {
  let answered: Buffer = raw('');
  let got = '';
  const server: Server = createServer((socket) => {
    let own = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      own += chunk.toString('latin1');
      const [head = '', body] = own.split(/\r\n\r\n([^]*)/);
      if (body === undefined) return;
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      const isWhole = /transfer-encoding/i.test(head)
        ? /(^|\r\n)0\r\n([^]*\r\n)?\r\n$/.test(body)
        : body.length >= length;
      if (!isWhole) return;
      got = own;
      socket.end(answered);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return {
    port: (server.address() as AddressInfo).port,
    next: (bytes) => {
      [answered, got] = [bytes, ''];
    },
    sent: () => got,
  };
}

const exchange = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(raw(bytes)));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => chunks.push(raw(` (${error.code})`)));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });

test.each<[name: string, options: Partial<ProxyOptions>]>([
  ['passes', { maxCopy: 80 }],
  ['enforces', { maxCopy: 80, enforce: true }],
])('a proxy that %s shows each side the same, and judges it in the same way', async (name, options) => {
  const target = await openTarget();
  const proxy: StartedProxy = await startProxy({
    ...{ contracts: [contract], target: `http://127.0.0.1:${target.port}/base/`, port: 0, keep: 3, ...options },
    report: (runs, format) => (format === 'json' ? json(runs) : undefined),
  });
  closing.push(() => proxy.close());
  const settled = (text: string) =>
    text
      .replaceAll(String(target.port), 'TARGET')
      .replaceAll(String(proxy.port), 'PORT')
      .replace(/Date: [^\r]* GMT/g, 'Date')
      .replace(/(problem\+json\r\nContent-Length:) \d+/g, '$1 N')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')

      .replace(/"(duration|uptime|rss|startedAt|content-length)": [\d.]+/g, '"$1": N')
      .replace(/"version": "[^"]*"/g, '"version": "N"')
      .replace(/Parse Error: [^)"]*/g, 'Parse Error')
      .replace(/[^\s:'"]*assay-\w+\/openapi\.json/g, 'openapi.json');
  const told: string[] = [];
  const ask = async (start: string, fields: string[] = [], body = ''): Promise<string> => {
    const isGiven = fields.some((field) => /^(content-length|transfer-encoding)/i.test(field));
    const length = body === '' || isGiven ? [] : [`Content-Length: ${body.length}`];
    const closes = fields.some((field) => /^connection/i.test(field)) ? [] : ['Connection: close'];
    const head = [`${start} HTTP/1.1`, 'Host: localhost', ...fields, ...length, ...closes];
    return settled(await exchange(proxy.port, `${head.join('\r\n')}\r\n\r\n${body}`));
  };
  for (const [what, start, answered, fields = [], body = ''] of PASSING) {
    target.next(answered);
    const got = await ask(
      start,
      /^fields of one/.test(what) ? ['Connection: close, x-hop', ...fields.slice(1)] : fields,
      body,
    );
    told.push(what, `  sent ${JSON.stringify(settled(target.sent()))}`, `  got  ${JSON.stringify(got)}`);
  }
  for (const start of [
    'GET /__assay/requests',
    'GET /__assay/requests/2',
    'GET /__assay/nothing',
    'POST /__assay/report?format=json',
    'POST /__assay/report?format=none',
    'POST /__assay/report',
    'GET /__assay/report',
    'DELETE /__assay/requests',
  ])
    told.push(
      start,
      ...(await ask(start))
        .split('\n')
        .map((line) => `  ${line.replace('\r', '').replace(/^(Content-Length:) .*/, '$1 N')}`),
    );
  expectGolden(`proxy-${name}.txt`, lines(told));
});
