import { connect } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import type { Contract } from '../../src/model/contract.ts';
import type { Override, OverrideAnswer, Overrides } from '../../src/model/override.ts';
import { loadContract } from '../../src/contract/load.ts';
import { createMock } from '../../src/mock/mock.ts';
import { checkOverrides } from '../../src/mock/overrides/check-overrides.ts';
import { startMock, type StartedMock, type StartMockOptions } from '../../src/mock/server/server.ts';
import { expectGolden, here, lines, loadLibrary, shown } from './golden.ts';

const library = await loadLibrary();
const bookshop = await loadContract('examples/bookshop/openapi.yaml', 'bookshop');

let mock: StartedMock | undefined;
afterEach(() => mock?.close());

/** Sends bytes as they are, and gives what came back until the server closed. */
const exchange = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(bytes, 'latin1')));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => chunks.push(Buffer.from(` (${error.code})`)));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });

/** A text without what differs from run to run. */
const settled = (text: string, port: number) =>
  text
    .replaceAll(String(port), 'PORT')
    .replaceAll(here('.'), '')
    .replace(/Date: [^|\\]* GMT( \| |\\r\\n)?/g, '')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
    .replace(/((Content-Length|ETag): )[^|\\]*/g, '$1N ')
    .replace(/\\"(duration|uptime|version|rss|bodySize|content-length|etag)\\": ([\d.]+|\\"[^\\]*\\")/g, '$1: N');

/** A request in one line: its start, header fields and body; each is sent on a connection of its own. */
type Asked = [start: string, fields?: string[], body?: string];

async function expectSession(name: string, given: Partial<StartMockOptions>, asked: Asked[]): Promise<void> {
  let ids = 0;
  mock = await startMock({
    ...{ contracts: [library, bookshop], port: 0, seed: 1, now: () => new Date('2026-01-31T12:00:00Z') },
    newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
    ...given,
  });
  const told: string[] = [];
  for (const [start, fields = [], body = ''] of asked) {
    const own = fields.some((field) => /^host:/i.test(field)) ? [] : ['Host: localhost'];
    const length =
      body === '' || fields.some((field) => /^(content-length|transfer-)/i.test(field))
        ? []
        : [`Content-Length: ${body.length}`];
    const head = [
      / HTTP\/\S+$/.test(start) ? start : `${start} HTTP/1.1`,
      ...own,
      ...fields,
      ...length,
      'Connection: close',
    ];
    const answer = await exchange(mock.port, `${head.join('\r\n')}\r\n\r\n${body}`);
    const [before = '', ...after] = answer.split('\r\n\r\n');
    told.push([start, ...fields].join(' | ') + (body === '' ? '' : ` | ${shown(body)}`));
    told.push(`  ${settled(before.split('\r\n').join(' | '), mock.port)}`);
    if (after.length > 0) told.push(`  ${settled(JSON.stringify(after.join('\r\n\r\n')), mock.port).slice(0, 900)}`);
  }
  expectGolden(`mock-server-${name}.txt`, lines(told));
}

const KEY = ['X-Key: k', 'X-Trace: 9b2f0c1e-6c1d-4e5a-8f39-2d7c0f7f1b11'];
const BEARER = ['Authorization: Bearer t'];
const JSON_TYPE = 'Content-Type: application/json';
const BOOK = '{"title":"The Trial","kind":"printed","pages":255}';
const FROM = 'Origin: http://page.example';

