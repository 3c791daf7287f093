/** The journal: what it stores of a request, what it masks, and how it is queried. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { get, type IncomingMessage } from 'node:http';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Contract } from '../../model/contract.ts';
import type { RawRequest } from '../raw-request.ts';
import { createJournal } from './journal.ts';
import { createView } from './describe-entry.ts';
import { type JournalEntry } from './journal-entry.ts';
import { matchesGlob } from './filter.ts';
import { type StartedMock, type StartMockOptions } from '../server/server.ts';
import { createStarter } from '../../../test/support/started-mocks.ts';

let contract: Contract;
const startOne = createStarter();

const secret = { type: 'string', 'x-secret': true };
const document = {
  paths: {
    '/things': {
      get: {
        operationId: 'listThings',
        responses: { 200: { description: '', content: { 'application/json': { example: [] } } } },
      },
      post: {
        operationId: 'createThing',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['kind'],
                properties: {
                  kind: { type: 'string' },
                  pin: { type: 'string', format: 'password' },
                  note: { type: 'string' },
                },
                oneOf: [
                  {
                    properties: {
                      kind: { const: 'safe' },
                      combination: secret,
                      keys: { type: 'array', items: secret },
                    },
                  },
                  { properties: { kind: { const: 'box' } } },
                ],
              },
            },
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: { kind: { type: 'string' }, pin: { type: 'string', format: 'password' } },
              },
            },
            'application/octet-stream': {},
          },
        },
        responses: {
          201: { description: '', content: { 'application/json': { example: { id: 1, token: 'fresh-token' } } } },
        },
      },
    },
    '/things/{id}': {
      get: {
        operationId: 'getThing',
        security: [{ key: [] }, { house: [] }],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'X-Code', in: 'header', schema: { type: 'string', format: 'password' } },
          { name: 'code', in: 'query', schema: { type: 'string', format: 'password' } },
        ],
        responses: { 200: { description: '', content: { 'application/json': { example: { id: '1' } } } } },
      },
    },
  },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'query', name: 'k' },
      house: { type: 'apiKey', in: 'header', name: 'X-House' },
    },
  },
};

beforeAll(async () => {
  contract = await contractOf(document, 'things');
});

const start = (options: Partial<StartMockOptions> = {}): Promise<StartedMock> =>
  startOne({ contracts: [contract], ...options });

const JSON_TYPE = { 'Content-Type': 'application/json' };
const post = (url: string, body: string | Uint8Array, headers: Record<string, string> = JSON_TYPE) =>
  fetch(`${url}/things`, { method: 'POST', headers, body: body as RequestInit['body'] });
const journalOf = async (url: string, query = '') =>
  (await (await fetch(`${url}/__assay/requests${query}`)).json()) as {
    requests: JournalEntry[];
    total: number;
    kept: number;
  };

describe('an entry of the journal', () => {
  test('shows the request, its operation and the response', async () => {
    const { url, requests } = await start();
    await post(`${url}`, '{"kind":"box"}', { ...JSON_TYPE, 'X-Note': 'hello' });
    const { requests: listed, total, kept } = await journalOf(url);
    expect({ total, kept }).toStrictEqual({ total: 1, kept: 1 });
    expect(listed).toStrictEqual([
      {
        id: 1,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        duration: expect.any(Number),
        contract: 'things',
        operation: 'createThing',
        method: 'POST',
        path: '/things',
        query: {},
        headers: expect.objectContaining({ 'x-note': 'hello', 'content-type': 'application/json' }),
        body: { kind: 'box' },
        bodyAs: 'json',
        bodySize: 14,
        status: 201,
        response: {
          headers: expect.objectContaining({ 'content-type': 'application/json', 'access-control-allow-origin': '*' }),
          body: { id: expect.any(Number), token: '[masked]' },
          bodyAs: 'json',
          bodySize: expect.any(Number),
        },
      },
    ]);
    expect(requests()).toStrictEqual(listed);
  });

  test('lists the errors of a refused request', async () => {
    const { url, requests } = await start();
    await post(url, '{"kind":1}');
    const [entry] = requests();
    expect(entry?.status).toBe(422);
    expect(entry?.errors).toContainEqual(
      expect.objectContaining({
        kind: 'body',
        at: 'request body#/kind',
        clause: expect.stringContaining('/properties/kind/type'),
      }),
    );
  });

  test('shows a body without its content coding, its secrets masked', async () => {
    const { url, requests } = await start();
    const coded = { ...JSON_TYPE, 'Content-Encoding': 'gzip' };
    const sent = gzipSync('{"kind":"box","pin":"9999"}');
    await post(url, sent, coded);
    await post(url, sent, { ...JSON_TYPE, 'Content-Encoding': 'zstd' });
    const [read, unread] = requests();
    expect(read).toMatchObject({ status: 201, bodySize: sent.length, body: { kind: 'box', pin: '[masked]' } });
    expect(unread).not.toHaveProperty('body');
  });

  test('lists no error that the mock accepts', async () => {
    const { url, requests } = await start({ forgives: () => true });
    await post(url, '{"kind":1}');
    expect(requests()[0]).not.toHaveProperty('errors');
  });

  test('is kept for a request that no contract documents', async () => {
    const { url, requests } = await start();
    await fetch(`${url}/nope?a=1&b=x%20y&a=2`);
    expect(requests()).toMatchObject([
      { method: 'GET', path: '/nope', query: { a: ['1', '2'], b: 'x y' }, status: 404, bodySize: 0 },
    ]);
    expect(requests()[0]).not.toHaveProperty('operation');
  });

  const BODIES: [name: string, { given: [type: string, body: string | Uint8Array]; want: Partial<JournalEntry> }][] = [
    ['text', { given: ['text/plain', 'hello'], want: { body: 'hello', bodyAs: 'text', bodySize: 5 } }],
    ['a single byte', { given: ['text/plain', 'x'], want: { body: 'x', bodyAs: 'text', bodySize: 1 } }],
    ['a number that is labelled as text', { given: ['text/plain', '12'], want: { body: '12', bodyAs: 'text' } }],
    ['a number that is labelled as JSON', { given: ['application/json', '12'], want: { body: 12, bodyAs: 'json' } }],
    ['an object under another label', { given: ['text/plain', '{"a":1}'], want: { body: { a: 1 }, bodyAs: 'json' } }],
    ['broken JSON', { given: ['application/json', '{"a":'], want: { body: '{"a":', bodyAs: 'text' } }],
    [
      'bytes',
      {
        given: ['application/octet-stream', Uint8Array.of(0xff, 0, 1)],
        want: { body: '/wAB', bodyAs: 'base64', bodySize: 3 },
      },
    ],
  ];
  test.each(BODIES)('shows %s', async (_, { given: [type, body], want }) => {
    const { url, requests } = await start();
    await post(url, body, { 'Content-Type': type });
    expect(requests()).toMatchObject([want]);
  });

  test('is made for each kind of request but those to the mock itself', async () => {
    const { url, port, requests } = await start({ maxBody: 20 });
    await fetch(`${url}/things`, { method: 'HEAD' });
    await fetch(`${url}/things`, {
      method: 'OPTIONS',
      headers: { Origin: 'http://page.example', 'Access-Control-Request-Method': 'POST' },
    });
    await post(url, JSON.stringify({ kind: 'x'.repeat(50) }));
    await fetch(`${url}/__assay/health`);
    await fetch(`${url}/__assay/requests`, {
      method: 'OPTIONS',
      headers: { Origin: 'http://page.example', 'Access-Control-Request-Method': 'DELETE' },
    });
    await fetch(`${url}/__assays`);
    // In the absolute form, as in a request to a proxy.
    const asked = get({ port, host: '127.0.0.1', path: 'http://localhost/__assay/health' });
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(200);
    expect(requests().map(({ method, path, status, operation }) => [method, path, status, operation])).toStrictEqual([
      ['HEAD', '/things', 200, 'listThings'],
      ['OPTIONS', '/things', 204, undefined],
      ['POST', '/things', 413, 'createThing'],
      ['GET', '/__assays', 404, undefined],
    ]);
    expect(requests()[2]).toMatchObject({ bodySize: 61, truncated: true });
  });
});

describe('the journal masks each secret', () => {
  const form = [
    '--b',
    'Content-Disposition: form-data; name="kind"',
    '',
    'box',
    '--b',
    'Content-Disposition: form-data; name="pin"',
    '',
    's3cr3t-w0rd',
    '--b--',
    '',
  ].join('\r\n');
  const TABLE: [name: string, send: (url: string) => Promise<unknown>][] = [
    [
      'a header by its name',
      (url) => fetch(`${url}/nope`, { headers: { Authorization: 'bearer s3cr3t-w0rd', Cookie: 'a=s3cr3t-w0rd' } }),
    ],
    [
      'a header of a scheme, sent where nothing asks for it',
      (url) => fetch(`${url}/nope`, { headers: { 'X-House': 's3cr3t-w0rd' } }),
    ],
    ['a key in the query', (url) => fetch(`${url}/things/1?k=s3cr3t-w0rd`)],
    ['a key in the query of another path', (url) => fetch(`${url}/nope?k=s3cr3t-w0rd&access_token=s3cr3t-w0rd`)],
    ['a parameter that the contract calls secret', (url) => fetch(`${url}/things/1?code=s3cr3t-w0rd`)],
    [
      'a header that the contract calls secret',
      (url) => fetch(`${url}/things/1`, { headers: { 'X-Code': 's3cr3t-w0rd' } }),
    ],
    ['a value that a path repeats', (url) => fetch(`${url}/things/s3cr3t-w0rd?code=s3cr3t-w0rd&k=key`)],
    ['a member by its name', (url) => post(url, '{"kind":"box","password":"s3cr3t-w0rd"}')],
    ['a list by its name', (url) => post(url, '{"kind":"box","password":["s3cr3t-w0rd"]}')],
    ['a member by its format', (url) => post(url, '{"kind":"box","pin":"s3cr3t-w0rd"}')],
    ['a member of a branch', (url) => post(url, '{"kind":"safe","combination":"s3cr3t-w0rd","keys":["s3cr3t-w0rd"]}')],
    [
      'a member of a branch that the body breaks',
      (url) => post(url, '{"kind":5,"combination":"s3cr3t-w0rd","keys":["s3cr3t-w0rd"]}'),
    ],
    [
      'a value that another member repeats',
      (url) => post(url, '{"kind":"box","pin":"s3cr3t-w0rd","note":"it is s3cr3t-w0rd"}'),
    ],
    [
      'a member where nothing is documented',
      (url) => fetch(`${url}/nope`, { method: 'POST', body: '{"secret":"s3cr3t-w0rd"}' }),
    ],
    [
      'a member of broken JSON',
      (url) => post(url, '{"kind":"box","combination":"s3cr3t-w0rd","password":"s3cr3t-w0rd'),
    ],
    [
      'a form',
      (url) =>
        fetch(`${url}/nope`, {
          method: 'POST',
          body: 'a=1&password=s3cr3t-w0rd',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        }),
    ],
    ['a part of a form', (url) => post(url, form, { 'Content-Type': 'multipart/form-data; boundary=b' })],
    [
      'a part of a form that is not documented',
      (url) =>
        fetch(`${url}/nope`, {
          method: 'POST',
          body: form.replace('"pin"', '"password"'),
          headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
        }),
    ],
    [
      'a member of a body that is cut off',
      (url) =>
        post(
          url,
          JSON.stringify({ kind: 'safe', combination: 's3cr3t-w0rd', keys: ['s3cr3t-w0rd'], note: 'x'.repeat(70_000) }),
        ),
    ],
    [
      'a text that is cut off',
      (url) => post(url, `{"combination":"s3cr3t-w0rd","pin":"s3cr3t-w0rd",,"note":"${'x'.repeat(70_000)}"}`),
    ],
  ];
  test.each(TABLE)('%s', async (_, send) => {
    const { url } = await start();
    await send(url);
    const told = await (await fetch(`${url}/__assay/requests`)).text();
    expect(told).toContain('"id": 1');
    expect(told).toContain('[masked]');
    expect(told).not.toContain('s3cr3t-w0rd');
  });

  const SHORT: [name: string, send: (url: string) => Promise<unknown>][] = [
    ['a member by its name', (url) => post(url, '{"kind":"box","password":"s3c"}')],
    ['a member that its error quotes', (url) => post(url, '{"kind":5,"pin":"s3c","password":"s3c"}')],
    ['a list under a plural', (url) => fetch(`${url}/nope`, { method: 'POST', body: '{"tokens":["s3c"]}' })],
    [
      'an object of credentials',
      (url) => fetch(`${url}/nope`, { method: 'POST', body: '{"credentials":{"a":"s3c"}}' }),
    ],
    ['an element of XML', (url) => fetch(`${url}/nope`, { method: 'POST', body: '<a><pwd>s3c</pwd></a>' })],
    ['a code in a query', (url) => fetch(`${url}/nope?code=s3c`)],
    ['a header of a session', (url) => fetch(`${url}/nope`, { headers: { 'X-Session': 's3c' } })],
  ];
  test.each(SHORT)('where it is short: %s', async (_, send) => {
    const { url } = await start();
    await send(url);
    const told = await (await fetch(`${url}/__assay/requests`)).text();
    expect(told).toContain('[masked]');
    expect(told).not.toContain('s3c');
  });

  test('a short value is masked in its place and nowhere else', async () => {
    const { url, requests } = await start();
    await post(url, '{"kind":"box","token":"assay","note":"assay says {owner}"}');
    expect(requests()[0]?.body).toStrictEqual({ kind: 'box', token: '[masked]', note: 'assay says {owner}' });
  });

  test('many secrets are masked in one pass', async () => {
    const { url, requests } = await start();
    const members = Array.from({ length: 1_500 }, (_, index) => [`token${index}`, `secret value number ${index}`]);
    const body = JSON.stringify({ kind: 'box', ...Object.fromEntries(members) });
    for (let nth = 0; nth < 20; nth += 1) await post(url, body);
    // A pass for each secret would take minutes.
    for (let nth = 0; nth < 9; nth += 1) requests();
    const listed = requests();
    expect(listed).toHaveLength(20);
    expect(JSON.stringify(listed)).not.toContain('secret value number');
  });

  test('entries that are listed one at a time stay as they were when they were asked for', async () => {
    const contract = await contractOf({ paths: {} });
    const journal = createJournal(createView([contract]), 2);
    const record = (path: string) =>
      journal.record(
        { head: `GET ${path} HTTP/1.1`, body: Buffer.from(path.repeat(10)) },
        undefined,
        performance.now(),
      );
    const bodies = (entries: Iterable<JournalEntry>) => [...entries].map(({ path, body }) => [path, body]);
    for (const path of ['/1', '/2']) record(path);
    const entries = journal.entries();
    for (const path of ['/3', '/4']) record(path);
    expect(bodies(entries)).toStrictEqual(['/1', '/2'].map((path) => [path, path.repeat(10)]));
    expect(bodies(journal.entries())).toStrictEqual(['/3', '/4'].map((path) => [path, path.repeat(10)]));
  });

  test('control characters and marks of direction are written as escapes and keep their value', async () => {
    const { url } = await start();
    await post(url, '{"kind":"\\u001b[2J\u202e"}');
    const told = await (await fetch(`${url}/__assay/requests`)).text();
    expect(told).toContain('\\u202e');
    expect((JSON.parse(told) as { requests: JournalEntry[] }).requests[0]?.body).toStrictEqual({
      kind: '\u001b[2J\u202e',
    });
  });
});

describe('the filters of the journal', () => {
  const TABLE: [query: string, want: number[]][] = [
    ['', [1, 2, 3, 4, 5]],
    ['?method=post', [2, 3]],
    ['?path=/things', [1, 2, 3]],
    ['?path=/things/*', [4]],
    ['?path=*s', [1, 2, 3]],
    ['?operation=createThing', [2, 3]],
    ['?contract=things', [1, 2, 3, 4]],
    ['?status=201', [2]],
    ['?status=4XX', [3, 4, 5]],
    ['?since=3', [4, 5]],
    ['?limit=2', [4, 5]],
    ['?limit=0', []],
    ['?method=POST&status=4xx', [3]],
    ['?path=%2Fthings%2F1', [4]],
  ];
  test('give the requests that match all of them', async () => {
    const { url } = await start();
    await fetch(`${url}/things`);
    await post(url, '{"kind":"box"}');
    await post(url, '{}');
    await fetch(`${url}/things/1`);
    await fetch(`${url}/nope`);
    for (const [query, want] of TABLE) {
      const told = await journalOf(url, query);
      expect([query, told.requests.map(({ id }) => id)]).toStrictEqual([query, want]);
      expect(told).toMatchObject({ total: 5, kept: 5 });
    }
  });

  const WRONG: [query: string, says: string][] = [
    ['?methd=POST', 'there is no filter methd'],
    ['?constructor=1', 'there is no filter constructor'],
    ['?status=6xx', 'status 6xx is neither a status'],
    ['?status=', 'is neither a status'],
    ['?since=x', 'since x is not the id'],
    ['?limit=-1', 'limit -1 is not a number'],
    ['?path=things', 'does not begin with a slash'],
    ['?operation=createThink', 'did you mean createThing?'],
    ['?contract=zzzzzz', 'there are things'],
    ['?method=a b', 'is not a method'],
    ['?method=GET&method=POST', 'stands twice'],
  ];
  test.each(WRONG)('refuse %s and list the possible ones', async (query, says) => {
    const { url } = await start();
    const response = await fetch(`${url}/__assay/requests${query}`);
    expect([response.status, response.headers.get('content-type')]).toStrictEqual([400, 'application/problem+json']);
    const { detail } = (await response.json()) as { detail: string };
    expect(detail).toContain(says);
    expect(detail).toContain('method, path, operation, contract, status, since, limit');
  });

  test('are the same for a program', async () => {
    const { url, requests } = await start();
    await post(url, '{"kind":"box"}');
    await fetch(`${url}/nope`);
    expect(requests({ method: 'POST', status: 201 }).map(({ id }) => id)).toStrictEqual([1]);
    expect(() => requests({ operation: 'createThink' })).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });

  test.each<[pattern: string, text: string, want: boolean]>([
    ['/a', '/a', true],
    ['/a', '/a/b', false],
    ['/a*', '/a', true],
    ['/a/*/c', '/a/b/c', true],
    ['/a/*/c', '/a/c', false],
    ['/ab*ba', '/aba', false],
    ['*a*b*', '/xaxbx', true],
    ['*a*b*', '/xbxax', false],
    ['/a.c', '/abc', false],
    ['**', '', true],
  ])('%s on %s', (pattern, text, want) => expect(matchesGlob(pattern, text)).toBe(want));
});

