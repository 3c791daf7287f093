import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import type { JournalEntry, JournalMessage } from '../mock/journal/journal-entry.ts';
import { createRecorder } from './recorder.ts';

const folder = temporaryFolder('recorder');

const entry = (change: Partial<JournalEntry> = {}): JournalEntry => ({
  id: 1,
  time: '2026-01-31T12:00:00.000Z',
  duration: 2,
  method: 'POST',
  path: '/things',
  query: {},
  headers: { 'content-type': 'text/plain' },
  bodySize: 0,
  ...change,
});
const message = (change: Partial<JournalMessage>): JournalMessage => ({ headers: {}, bodySize: 9, ...change });

async function recorded(name: string, entries: JournalEntry[]): Promise<string> {
  const file = join(folder, name);
  const recorder = await createRecorder(file);
  for (const one of entries) recorder.add(one, 'http://a.example');
  await recorder.close();
  return readFileSync(file, 'utf8');
}

/** What a HAR file has of requests and their answers, as far as these tests look. */
interface Har {
  log: { version: string; entries: HarEntry[] };
}
interface HarEntry {
  request: { url: string; postData?: object };
  response: { status: number; content: object; _error?: string };
}

async function har(entries: JournalEntry[]): Promise<HarEntry[]> {
  return (JSON.parse(await recorded('a.har', entries)) as Har).log.entries;
}

describe('a file of passed exchanges', () => {
  test.each([0, 1, 3])('is HAR with %d of them', async (count) => {
    expect(await har(Array.from({ length: count }, () => entry()))).toHaveLength(count);
  });

  test.each(['a.ndjson', 'a.jsonl', 'A.NDJSON'])('has a line for each where it is called %s', async (name) => {
    const text = await recorded(name, [entry(), entry({ path: '/others' })]);
    expect(text.split('\n').slice(0, -1).map(urlOf)).toStrictEqual([
      'http://a.example/things',
      'http://a.example/others',
    ]);
    expect(text.endsWith('\n')).toBe(true);
  });

  test.each(['a.ndjson.har', 'ajsonl'])('is HAR where it is called %s', async (name) => {
    expect((JSON.parse(await recorded(name, [entry()])) as Har).log.version).toBe('1.2');
  });

  test.each<[query: JournalEntry['query'], url: string]>([
    [{}, 'http://a.example/things'],
    [{ q: 'a b&c' }, 'http://a.example/things?q=a+b%26c'],
    [{ tag: ['x', 'y'], q: '' }, 'http://a.example/things?tag=x&tag=y&q='],
  ])('has the query %j in its address', async (query, url) => {
    expect((await har([entry({ query })]))[0]?.request.url).toBe(url);
  });

  test.each<[what: string, body: Partial<JournalMessage>, want: object | undefined]>([
    ['no text of a body that is empty', { bodySize: 0, body: 'left' }, undefined],
    ['no text of a body that is not shown', {}, {}],
    ['a text as it is', { body: 'two words', bodyAs: 'text' }, { text: 'two words' }],
    ['JSON', { body: { a: 1 }, bodyAs: 'json' }, { text: '{"a":1}' }],
    ['a JSON text with its quotes', { body: 'word', bodyAs: 'json' }, { text: '"word"' }],
    ['bytes', { body: 'AAEC', bodyAs: 'base64' }, { text: 'AAEC', _encoding: 'base64' }],
    [
      'the beginning of what was too long',
      { body: 'be', bodyAs: 'text', truncated: true },
      { text: 'be', comment: 'only its beginning was kept' },
    ],
  ])('has %s', async (_, body, want) => {
    const [one] = await har([entry({ bodySize: 9, ...body })]);
    expect(one?.request.postData).toStrictEqual(want && { mimeType: 'text/plain', params: [], ...want });
  });

  test('has the answer, or says that there was none', async () => {
    const answered = entry({ status: 201, response: message({ body: { id: 7 }, bodyAs: 'json' }) });
    const [got, left, cut] = await har([answered, entry(), entry({ status: 200 })]);
    expect(got?.response).toMatchObject({ status: 201, content: { text: '{"id":7}' } });
    for (const one of [left, cut])
      expect(one?.response).toMatchObject({ status: 0, _error: 'the client left before the response' });
  });
});

function urlOf(line: string): string {
  return (JSON.parse(line) as HarEntry).request.url;
}