test('the server of a mock answers odd requests in the same way', () =>
  expectSession('odd', { maxBody: 200, journal: 10 }, [
    ['GET /shelves/top-1/books', KEY],
    ['GET /shelves/top-1/books HTTP/1.0', KEY],
    ['GET /shelves/top-1/books HTTP/1.2', KEY],
    ['GET /shelves/top-1/books HTTP/2.0', KEY],
    ['GET http://localhost/shelves/top-1/books', KEY],
    ['GET http://other.example/shelves/top-1/books?limit=1', KEY],
    ['GET /shelves/top-1/books', [...KEY, 'Host: a b']],
    ['GET /shelves/top-1/books', [...KEY, 'Host: a', 'Host: b']],
    ['GET /shelves/top-1/books', [...KEY, 'Host: ']],
    ['HEAD /shelves/top-1/books', KEY],
    ['OPTIONS /shelves/top-1/books', KEY],
    ['OPTIONS *'],
    ['TRACE /shelves/top-1/books', KEY],
    ['CONNECT localhost:80'],
    ['BREW /shelves/top-1/books', KEY],
    ['PUT /shelves/top-1/books', KEY],
    ['GET /nothing'],
    ['GET /shelves/top-1/books?limit=0', KEY],
    ['GET /shelves/%zz/books', KEY],
    ['GET /shelves/top-1/books', [...KEY, 'Expect: 100-continue']],
    ['GET /shelves/top-1/books', [...KEY, 'Expect: 100-Continue']],
    ['GET /shelves/top-1/books', [...KEY, 'Expect: 200-ok']],
    ['POST /shelves/top-1/books', [...KEY, JSON_TYPE], BOOK],
    ['POST /shelves/top-1/books', [...KEY, JSON_TYPE, 'Expect: 100-continue'], BOOK],
    ['POST /shelves/top-1/books', [...KEY, JSON_TYPE, 'Expect: 100-continue'], `${BOOK}${' '.repeat(200)}`],
    ['POST /shelves/top-1/books', [...KEY, JSON_TYPE], `${BOOK}${' '.repeat(150)}`],
    ['POST /shelves/top-1/books', [...KEY, JSON_TYPE], `${BOOK}${' '.repeat(151)}`],
    ['POST /shelves/top-1/books', [...KEY, JSON_TYPE, FROM], `${BOOK}${' '.repeat(151)}`],
    ['POST /shelves/top-1/books', [...KEY, JSON_TYPE, 'Transfer-Encoding: chunked'], `32\r\n${BOOK}\r\n0\r\n\r\n`],
    ['POST /shelves/top-1/books', [...KEY, JSON_TYPE, 'Transfer-Encoding: CHUNKED'], `32\r\n${BOOK}\r\n0\r\n\r\n`],
    [
      'POST /shelves/top-1/books',
      [...KEY, JSON_TYPE, 'Transfer-Encoding: gzip, chunked'],
      `32\r\n${BOOK}\r\n0\r\n\r\n`,
    ],
    [
      'POST /shelves/top-1/books',
      [...KEY, JSON_TYPE, 'Transfer-Encoding: chunked'],
      `c9\r\n${' '.repeat(201)}\r\n0\r\n\r\n`,
    ],
    [
      'POST /shelves/top-1/books',
      [...KEY, JSON_TYPE, 'Transfer-Encoding: chunked'],
      `c8\r\n${' '.repeat(200)}\r\n0\r\n\r\n`,
    ],
    ['POST /shelves/top-1/books', [...KEY, 'Transfer-Encoding: chunked', 'Content-Length: 5'], '0\r\n\r\n'],
    ['POST /shelves/top-1/books HTTP/1.0', [...KEY, 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['POST /shelves/top-1/books', [...KEY, 'Content-Length: x'], 'x'],
    ['GET /shelves/top-1/books', ['X-Key : k']],
    ['GET /shelves/top-1/books', [`X-Key: ${'k'.repeat(20_000)}`]],
    ['POST /__assay/requests', [], ' '.repeat(201)],
    ['GET /__assay/requests'],
  ]));

test('the server of a mock answers pages of other origins in the same way', () =>
  expectSession('origins', { allowHosts: ['mock.internal'] }, [
    ['GET /shelves/top-1/books', [...KEY, FROM]],
    ['GET /shelves/top-1/books', [FROM]],
    ['GET /nothing', [FROM]],
    ['POST /shelves/top-1/books', [...KEY, JSON_TYPE, FROM], BOOK],
    ['OPTIONS /shelves/top-1/books', [FROM, 'Access-Control-Request-Method: POST']],
    [
      'OPTIONS /shelves/top-1/books',
      [FROM, 'Access-Control-Request-Method: PUT', 'Access-Control-Request-Headers: x-key, content-type'],
    ],
    ['OPTIONS /nothing', [FROM, 'Access-Control-Request-Method: GET', 'Access-Control-Request-Private-Network: true']],
    ['OPTIONS /shelves/top-1/books', [FROM, 'Access-Control-Request-Private-Network: true']],
    ['OPTIONS /shelves/top-1/books', ['Access-Control-Request-Method: POST']],
    ['GET /shelves/top-1/books', [...KEY, FROM, 'X-Assay-Chaos: documented']],
    ...[
      [FROM],
      ['Origin: http://localhost'],
      ['Origin: http://localhost:80'],
      ['Origin: https://localhost'],
      ['Origin: ftp://localhost'],
      ['Origin: null'],
      ['Origin: x'],
      ['Host: 127.0.0.1', 'Origin: http://127.0.0.1'],
      ['Host: 127.0.0.1'],
      ['Host: 127.9.9.9:80'],
      ['Host: 128.0.0.1'],
      ['Host: x127.0.0.1'],
      ['Host: LOCALHOST'],
      ['Host: a.localhost'],
      ['Host: localhost.'],
      ['Host: xlocalhost'],
      ['Host: localhost.example'],
      ['Host: [::1]:80'],
      ['Host: [::2]'],
      ['Host: mock.internal'],
      ['Host: MOCK.internal:4010'],
      ['Host: x.mock.internal'],
      ['Host: evil.example'],
      ['Host: evil.example:99999'],
      ['Sec-Fetch-Site: same-origin'],
      ['Sec-Fetch-Site: none'],
      ['Sec-Fetch-Site: same-site'],
      ['Sec-Fetch-Site: cross-site'],
      ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate'],
      ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors'],
    ].map((fields): Asked => ['GET /__assay/requests/1', fields]),
    ['DELETE /__assay/requests', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate']],
    ['HEAD /__assay/requests', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate']],
    ['GET http://evil.example/__assay/health'],
    ['GET HTTP://localhost/__assay/requests?limit=0'],
    ['GET http://localhost@evil.example/__assay/health'],
  ]));

test('the pages of a mock about itself say the same', () =>
  expectSession('admin', { mode: 'stateful', journal: 6 }, [
    ['GET /__assay/health'],
    ['GET /__assay/requests'],
    ['POST /books', [...BEARER, JSON_TYPE], '{"title":"A","author":"B","genre":"novel","price":1}'],
    ['POST /books', [...BEARER, JSON_TYPE], '{"title":7}'],
    ['GET /books', BEARER],
    ['GET /nothing'],
    ['GET /shelves/top-1/books', ['X-Assay-Chaos: 503']],
    ...[
      '',
      '/',
      '/1',
      '/3',
      '/9',
      '/x',
      '/1234567890123456',
      '?limit=1',
      '?limit=0',
      '?since=3',
      '?since=4&limit=9',
    ].map((end): Asked => [`GET /__assay/requests${end}`]),
    ...['method=post', 'method=POST&path=/books', 'path=/bo*', 'path=*s', 'path=/b*k*s', 'path=books', 'path=/b'].map(
      (query): Asked => [`GET /__assay/requests?${query}`],
    ),
    ...['operation=listBooks', 'operation=listBook', 'operation=x', 'contract=bookshop', 'contract=shop'].map(
      (query): Asked => [`GET /__assay/requests?${query}`],
    ),
    ...['status=201', 'status=4XX', 'status=5xx', 'status=600', 'status=2', 'method=a%20b', 'since=x', 'limit=-1'].map(
      (query): Asked => [`GET /__assay/requests?${query}`],
    ),
    ...['size=1', 'limit=1&limit=2', 'toString=1', 'path=%zz', 'limit'].map((query): Asked => [
      `GET /__assay/requests?${query}`,
    ]),
    ...['text/html', 'text/html;q=0.5, application/json', '*/*', 'text/html, */*;q=0.1', 'text/plain'].map(
      (accept): Asked => ['GET /__assay/requests?limit=0', [`Accept: ${accept}`]],
    ),
    ['HEAD /__assay/requests'],
    ['OPTIONS /__assay/requests'],
    ['OPTIONS /__assay/state'],
    ['PUT /__assay/requests', [], '{}'],
    ['DELETE /__assay/requests?limit=1'],
    ['GET /__assay/state'],
    ['PUT /__assay/state', [], '{'],
    ['PUT /__assay/state', [], '[]'],
    ['PUT /__assay/state', [], '{"bookshop":[]}'],
    ['PUT /__assay/state', [], '{"bookshop":{"/books":{}}}'],
    ['PUT /__assay/state', [], '{"bookshop":{"/books":[{"id":1}]}}'],
    ['PUT /__assay/state', [], '{"bookshop":{"books":[]}}'],
    ['PUT /__assay/state', [], '{"other":{"/books":[]}}'],
    ['PUT /__assay/state', [], '{"bookshop":{"/books":[{"id":"1","value":{"id":"1","title":"kept"}}]}}'],
    ['GET /__assay/state/'],
    ['POST /__assay/state', [], '{}'],
    ['POST /__assay/state/reset'],
    ['GET /__assay/state/reset'],
    ['GET /__assay/state'],
    ['DELETE /__assay/requests'],
    ['GET /__assay/requests'],
    ['GET /__assay'],
    ['GET /__assay/nothing'],
    ['GET /__assayed'],
    ['POST /__assay/'],
  ]));

test('a mock that keeps nothing says so', () =>
  expectSession('bare', { journal: 0, mode: 'static' }, [
    ['GET /__assay/requests'],
    ['GET /__assay/requests/1'],
    ['DELETE /__assay/requests'],
    ['GET /__assay/state'],
    ['PUT /__assay/state', [], '{}'],
    ['POST /__assay/state/reset'],
    ['GET /__assay/health'],
  ]));

test('the server of a mock fails as it is asked to in the same way', () =>
  expectSession('faults', { seed: 3 }, [
    ...[
      'documented',
      'undocumented',
      'none',
      'DOCUMENTED ',
      '404',
      '409',
      '503',
      '429',
      '500',
      '399',
      '600',
      '40',
      '',
    ].map((chaos): Asked => ['GET /shelves/top-1/books', [...KEY, `X-Assay-Chaos: ${chaos}`]]),
    ...['0', '0%', '1', '100%', '.5', '50 %', '101%', '1.5', '5 percent', '50%', '50%', '50%', '50%', '50%'].map(
      (chaos): Asked => ['GET /shelves/top-1/books', [...KEY, `X-Assay-Chaos: ${chaos}`]],
    ),
    ...['reset', 'RESET'].map((chaos): Asked => ['GET /shelves/top-1/books', [...KEY, `X-Assay-Chaos: ${chaos}`]]),
    ...['documented', 'undocumented', '503'].map((chaos): Asked => ['GET /nothing', [`X-Assay-Chaos: ${chaos}`]]),
    ...['documented', '404', '401', '415'].map((chaos): Asked => [
      'GET /books',
      [...BEARER, `X-Assay-Chaos: ${chaos}`],
    ]),
    ['HEAD /shelves/top-1/books', [...KEY, 'X-Assay-Chaos: 500']],
    ...['0', '1ms', '1..2', '0.001s', '2ms..1ms', 'x', '-1', ''].map((delay): Asked => [
      'GET /shelves/top-1/books',
      [...KEY, `X-Assay-Delay: ${delay}`],
    ]),
    ['GET /shelves/top-1/books', [...KEY, 'X-Assay-Delay: 1ms', 'X-Assay-Chaos: 500']],
    ['GET /__assay/requests?status=5xx'],
  ]));

const LOOK: Override['when'] = { query: { limit: 5 } };

/** Overrides of the operation listBooks, unless another stands with it. */
const OVERRIDES: [what: string, override: Override, operation?: string][] = [
  ...(
    [
      {},
      { status: 200 },
      { status: 201 },
      { status: 404 },
      { status: 404, undocumented: true },
      { status: 503 },
      { status: 503, undocumented: true },
      { status: 503, undocumented: true, body: { own: 1 } },
      { status: 204, body: {}, undocumented: true },
      { status: 304, body: {}, undocumented: true },
      { status: 204, undocumented: true },
      { example: 'novel' },
      { body: { items: [] } },
      { body: { items: 5 } },
      { body: { items: [{ id: 'x' }] } },
      { body: { next: 5 } },
      { body: { next: '/more' } },
      { body: 'a text' },
      { body: 'a text', undocumented: true },
      { body: [1], undocumented: true, headers: { 'Content-Type': 'text/plain' } },
      { headers: { 'X-Total': 7 } },
      { headers: { 'x-total': -1 } },
      { headers: { 'X-Total': 'many' } },
      { headers: { 'X-Total': 'many' }, undocumented: true },
      { headers: { 'X-Other': true } },
      { headers: { 'Content-Length': 5 } },
      { headers: { 'Transfer-Encoding': 'chunked' } },
      { headers: { 'content-type': 'application/json; v=1' } },
      { headers: { 'Content-Type': 'text/html' } },
      { delay: '5ms' },
      { delay: 'soon' },
      { delay: 0.001 },
      { status: 400, body: { title: 'Own' } },
      { status: 400, body: { title: 5 } },
    ] as OverrideAnswer[]
  ).map((answer): [string, Override] => [JSON.stringify(answer), { answer }]),
  ...(
    [
      { status: 201, example: 'novel' },
      { example: 'nothing' },
      { example: 'novl' },
      { body: { title: 'Own', links: { cover: '/c' } } },
      { body: { links: { self: 5 } } },
      { body: { state: 'GONE' } },
      { status: 409 },
      { status: 500 },
      { headers: { Location: '/elsewhere' } },
    ] as OverrideAnswer[]
  ).map((answer): [string, Override, string] => [JSON.stringify(answer), { answer }, 'addBook']),
  ...(
    [
      { query: { limit: 5 } },
      { query: { limit: '5' } },
      { query: { limit: 0 } },
      { query: { limit: { matches: '^5$' } } },
      { query: { limit: { matches: '(' } } },
      { query: { limit: { absent: true } } },
      { query: { limit: { equals: 5 } } },
      { query: { limt: 5 } },
      { query: { tags: { contains: 'a' } } },
      { path: { shelf: 'top-1' } },
      { path: { shelf: 'nothing' } },
      { path: { book: 1 } },
      { header: { 'X-Anything': 'a' } },
      { header: { 'X-Anything': { contains: 'b' } } },
      { header: { 'X-Anything': { absent: false } } },
      { header: { 'X-Anything': { matches: '[' } } },
      { body: { title: 'a' } },
    ] as NonNullable<Override['when']>[]
  ).map((when): [string, Override] => [JSON.stringify(when), { when, answer: { body: { next: '/own' } } }]),
  ...(
    [
      { body: { title: 'The Trial' } },
      { body: { title: { matches: '^The' } } },
      { body: { title: { matches: '(' } } },
      { body: { tags: { contains: 'classic' } } },
      { body: { sizes: { width: 12 } } },
      { body: { sizes: { width: { absent: true } } } },
      { body: { pages: '255' } },
    ] as NonNullable<Override['when']>[]
  ).map((when): [string, Override, string] => [
    JSON.stringify(when),
    { when, answer: { body: { title: 'Own' } } },
    'addBook',
  ]),
  ['answers in turn', { when: LOOK, answers: [{ body: { next: '/1' } }, { body: { next: '/2' } }] }],
  ['answers again and again', { answers: [{ body: { next: '/1' } }, { body: { next: '/2' } }], repeat: true }],
  ['one of several answers is wrong', { answers: [{ status: 200 }, { status: 299 }] }],
  ['no operation', { answer: {} }, 'listBook'],
  ['no operation at all', { answer: {} }, 'nothing'],
];

const REQUESTS: [path: string, fields?: [string, string][], body?: string][] = [
  ['GET /shelves/top-1/books'],
  ['GET /shelves/top-1/books?limit=5'],
  ['GET /shelves/top-1/books?tags=a,b'],
  ['GET /shelves/low-2/books', [['X-Anything', 'a']]],
  ['GET /shelves/low-2/books', [['X-Anything', 'abc']]],
  ['POST /shelves/top-1/books', [['Content-Type', 'application/json']], BOOK],
  [
    'POST /shelves/top-1/books',
    [['Content-Type', 'application/json']],
    BOOK.replace('}', ',"tags":["classic"],"sizes":{"width":12,"height":1}}'),
  ],
];

test('overrides are refused for the same reasons, and answer the same', async () => {
  const told: string[] = [];
  for (const [what, override, operation = 'listBooks'] of OVERRIDES) {
    told.push(`${operation}: ${what}`);
    const overrides: Overrides = { [operation]: [override] };
    try {
      checkOverrides(library, overrides, (at, message, hint) => {
        throw new Error(`  ${at} ${message}. ${hint}`);
      });
    } catch (error) {
      told.push((error as Error).message);
      continue;
    }
    const own: Contract = { ...library, overrides };
    const plain = createMock([library], { seed: 1, now: () => new Date('2026-01-31T12:00:00Z') });
    const { handle } = createMock([own], { seed: 1, now: () => new Date('2026-01-31T12:00:00Z') });
    for (const [start, fields = [], body] of [...REQUESTS, ...REQUESTS.slice(0, 2), ...REQUESTS.slice(0, 2)]) {
      const [method = '', path = ''] = start.split(' ');
      const headers = [
        ['X-Key', 'k'] as const,
        ['X-Trace', '9b2f0c1e-6c1d-4e5a-8f39-2d7c0f7f1b11'] as const,
        ...fields,
      ];
      const request = { method, path, headers, ...(body !== undefined && { body: new TextEncoder().encode(body) }) };
      const [before, after] = [await plain.handle(request), await handle(request)].map(
        (answer) =>
          `  ${answer.status} ${answer.headers.map(([name, value]) => `${name}: ${value}`).join(' | ')} ${shown(new TextDecoder().decode(answer.body))}`,
      );
      if (after !== before) told.push(`  ${[start, ...fields.flat()].join(' ')}`, after ?? '');
    }
  }
  expect(told.length).toBeGreaterThan(OVERRIDES.length);
  expectGolden('overrides.txt', lines(told));
});