describe('clearing the journal', () => {
  test('removes the requests and continues to count', async () => {
    const { url, requests, clearRequests } = await start();
    await fetch(`${url}/things`);
    expect((await fetch(`${url}/__assay/requests`, { method: 'DELETE' })).status).toBe(204);
    expect(await journalOf(url)).toStrictEqual({ requests: [], total: 0, kept: 0 });
    await fetch(`${url}/things`);
    expect((await journalOf(url)).requests.map(({ id }) => id)).toStrictEqual([2]);
    clearRequests();
    expect(requests()).toStrictEqual([]);
  });

  test('refuses a filter and removes nothing', async () => {
    const { url, requests } = await start();
    await fetch(`${url}/things`);
    expect((await fetch(`${url}/__assay/requests?status=200`, { method: 'DELETE' })).status).toBe(400);
    expect(requests()).toHaveLength(1);
  });
});

describe('the journal over HTTP', () => {
  const TABLE: [
    name: string,
    { given: [method: string, path: string, headers?: Record<string, string>]; want: Record<string, unknown> },
  ][] = [
    ['one request', { given: ['GET', '/1'], want: { status: 200, type: 'application/json', cache: 'no-store' } }],
    ['one that there is not', { given: ['GET', '/2'], want: { status: 404, type: 'application/problem+json' } }],
    ['what is not the id', { given: ['GET', '/x'], want: { status: 404, type: 'application/problem+json' } }],
    ['the head', { given: ['HEAD', ''], want: { status: 200, type: 'application/json', body: '' } }],
    ['what is allowed', { given: ['OPTIONS', ''], want: { status: 204, allow: 'GET, HEAD, DELETE, OPTIONS' } }],
    ['what is not', { given: ['PUT', ''], want: { status: 405, allow: 'GET, HEAD, DELETE, OPTIONS' } }],
    ['what is not, of one', { given: ['DELETE', '/1'], want: { status: 405, allow: 'GET, HEAD, OPTIONS' } }],
    [
      'what anything will do for',
      { given: ['GET', '', { Accept: '*/*' }], want: { status: 200, type: 'application/json' } },
    ],
    [
      'what JSON is liked better for',
      {
        given: ['GET', '', { Accept: 'text/html;q=0.5, application/json' }],
        want: { status: 200, type: 'application/json' },
      },
    ],
    [
      'what a browser asks for',
      {
        given: ['GET', '', { Accept: 'text/html,application/xml;q=0.9,*/*;q=0.8' }],
        want: { status: 200, type: 'text/html; charset=utf-8' },
      },
    ],
    [
      'a page of another origin',
      {
        given: ['DELETE', '', { Origin: 'http://page.example' }],
        want: { status: 403, origin: null },
      },
    ],
    [
      'what such a page may do',
      {
        given: ['OPTIONS', '', { Origin: 'http://page.example', 'Access-Control-Request-Method': 'DELETE' }],
        want: { status: 403, methods: null },
      },
    ],
  ];
  test.each(TABLE)('%s', async (_, { given: [method, path, headers = {}], want }) => {
    const { url } = await start();
    await fetch(`${url}/things`);
    const response = await fetch(`${url}/__assay/requests${path}`, { method, headers });
    const field = (name: string) => response.headers.get(name);
    expect({
      status: response.status,
      type: field('content-type'),
      allow: field('allow'),
      cache: field('cache-control'),
      origin: field('access-control-allow-origin'),
      methods: field('access-control-allow-methods'),
      body: await response.text(),
    }).toMatchObject(want);
  });

  test('counts requests without a journal, and shows none', async () => {
    const { url, requests } = await start({ journal: 0 });
    await fetch(`${url}/things`);
    const response = await fetch(`${url}/__assay/requests`);
    expect([response.status, ((await response.json()) as { detail: string }).detail]).toStrictEqual([
      404,
      expect.stringContaining('--journal'),
    ]);
    expect(requests()).toStrictEqual([]);
    expect(await (await fetch(`${url}/__assay/health`)).json()).toMatchObject({ requests: 1 });
  });
});

