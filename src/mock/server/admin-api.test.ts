import { afterEach, expect, jest, test } from '@jest/globals';
import type { Journal } from '../journal/journal.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { handleAdmin, isAdminRequest } from './admin-api.ts';

type Context = Parameters<typeof handleAdmin>[0];

function contextOf(entries: Journal['entries']): Context {
  const counts = () => ({ total: 3, kept: 3, ever: 3 });
  return { journal: { entries, counts } as Journal, contracts: () => [], pages: undefined } as unknown as Context;
}
const list = (context: Context) =>
  handleAdmin(context, { method: 'GET', path: '/__assay/requests', headers: [] }, new Map());
const entry = (id: number) => ({ id, method: 'GET', path: '/a' }) as JournalEntry;

afterEach(() => void jest.restoreAllMocks());

test('other requests get their turn between the entries of a journal that take long', async () => {
  let clock = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => clock);
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  const seen: number[] = [];
  function* slowly(): Generator<JournalEntry> {
    for (const id of [1, 2, 3]) {
      clock += 25;
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

const ADMIN = {
  health: () => ({ status: 'ok', line: 'a\u001bb' }),
  contracts: () => [{ name: 'shop', operations: [{ id: 'listBooks' }] }],
  pages: (path: string) =>
    Promise.resolve(path === '/__assay/docs' ? { status: 203, type: 'text/html', body: 'Docs' } : undefined),
};
/** What the admin API answers to `GET /__assay/health`, with a header `Accept` where one is given. */
async function answerTo(line: string, more: object = {}, { accept, body }: { accept?: string; body?: string } = {}) {
  const [method = '', path = ''] = line.split(' ');
  const calls: string[] = [];
  const journal = {
    ...{ entries: (filter: object) => [entry(Object.keys(filter).length)], counts: () => ({ total: 3, kept: 2 }) },
    ...{ clear: () => calls.push('clear'), find: (id: number) => (id === 7 ? entry(7) : undefined) },
  };
  const state = {
    show: () => ({ shop: {} }),
    replace: (value: unknown) => calls.push(`replace ${JSON.stringify(value)}`),
    reset: () => calls.push('reset'),
  };
  const context = { ...ADMIN, journal, state, ...more } as unknown as Context;
  const reply = await handleAdmin(
    context,
    { method, path, headers: [], ...(body !== undefined && { body: new TextEncoder().encode(body) }) },
    new Map(accept === undefined ? [] : [['accept', accept]]),
  );
  const text = typeof reply.body === 'string' ? reply.body : new TextDecoder().decode(reply.body);
  return { calls, status: reply.status, headers: Object.fromEntries(reply.headers), text };
}

test.each<[line: string, status: number, text: string]>([
  ['GET /__assay/health', 200, '"status": "ok"'],
  ['GET /__assay/health/', 200, '"status": "ok"'],
  ['GET /__assay/healthy', 404, 'there is no page at /__assay/healthy'],
  ['GET /a/__assay/health', 404, 'there is no page at /a/__assay/health'],
  ['GET /__assay/requests', 200, '"total": 3'],
  ['GET /__assay/requests/', 200, '"kept": 2'],
  ['GET /__assay/requests?path=%2Fa', 200, '"id": 1'],
  ['GET /__assay/requests?operation=listBooks&contract=shop', 200, '"id": 2'],
  ['GET /__assay/requests?operation=other', 400, 'other'],
  ['GET /__assay/requests/7', 200, '"id": 7'],
  ['GET /__assay/requests/8', 404, 'there is no request 8; /__assay/requests lists those that are kept'],
  ['GET /__assay/requests/123456789012345', 404, 'there is no request 123456789012345'],
  ['GET /__assay/requests/1234567890123456', 404, 'there is no page at'],
  ['GET /__assay/requests/7/more', 404, 'there is no page at'],
  ['GET /__assay/state', 200, '"shop": {}'],
  ['GET /__assay/state/', 200, '"shop": {}'],
  ['GET /__assay/state/reset', 405, 'this page does not take GET'],
  ['GET /__assay/docs', 203, 'Docs'],
  ['HEAD /__assay/docs', 203, ''],
  ['GET /__assay/other', 404, 'there is no page at /__assay/other'],
  ['POST /__assay/docs', 405, 'this page does not take POST'],
  ['toString /__assay/docs', 405, 'this page does not take toString'],
  ['OPTIONS /__assay/docs', 204, ''],
])('%s is answered with %i: %s', async (line, status, text) => {
  const answer = await answerTo(line);
  expect(answer).toMatchObject({ status, calls: [], text: expect.stringContaining(text) });
  if (text === '') expect(answer.text).toBe('');
});

test.each<[line: string, allow: string]>([
  ['OPTIONS /__assay/health', 'GET, HEAD, OPTIONS'],
  ['OPTIONS /__assay/requests', 'GET, HEAD, DELETE, OPTIONS'],
  ['OPTIONS /__assay/state', 'GET, HEAD, PUT, OPTIONS'],
  ['PATCH /__assay/state/reset', 'POST, OPTIONS'],
])('%s tells which methods there are: %s', async (line, allow) => {
  expect((await answerTo(line)).headers).toMatchObject({ Allow: allow });
});

test.each<[line: string, body: string, calls: string[]]>([
  ['DELETE /__assay/requests', '', ['clear']],
  ['PUT /__assay/state', '{"shop":{}}', ['replace {"shop":{}}']],
  ['POST /__assay/state/reset', '', ['reset']],
])('%s with the body %j is done, and stored nowhere', async (line, body, calls) => {
  expect(await answerTo(line, {}, { body })).toMatchObject({
    ...{ status: 204, calls, text: '', headers: { 'Cache-Control': 'no-store' } },
  });
});

test.each<[line: string, body: string, text: string]>([
  [
    'DELETE /__assay/requests?path=/a',
    '',
    'a filter cannot be used to clear requests. Leave the query out to clear all of them.',
  ],
  ['PUT /__assay/state', '{', 'the state is not JSON. Send what GET /__assay/state gives.'],
])('%s with the body %j is refused: %s', async (line, body, text) => {
  expect(await answerTo(line, {}, { body })).toMatchObject({
    status: 400,
    calls: [],
    text: expect.stringContaining(text),
  });
});

test.each<[line: string, missing: string, text: string]>([
  ['GET /__assay/requests', 'journal', 'no requests are kept; start the mock with --journal 1000'],
  ['DELETE /__assay/requests', 'journal', 'no requests are kept'],
  ['GET /__assay/requests/7', 'journal', 'no requests are kept'],
  ['GET /__assay/state', 'state', 'nothing is kept; start the mock with --mode stateful'],
  ['PUT /__assay/state', 'state', 'nothing is kept'],
  ['POST /__assay/state/reset', 'state', 'nothing is kept'],
  ['GET /__assay/docs', 'pages', 'there is no page at /__assay/docs'],
])('%s says how to begin where there is no %s: %s', async (line, missing, text) => {
  const answer = await answerTo(line, { [missing]: undefined });
  expect(answer).toMatchObject({ status: 404, text: expect.stringContaining(text) });
  if (missing !== 'pages') expect(answer.headers).toMatchObject({ 'Cache-Control': 'no-store' });
});

test.each<[thrown: unknown, text: string]>([
  [new Error('no disk'), 'the page could not be rendered: no disk'],
  ['no disk', 'the page could not be rendered: no disk'],
  [null, 'the page could not be rendered: null'],
])('a page that throws %p is answered with 500: %s', async (thrown, text) => {
  const pages = () => Promise.reject(thrown); // eslint-disable-line @typescript-eslint/prefer-promise-reject-errors -- anything may be thrown
  expect(await answerTo('GET /__assay/docs', { pages })).toMatchObject({
    status: 500,
    text: expect.stringContaining(text),
  });
});

test('what is answered as JSON has no control characters, and is neither stored nor taken for anything else', async () => {
  const { text, headers } = await answerTo('GET /__assay/health');
  expect(text).toContain('a\\u001bb');
  expect(text.endsWith('\n')).toBe(true);
  expect(headers).toMatchObject({
    ...{ 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
  });
});

test.each<[accept: string, type: string]>([
  ['text/html', 'text/html; charset=utf-8'],
  ['application/json, text/html', 'application/json'],
  ['application/json;q=0.5, text/html', 'text/html; charset=utf-8'],
  ['*/*', 'application/json'],
])('the requests are shown to who accepts %s as %s', async (accept, type) => {
  expect((await answerTo('GET /__assay/requests', {}, { accept })).headers).toMatchObject({ 'Content-Type': type });
});

test('the list of requests says that it depends on what is accepted', async () => {
  expect((await answerTo('GET /__assay/requests')).headers).toMatchObject({ Vary: 'Accept' });
});

test.each<[path: string, want: boolean]>([
  ['/__assay', true],
  ['/__assay/', true],
  ['/__assay?a=1', true],
  ['/__assays', false],
  ['/a/__assay', false],
  ['http://mock.test/__assay/health', true],
  ['http://mock.test/a/__assay', false],
  ['/pets', false],
])('whether a request for %s is for the mock itself: %s', (path, want) => expect(isAdminRequest({ path })).toBe(want));
