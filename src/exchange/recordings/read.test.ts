import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { containerOf, cutRecording, readEntry } from './read.ts';
import type { Recorded, Unreadable } from './recorded.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-recordings-'))));
afterAll(() => rm(folder, { recursive: true }));

/** What is read of a recording: its exchanges, what cannot be read, and why it ends. */
async function read(name: string, content: string | Buffer) {
  const file = join(folder, name);
  await writeFile(file, content);
  const exchanges: Recorded[] = [];
  const unreadable: Unreadable[] = [];
  let ends: string | undefined;
  for await (const { entries, problem } of cutRecording(file)) {
    ends = problem;
    for (const entry of entries) {
      const found = readEntry(entry);
      const named = { ...found, name: found.name.replace(`${folder}/`, '') };
      if ('problem' in named) unreadable.push(named);
      else exchanges.push(named);
    }
  }
  return { exchanges, unreadable, ends };
}

const lines = (...entries: object[]) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
const har = (...entries: object[]) => JSON.stringify({ log: { entries } });
const ENTRY = {
  request: { method: 'GET', url: 'http://a.example/pets', headers: [{ name: 'Accept', value: '*/*' }] },
  response: { status: 200, headers: [], content: { text: 'hi' } },
};

/** An exchange in a few words. */
function told({ origin, exchange: { request, outcome, startedAt, duration }, lacks = {} }: Recorded) {
  const text = (bytes?: Uint8Array) => (bytes?.length ? Buffer.from(bytes).toString() : undefined);
  return {
    request: `${request.method} ${origin}${request.path}`,
    sent: text(request.body),
    status: 'response' in outcome ? outcome.response.status : undefined,
    received: 'response' in outcome ? text(outcome.response.body) : undefined,
    headers: 'response' in outcome ? outcome.response.headers : undefined,
    startedAt,
    duration,
    lacks: Object.keys(lacks),
  };
}

describe('reads', () => {
  test.each<[name: string, content: string]>([
    ['a HAR file on one line', har(ENTRY, ENTRY)],
    ['a HAR file on many lines', JSON.stringify(JSON.parse(har(ENTRY, ENTRY)), undefined, 2)],
    ['an entry of HAR on each line', lines(ENTRY, ENTRY)],
    ['an array of entries', JSON.stringify([ENTRY, ENTRY])],
  ])('%s, plain and compressed', async (_, content) => {
    for (const bytes of [Buffer.from(content), gzipSync(content)]) {
      const { exchanges, unreadable, ends } = await read('a.har', bytes);
      expect(exchanges.map(({ name }) => name)).toEqual(['a.har#1', 'a.har#2']);
      expect(exchanges.map(told).map(({ request, received }) => `${request} ${received}`)).toEqual([
        'GET http://a.example/pets hi',
        'GET http://a.example/pets hi',
      ]);
      expect({ unreadable, ends }).toEqual({ unreadable: [], ends: undefined });
    }
  });

  test('a record of Kong, which has no bodies', async () => {
    const { exchanges } = await read(
      'kong.ndjson',
      lines({
        request: {
          method: 'POST',
          url: 'http://api.example:8000/pets?a=b',
          uri: '/pets?a=b',
          headers: { accept: '*/*' },
          size: 12,
        },
        response: { status: 201, headers: { 'content-type': 'application/json', via: ['a', 'b'] }, size: 20 },
        latencies: { request: 12, kong: 2, proxy: 10 },
        route: { id: 'r' },
        started_at: 1763730000000,
      }),
    );
    expect(exchanges.map(told)).toEqual([
      {
        request: 'POST http://api.example:8000/pets?a=b',
        sent: undefined,
        status: 201,
        received: undefined,
        headers: [
          ['content-type', 'application/json'],
          ['via', 'a'],
          ['via', 'b'],
        ],
        startedAt: 1763730000000,
        duration: 12,
        lacks: ['requestBody', 'responseBody'],
      },
    ]);
  });

  test.each<[name: string, entry: object]>([
    [
      'with the variables of nginx',
      {
        time_iso8601: '2025-11-21T13:00:00+00:00',
        request_method: 'GET',
        request_uri: '/pets?a=b',
        host: 'api.example',
        scheme: 'https',
        status: '200',
        request_time: '0.012',
        remote_addr: '127.0.0.1',
      },
    ],
    [
      'with the request line of Apache',
      {
        request: 'GET /pets?a=b HTTP/1.1',
        server_name: 'api.example',
        scheme: 'https',
        status: 200,
        time: '2025-11-21T13:00:00Z',
        request_time: 0.012,
      },
    ],
  ])('an access log %s, which has neither header fields nor bodies', async (_, entry) => {
    const { exchanges } = await read('access.log', lines(entry));
    expect(exchanges.map(told)).toEqual([
      {
        request: 'GET https://api.example/pets?a=b',
        sent: undefined,
        status: 200,
        received: undefined,
        headers: [],
        startedAt: Date.parse('2025-11-21T13:00:00Z'),
        duration: 12,
        lacks: ['requestHeaders', 'requestBody', 'responseHeaders', 'responseBody'],
      },
    ]);
  });

  test.each<[name: string, entry: object]>([
    [
      'request and response',
      {
        request: { method: 'POST', url: 'http://a.example/b', headers: {}, body: { c: 1 } },
        response: { statusCode: 200, headers: {}, body: 'd' },
      },
    ],
    [
      'req and res',
      {
        req: { method: 'POST', url: '/b', headers: { Host: 'a.example' }, body: '{"c":1}' },
        res: { status: 200, headers: {}, body: 'd' },
      },
    ],
    [
      'http.request and http.response',
      {
        http: {
          request: { method: 'POST', url: 'http://a.example/b', headers: {}, body: '{"c":1}' },
          response: { status: '200', headers: {}, body: 'd' },
        },
      },
    ],
  ])('a log with the members %s', async (_, entry) => {
    const { exchanges } = await read('log.jsonl', lines(entry));
    expect(exchanges.map(told)).toEqual([
      expect.objectContaining({
        request: 'POST http://a.example/b',
        sent: '{"c":1}',
        status: 200,
        received: 'd',
        lacks: [],
      }),
    ]);
  });

  test('a body of HAR that was not saved as one that is not known', async () => {
    const { exchanges } = await read(
      'a.har',
      har({
        request: { method: 'POST', url: 'http://a.example/', headers: [], bodySize: 7 },
        response: { status: 200, headers: [], content: { size: 12, mimeType: 'text/plain' } },
      }),
    );
    expect(exchanges.map(told).map(({ lacks }) => lacks)).toEqual([['requestBody', 'responseBody']]);
  });
});

