import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { loadContract } from '../../contract/load.ts';
import { createStarter } from '../../../test/support/started-mocks.ts';
import type { StartMockOptions } from '../server/server.ts';
import { createState, type StateDocument } from './state.ts';

const SEA = '5f0c6c1e-3b60-4d0e-9c6b-0d4a3a1c7b11';
const NEW = { title: 'Winter', author: 'B. Frost', genre: 'poetry', price: 7 };
const bookshop = await loadContract('examples/bookshop/openapi.yaml');
const starter = createStarter();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-state-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function start(options: Partial<StartMockOptions> = {}) {
  const mock = await starter({ contracts: [bookshop], mode: 'stateful', ...options });
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(mock.url + path, {
      method,
      headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const total = async () => ((await (await ask('GET', '/v1/books')).json()) as { total: number }).total;
  const state = async () => (await (await ask('GET', '/__assay/state')).json()) as StateDocument;
  return { mock, ask, total, state };
}

describe('what is kept', () => {
  test('is shown, put back and reset over HTTP', async () => {
    const { ask, total, state } = await start();
    const before = await state();
    expect(Object.keys(before['bookshop'] ?? {}).sort()).toEqual(['/books', `/books/${SEA}/reviews`]);
    await ask('POST', '/v1/books', NEW);
    const after = await state();
    expect(after['bookshop']?.['/books']?.map(({ value }) => value['title'])).toEqual(['The Sea of Paper', 'Winter']);
    expect((await ask('PUT', '/__assay/state', {})).status).toBe(204);
    expect(await total()).toBe(0);
    await ask('PUT', '/__assay/state', after);
    expect(await total()).toBe(2);
    expect((await ask('POST', '/__assay/state/reset')).status).toBe(204);
    expect(await state()).toEqual(before);
  });

  test('is reset with the identifiers that are given next', () => {
    const state = createState([]);
    state.store.numbers.set('books', 7);
    state.replace({});
    expect([...state.store.numbers]).toEqual([['books', 7]]);
    state.reset();
    expect([...state.store.numbers]).toEqual([]);
  });

  test('is shown as it was put, with names and identifiers of any letters and paths without a slash at their end', () => {
    const state = createState([]);
    state.replace({ 'a/b c': { '/x%20y/': [{ id: 'ä/1', value: { n: 1 } }], '/': [{ id: 7, value: {} }] } });
    expect(state.show()).toEqual({
      'a/b c': { '/x%20y': [{ id: 'ä/1', value: { n: 1 } }], '/': [{ id: '7', value: {} }] },
    });
    expect([...state.store.collections()].map(([collection]) => collection)).toEqual(['a%2Fb%20c/x%20y', 'a%2Fb%20c']);
  });

  test('keeps what requests changed when the contracts are read again without it', () => {
    const state = createState([bookshop]);
    const [first] = state.store.collections();
    const [collection, { things }] = first ?? ['', { things: [] }];
    const id = things[0]?.id ?? '';
    state.store.put({ collection, id }, { title: 'Changed' });
    state.store.put({ collection, id: 'own' }, { title: 'Own' });
    state.follow([]);
    expect(Object.values(state.show()).flatMap((all) => Object.values(all).flat())).toEqual([
      { id, value: { title: 'Changed' } },
      { id: 'own', value: { title: 'Own' } },
    ]);
  });

  test('stays when the contracts are read again', async () => {
    const { mock, ask, total } = await start();
    await ask('POST', '/v1/books', NEW);
    mock.reload([await loadContract('examples/bookshop/openapi.yaml')]);
    expect(await total()).toBe(2);
  });

  test('follows the examples of contracts that are read again, where nobody has changed the thing', async () => {
    const { mock, ask } = await start();
    const text = await readFile('examples/bookshop/openapi.yaml', 'utf8');
    const edited = join(folder, 'openapi.yaml');
    await writeFile(edited, text.replaceAll('Could not put it down.', 'Read it twice.'));
    const review = async () => (await (await ask('GET', `/v1/books/${SEA}/reviews/41`)).json()) as { text: string };
    mock.reload([await loadContract(edited, 'bookshop')]);
    expect((await review()).text).toBe('Read it twice.');
    await ask('DELETE', `/v1/books/${SEA}/reviews/41`);
    mock.reload([await loadContract('examples/bookshop/openapi.yaml')]);
    expect((await ask('GET', `/v1/books/${SEA}/reviews/41`)).status).toBe(404);
  });

  test('is in no other mode', async () => {
    const { mock, ask } = await start({ mode: 'echo' });
    expect(mock.state).toBeUndefined();
    for (const [method, path] of [
      ['GET', '/__assay/state'],
      ['PUT', '/__assay/state'],
      ['POST', '/__assay/state/reset'],
    ] as const)
      expect([path, (await ask(method, path, method === 'GET' ? undefined : '{}')).status]).toEqual([path, 404]);
  });

  test('is not shown to a page of another origin', async () => {
    const { mock } = await start();
    const answer = await fetch(`${mock.url}/__assay/state`, { headers: { origin: 'http://attacker.example' } });
    expect(answer.status).toBe(403);
  });
});

const WRONG: [name: string, document: Json, says: string][] = [
  ['a list', [], 'the whole is not an object'],
  ['a contract without collections', { bookshop: 1 }, 'bookshop is not an object'],
  ['a path without a slash', { bookshop: { books: [] } }, 'bookshop books is not a path'],
  ['no list', { bookshop: { '/books': {} } }, 'bookshop /books is not a list'],
  ['a thing without an id', { bookshop: { '/books': [{ value: {} }] } }, 'number 1, is not an id with a value'],
  ['a value that is no object', { bookshop: { '/books': [{ id: '1', value: 1 }] } }, 'is not an id with a value'],
];

test.each(WRONG)('refuses a state with %s, and changes nothing', async (_, document, says) => {
  const state = createState([bookshop]);
  const before = state.show();
  expect(() => state.replace(document)).toThrow(says);
  expect(state.show()).toEqual(before);
  const { ask, state: shown } = await start();
  const answer = await ask('PUT', '/__assay/state', document);
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(says)]);
  expect(await shown()).toEqual(before);
});