describe('the bounds of the journal', () => {
  const journal = (limit?: number) => createJournal(createView([contract]), limit);
  const reply = (body: string | Uint8Array = '') => ({ status: 201, headers: [], body });
  const request = (path: string, body?: Uint8Array): RawRequest => ({
    head: `POST ${path} HTTP/1.1`,
    ...(body && { body }),
  });

  test('keep the last requests only', () => {
    const kept = journal(3);
    for (let index = 1; index <= 10; index += 1) kept.record(request(`/${index}`), reply(), 0);
    expect(kept.list().map(({ path }) => path)).toStrictEqual(['/8', '/9', '/10']);
    expect(kept.counts()).toStrictEqual({ total: 10, kept: 3, ever: 10 });
    expect([kept.find(7), kept.find(8)?.path, kept.find(11)]).toStrictEqual([undefined, '/8', undefined]);
  });

  test('keep 64 KB of a body, and 16 MB altogether', () => {
    const kept = journal();
    const whole = new Uint8Array(1_000_000).fill(97);
    for (let index = 1; index <= 300; index += 1) kept.record(request('/x', whole), reply('b'.repeat(100_000)), 0);
    expect([kept.counts().kept > 120, kept.counts().kept <= 128]).toStrictEqual([true, true]);
    const entry = kept.find(300);
    expect(entry).toMatchObject({
      bodySize: 1_000_000,
      truncated: true,
      response: { bodySize: 100_000, truncated: true },
    });
    expect([(entry?.body as string).length, (entry?.response?.body as string).length]).toStrictEqual([65_536, 65_536]);
  });

  test('copy a part of a larger buffer whole', () => {
    const kept = journal();
    const slab = new Uint8Array(1_000_000).fill(97);
    kept.record(request('/x', slab.subarray(0, 10)), reply(), 0);
    slab.fill(98);
    expect(kept.find(1)).toMatchObject({ body: 'aaaaaaaaaa', bodySize: 10 });
    expect(kept.find(1)).not.toHaveProperty('truncated');
  });

  test.each<[name: string, answer: string | Uint8Array]>([
    ['in ASCII', 'pong'],
    ['with other characters', 'pöng €'],
    ['of bytes', Buffer.from('pöng')],
    ['of nothing', ''],
  ])('keep a request and its response %s apart', (_, answer) => {
    const kept = journal();
    const sent = { status: 201, headers: [['X-A', 'b']] as [string, string][], body: answer };
    for (let times = 0; times < 2; times += 1) kept.record(request('/x', Buffer.from('pïng')), sent, 0);
    const [first, second] = kept.list();
    expect(first).toMatchObject({ path: '/x', body: 'pïng', response: { headers: { 'x-a': 'b' } } });
    expect([first?.response?.body ?? '', second?.response?.body ?? '']).toStrictEqual([String(answer), String(answer)]);
  });

  test.each<[size: number, kept: number, truncated: true | undefined]>([
    [0, 0, undefined],
    [1, 1, undefined],
    [65_536, 65_536, undefined],
    [65_537, 65_536, true],
  ])('keep, of bodies with %i bytes, %i', (size, wanted, truncated) => {
    const other = size < 2 ? '' : `ö${'b'.repeat(size - 2)}`;
    for (const body of ['b'.repeat(size), Buffer.alloc(size, 'b'), other]) {
      const kept = journal();
      for (let times = 0; times < 2; times += 1) kept.record(request('/x', Buffer.alloc(size, 'a')), reply(body), 0);
      const large = truncated && { truncated };
      for (const entry of kept.list()) {
        const whole = Buffer.from(body);
        expect([entry.body ?? '', entry.bodySize ?? 0, entry.truncated]).toEqual(['a'.repeat(wanted), size, truncated]);
        expect(entry.response).toEqual({
          headers: {},
          ...(body.length > 0 && { body: whole.subarray(0, 65_536).toString(), bodyAs: 'text', ...large }),
          bodySize: whole.length,
        });
      }
    }
  });

  test('keep nothing if no request may be kept', () => {
    const kept = journal(0);
    expect(kept.counts()).toEqual({ total: 0, kept: 0, ever: 0 });
    kept.record(request('/x'), reply(), 0);
    expect([kept.list(), kept.counts()]).toEqual([[], { total: 1, kept: 0, ever: 1 }]);
  });

  test('are forgotten when they are cleared, and counted on', () => {
    const kept = journal();
    for (const path of ['/1', '/2']) kept.record(request(path), reply(), 0);
    kept.clear();
    expect([kept.list(), kept.counts()]).toEqual([[], { total: 0, kept: 0, ever: 2 }]);
    kept.record(request('/3'), reply(), 0);
    expect(kept.list().map(({ id, path }) => [id, path])).toEqual([[3, '/3']]);
    expect(kept.counts()).toEqual({ total: 1, kept: 1, ever: 3 });
  });

  test('keep a thousand unless asked for another number', () => {
    const kept = journal();
    for (let index = 1; index <= 1_001; index += 1) kept.record(request(`/${index}`), reply(), 0);
    expect([kept.counts().kept, kept.find(1), kept.find(2)?.path]).toEqual([1_000, undefined, '/2']);
  });

  test.each([
    [0, []],
    [1, ['/3']],
    [3, ['/1', '/2', '/3']],
    [4, ['/1', '/2', '/3']],
  ])('list the last %i', (limit, want) => {
    const kept = journal();
    for (const path of ['/1', '/2', '/3']) kept.record(request(path), reply(), 0);
    expect(kept.list({ limit }).map(({ path }) => path)).toEqual(want);
    expect([...kept.entries({ limit })].map(({ path }) => path)).toEqual(want);
  });

  test('show each field of a response', () => {
    const kept = journal();
    kept.record(
      request('/x'),
      {
        status: 200,
        headers: [
          ['X-A', 'a'],
          ['X-B', ''],
          ['X-C', 'ö'],
        ],
        body: 'c',
      },
      0,
    );
    kept.record(request('/x'), undefined, 0);
    expect(kept.list().map(({ response }) => response)).toEqual([
      { headers: { 'x-a': 'a', 'x-b': '', 'x-c': 'ö' }, body: 'c', bodyAs: 'text', bodySize: 1 },
      undefined,
    ]);
  });

  test('cut a text by its bytes', () => {
    const kept = journal();
    kept.record(request('/x'), reply('€'.repeat(65_537)), 0);
    expect(kept.find(1)?.response).toMatchObject({ bodySize: 196_611, truncated: true, bodyAs: 'text' });
    expect(Buffer.byteLength(kept.find(1)?.response?.body as string)).toBeLessThanOrEqual(65_536);
  });

  test('keep the errors of a body that is cut', async () => {
    const { url, requests } = await start();
    await post(url, JSON.stringify({ note: 'x'.repeat(70_000), kind: 5 }));
    const [entry] = requests();
    expect(entry).toMatchObject({ status: 422, truncated: true, body: {}, bodyAs: 'json' });
    expect(entry?.errors).toContainEqual(expect.objectContaining({ at: 'request body#/kind' }));
  });
});

test('a request before a reload is shown by the contracts that answered it', async () => {
  const { url, requests, reload } = await start();
  await post(url, '{"kind":1}');
  const before = requests();
  const other = await contractOf(
    { paths: { '/things': { post: { operationId: 'other', responses: { 200: { description: '' } } } } } },
    'other',
  );
  reload([other]);
  await post(url, '{"kind":1}');
  expect(requests()[0]).toStrictEqual(before[0]);
  expect(requests().map(({ contract: name, operation }) => [name, operation])).toStrictEqual([
    ['things', 'createThing'],
    ['other', 'other'],
  ]);
  expect(requests({ operation: 'other' }).map(({ id }) => id)).toStrictEqual([2]);
});