test.each<[text: string, isHar: boolean]>([
  ['{"a":1}\n{"a":2}\n', false],
  ['{"a":1}\n', false],
  [' \n {"a":1}\n{"a":2}', false],
  ['{"log":"GET /a 200"}\n{"log":"GET /b 200"}', false],
  ['{"log":{"entries":[]}}\n', true],
  ['{"log":{"entries":[]}}', true],
  ['{\n"log":{"entries":[]}}', true],
  ['{"a":\n1}', true],
  [' [{"log":{}}]', false],
  ['[]', false],
])('%j is taken for a HAR file: %s', (text, isHar) => expect(containerOf('a', Buffer.from(text)).isHar).toBe(isHar));

test.each<[what: string, text: string]>([
  ['a HAR file', har(ENTRY)],
  ['a line', lines(ENTRY)],
  ['an array', JSON.stringify([ENTRY])],
])('a byte order mark is no part of %s', async (_, text) => {
  const { exchanges, unreadable } = await read('marked.har', `\ufeff${text}`);
  expect([exchanges.length, unreadable]).toEqual([1, []]);
});

test('all bytes of a recording are told as they are read, and the last batch has none', async () => {
  const file = join(folder, 'large.ndjson');
  const text = lines(...Array.from({ length: 2_000 }, () => ENTRY));
  await writeFile(file, text);
  const told: Buffer[] = [];
  const sizes: number[] = [];
  for await (const { bytes } of cutRecording(file, (bytes) => void told.push(bytes))) sizes.push(bytes);
  expect(Buffer.concat(told).toString()).toBe(text);
  expect([sizes.at(-1), sizes.reduce((sum, size) => sum + size)]).toEqual([0, text.length]);
});

describe('reading a damaged recording', () => {
  test('says which entries cannot be read and where they are, and reads the others', async () => {
    const { exchanges, unreadable } = await read(
      'a.ndjson',
      `${lines(ENTRY)}{"request":\n[]\n{"a":1}\n${lines(ENTRY)}`,
    );
    expect(exchanges.map(({ name }) => name)).toEqual(['a.ndjson#1', 'a.ndjson#5']);
    const [first = ''] = lines(ENTRY).split('\n');
    const offset = first.length + 1;
    expect(unreadable).toEqual([
      { name: 'a.ndjson#2', problem: `is not JSON (at byte ${offset})` },
      { name: 'a.ndjson#3', problem: `is no JSON object (at byte ${offset + 12})` },
      { name: 'a.ndjson#4', problem: `has no request with a method and a URL (at byte ${offset + 15})` },
    ]);
  });

  test('says that a file ends in the middle, after the whole entries', async () => {
    const { exchanges, ends } = await read('a.har', har(ENTRY, ENTRY).slice(0, -40));
    expect(exchanges).toHaveLength(1);
    expect(ends).toBe('it ends in the middle of an entry');
  });

  test.each<[name: string, change: (bytes: Buffer) => Buffer, ends: string]>([
    ['end too soon', (bytes) => bytes.subarray(0, -20), 'the compressed data end too soon'],
    [
      'are damaged',
      (bytes) => Buffer.concat([bytes.subarray(0, -400), Buffer.alloc(400, 0xff)]),
      'the compressed data are damaged',
    ],
  ])('says that compressed data %s, after the whole entries', async (_, change, ends) => {
    // Bytes that cannot be compressed well, so that much comes before the end.
    const comment = Array.from({ length: 40_000 }, (__, index) => ((index * 2_654_435_761) >>> 7).toString(36)).join(
      '',
    );
    const found = await read('a.ndjson.gz', change(gzipSync(lines(ENTRY, ENTRY, { ...ENTRY, comment }))));
    expect(found.exchanges).toHaveLength(2);
    expect(found.ends).toBe(ends);
  });
});