describe('a file', () => {
  const read = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as StateDocument;

  test('keeps it from one mock to the next', async () => {
    const file = join(folder, 'state.json');
    const first = await start({ state: file });
    await first.ask('POST', '/v1/books', NEW);
    await first.ask('DELETE', `/v1/books/${SEA}`);
    await first.mock.close();
    expect((await read(file))['bookshop']?.['/books']).toMatchObject([{ value: NEW }]);
    const second = await start({ state: file });
    expect(await second.total()).toBe(1);
  });

  test('is written while the mock runs', async () => {
    const file = join(folder, 'state.json');
    const { ask } = await start({ state: file });
    await ask('POST', '/v1/books', NEW);
    let text = '';
    while (!text.includes('Winter')) text = await readFile(file, 'utf8').catch(() => '');
    expect((await read(file))['bookshop']?.['/books']).toHaveLength(2);
  });

  test.each([
    ['is not JSON', '{"bookshop":', 'is not JSON'],
    ['holds something else', '[1]', 'the whole is not an object'],
  ])('is refused and not changed if it %s', async (_, text, says) => {
    const file = join(folder, 'state.json');
    await writeFile(file, text);
    await expect(start({ state: file })).rejects.toThrow(says);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  test('is reported if it cannot be written, and the mock continues', async () => {
    const told: string[] = [];
    const { mock, ask, total } = await start({
      state: join(folder, 'none', 'state.json'),
      onError: ({ message }) => told.push(message),
    });
    await ask('POST', '/v1/books', NEW);
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(told[0]).toContain('cannot be written (ENOENT)');
    expect(await total()).toBe(2);
    await ask('POST', '/v1/books', NEW);
    await expect(mock.close()).rejects.toThrow('cannot be written');
  });

  test('is written through a symbolic link', async () => {
    const [file, link] = [join(folder, 'state.json'), join(folder, 'link.json')];
    await writeFile(file, '');
    await symlink(file, link);
    const { mock, ask } = await start({ state: link });
    await ask('POST', '/v1/books', NEW);
    await mock.close();
    expect((await read(file))['bookshop']?.['/books']).toHaveLength(2);
  });
});
