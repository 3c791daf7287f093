import { expect, test } from '@jest/globals';
import type { Journal } from '../journal/journal.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { handleAdmin } from './admin-api.ts';

type Context = Parameters<typeof handleAdmin>[0];

function contextOf(entries: Journal['entries']): Context {
  const counts = () => ({ total: 3, kept: 3, ever: 3 });
  return { journal: { entries, counts } as Journal, contracts: () => [], pages: undefined } as unknown as Context;
}
const list = (context: Context) =>
  handleAdmin(context, { method: 'GET', path: '/__assay/requests', headers: [] }, new Map());
const entry = (id: number) => ({ id, method: 'GET', path: '/a' }) as JournalEntry;

test('other requests get their turn between the entries of a journal that take long', async () => {
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  const seen: number[] = [];
  function* slowly(): Generator<JournalEntry> {
    for (const id of [1, 2, 3]) {
      for (const began = performance.now(); performance.now() - began < 25;);
      seen.push(turns);
      yield entry(id);
    }
  }
  setImmediate(turn);
  await list(contextOf(slowly));
  isOver = true;
  expect(new Set(seen).size).toBe(3);
});

test.each<[name: string, host: string | undefined, hasJournal: boolean, want: unknown]>([
  ['with a journal', 'a:1', true, { origin: 'http://a:1', hasJournal: true }],
  ['without a journal', 'a:1', false, { origin: 'http://a:1', hasJournal: false }],
  ['under no name', undefined, true, undefined],
])('a page is told which mock serves it: %s', async (_, host, hasJournal, want) => {
  const told: unknown[] = [];
  const pages: Context['pages'] = async (...given) => void told.push(given[2]);
  const context = { ...contextOf(() => []), ...(!hasJournal && { journal: undefined }), pages };
  const fields = new Map(host === undefined ? [] : [['host', host]]);
  await handleAdmin(context, { method: 'GET', path: '/__assay/', headers: [] }, fields);
  expect(told).toEqual([want]);
});

test.each([[[]], [[entry(1)]], [[entry(1), entry(2)]]])('%j is listed as JSON of two spaces', async (entries) => {
  const { body } = await list(contextOf(() => entries));
  expect(String(body)).toBe(`${JSON.stringify({ requests: entries, total: 3, kept: 3 }, null, 2)}\n`);
});
