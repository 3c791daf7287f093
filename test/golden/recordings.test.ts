/** What is read of recordings that are cut off, or of which one part is lost or something else. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/model/json.ts';
import { containerOf, cutRecording, readEntry, type CutEntry } from '../../src/exchange/recordings/read.ts';
import { expectGolden, lines } from './golden.ts';
import { withOtherParts } from './grids.ts';

const field = (name: string, value: string) => ({ name, value });
const ENTRIES: Record<string, JsonObject> = {
  har: {
    startedDateTime: '2026-01-31T12:00:00.000Z',
    time: 12,
    comment: 'asked "twice"',
    request: {
      method: 'POST',
      url: 'https://api.example.org:8443/pets?tag=a%20b#top',
      httpVersion: 'HTTP/2.0',
      headers: [
        field(':authority', 'api.example.org'),
        field('Content-Type', 'application/json'),
        field('Cookie', 'a=1; b=2'),
      ],
      cookies: [field('a', '1')],
      queryString: [field('tag', 'a b')],
      postData: {
        mimeType: 'application/json',
        text: '{"name":"Zoë"}',
        params: [{ name: 'x', value: 'y', fileName: 'z' }],
      },
      bodySize: 15,
    },
    response: {
      status: 201,
      statusText: 'Created',
      headers: [field('Content-Type', 'application/json'), field('Set-Cookie', 'c=d\ne=f')],
      content: { size: 8, mimeType: 'application/json', text: 'eyJpZCI6MX0=', encoding: 'base64' },
      bodySize: 8,
    },
    _resourceType: 'xhr',
  },
  kong: {
    started_at: 1_769_860_800_000,
    latencies: { request: 7, proxy: 5 },
    upstream_uri: '/v1/pets',
    request: { method: 'PUT', uri: '/pets', size: 9, headers: { host: 'a.example', 'x-b': ['c', 'd'] }, body: 'sent' },
    response: { status: 200, size: 3, headers: { 'content-type': 'text/plain' }, body: 'got' },
    route: { id: 'r' },
  },
  nginx: {
    time_iso8601: '2026-01-31T12:00:00+00:00',
    request: 'GET /pets?a=1 HTTP/1.1',
    request_method: 'GET',
    request_uri: '/pets?a=1',
    scheme: 'https',
    host: 'a.example',
    status: '404',
    request_time: '0.012',
    request_headers: { accept: '*/*' },
    response_headers: { 'Content-Type': 'text/plain' },
    request_body: 'sent',
    response_body: 'got',
  },
  log: {
    time: '2026-01-31T12:00:00Z',
    durationMs: 3,
    request: { method: 'PATCH', url: 'http://a.example/pets/1', headers: { A: 'b' }, body: { tags: ['x'] } },
    response: { status: 200, headers: [['C', 'd']], body: null },
  },
};
/** What was read of an entry, in one line. */
function told(entry: CutEntry): string {
  const read = readEntry(entry);
  if ('problem' in read) return `${read.name} ${read.problem}`;
  const { name, origin, exchange, lacks } = read;
  const { request, outcome, startedAt, duration } = exchange;
  const body = (bytes: Uint8Array | undefined) => (bytes ? Buffer.from(bytes).toString() : null);
  const response = 'response' in outcome && { ...outcome.response, body: body(outcome.response.body) };
  return JSON.stringify([
    name,
    origin,
    { ...request, body: body(request.body) },
    response || outcome,
    startedAt,
    duration,
    lacks,
  ]);
}

test.each(Object.entries(ENTRIES))('what is read of an entry of %s with one other part is the same', (name, whole) => {
  const groups = new Map<string, string[]>();
  for (const [what, value] of [['nothing', whole] as const, ...withOtherParts(whole)]) {
    const entry = { name: 'a#1', isHar: name === 'har', offset: 9, bytes: Buffer.from(JSON.stringify(value)) };
    groups.set(told(entry), [...(groups.get(told(entry)) ?? []), what]);
  }
  expect(groups.size).toBeGreaterThan(30);
  expectGolden(
    `recordings/${name}.txt`,
    lines([...groups].flatMap(([read, whats]) => [`${whats.join('; ')}:`, `  ${read}`])),
  );
});

const folder = mkdtempSync(join(tmpdir(), 'assay-recordings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const small = (nth: number) => ({ request: { method: 'GET', url: `http://h/${nth}?"{[` }, response: { status: 200 } });
const RECORDINGS: Record<string, string> = {
  har: JSON.stringify({
    log: { version: '1.2', 'e\\n"': { entries: [1] }, entries: [small(1), small(2)], pages: [] },
    x: [{}],
  }),
  'har in lines': JSON.stringify({ log: { version: '1.2', entries: [small(1), small(2)] } }, null, 1),
  lines: `${JSON.stringify(small(1))}\n\n${JSON.stringify(small(2))}\r\n${JSON.stringify(small(3))}`,
  array: `\ufeff [${JSON.stringify(small(1))} , 7,,${JSON.stringify(small(2))}]\n`,
};

async function cut(text: string): Promise<string> {
  const file = join(folder, 'a.har');
  writeFileSync(file, text);
  try {
    const found: string[] = [];
    for await (const { entries, problem } of cutRecording(file)) {
      found.push(
        ...entries.map((entry) => {
          const read = readEntry(entry);
          return 'problem' in read ? `${read.name} ${read.problem}` : `${read.name} ${read.exchange.request.path}`;
        }),
      );
      if (problem !== undefined) found.push(problem);
    }
    return found.join('; ');
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}

test.each(Object.entries(RECORDINGS))(
  'what is read of a recording as %s that ends at each byte is the same',
  async (name, text) => {
    const rows: string[] = [];
    let last = '';
    for (let end = 0; end <= text.length; end += 1) {
      const found = (await cut(text.slice(0, end))).replaceAll(`${folder}/`, '');
      if (found !== last) rows.push(`${end}: ${found}`);
      last = found;
    }
    expectGolden(`recordings/cut ${name}.txt`.replaceAll(' ', '-'), lines(rows));
  },
);

test.each(Object.entries(RECORDINGS))('what is read of a recording as %s does not depend on its chunks', (_, text) => {
  const bytes = Buffer.from(text.replace(/^\ufeff/, ''));
  const read = (size: number) => {
    const { splitter } = containerOf('a', bytes);
    const found = [];
    for (let at = 0; at < bytes.length; at += size) found.push(...splitter.push(bytes.subarray(at, at + size)));
    const { rest, ...end } = splitter.end();
    return [[...found, ...(rest ? [rest] : [])].map(({ offset, bytes: own }) => [offset, own?.toString()]), end];
  };
  for (const size of [1, 2, 3, 7, 30, 100]) expect(read(size)).toEqual(read(bytes.length));
});
