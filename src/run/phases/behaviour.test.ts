import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { loadContract } from '../../contract/load.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { check, type CheckOptions } from '../check.ts';
import { embeddedTarget } from '../mock-target.ts';
import {
  answering,
  jsonOf,
  shopTarget,
  taking,
  withJson,
  withQuery,
  type Fault,
} from '../../../test/support/shop-target.ts';

const shop = await loadContract('examples/bookshop/openapi.yaml');

const HEADERS = [['Authorization', 'Bearer token']] as const;

async function run(fault?: Fault, options: CheckOptions = {}) {
  return check(shop, shopTarget(shop, fault), {
    phases: ['behaviour'],
    overrides: { headers: [...HEADERS], set: {} },
    workers: 1,
    ...options,
  });
}

/** `violation update-kept getBook body#/price`. */
async function found(fault?: Fault): Promise<string[]> {
  const { findings } = await run(fault);
  return findings.map(({ check: id, severity, operation, at }) => `${severity} ${id} ${operation} ${at}`);
}

const BOOKS = /^\/books(\?|$)/;
const REVIEWS = /^\/books\/[^/]+\/reviews(\?|$)/;
const BOOK = /^\/books\/[^/]+$/;

test('accuses nobody who keeps what is sent', async () => {
  const { verdict, findings, undecided, leftovers } = await run();
  expect(findings).toEqual([]);
  expect([verdict, undecided, leftovers]).toEqual(['conforms', [], []]);
});

test.each<[string, Fault, string]>([
  [
    'a creation that is forgotten',
    async (request, forward) =>
      request.method === 'GET' && BOOK.test(request.path)
        ? { status: 404, headers: [], body: new Uint8Array() }
        : forward(request),
    'violation created-readable getBook status',
  ],
  [
    'a value that is lost on the way',
    taking('POST', BOOKS, (request) => withJson(request, { ...jsonOf(request), author: 'Somebody Else' })),
    'violation kept-value getBook body#/author',
  ],
  [
    'a list that leaves out what was created last',
    answering('GET', BOOKS, (list) => ({ ...list, items: [list['items'] as Json].flat().filter((_, nth) => nth > 1) })),
    'violation created-listed listBooks body',
  ],
  [
    'a replacement that changes nothing',
    async (request, forward) =>
      request.method === 'PUT' ? forward({ ...request, method: 'GET', headers: [...HEADERS] }) : forward(request),
    'violation update-kept getBook body#/title',
  ],
  [
    'a limit that is off by one',
    taking('GET', BOOKS, (request) =>
      withQuery(request, 'limit', (limit) => (Number(limit) < 100 ? String(Number(limit) + 1) : '100')),
    ),
    'violation limit-respected listBooks body',
  ],
  [
    'a default length that is not the documented one',
    taking('GET', BOOKS, (request) =>
      request.path.includes('limit=') ? request : withQuery(request, 'limit', () => '15'),
    ),
    'violation default-applied listBooks body',
  ],
  [
    'a page that is always the first',
    taking('GET', BOOKS, (request) => withQuery(request, 'page', () => '1')),
    'violation pages-disjoint listBooks body',
  ],
  [
    'an offset that leaves one out',
    taking('GET', REVIEWS, (request) =>
      withQuery(request, 'offset', (offset) => String(Number(offset) + Number(Number(offset) > 0))),
    ),
    'violation pages-complete listReviews body',
  ],
  [
    'a link to the page after the next',
    async (request, forward) => {
      const response = await forward(request);
      const headers = response.headers.map(
        ([name, value]) => [name, name === 'Link' ? value.replace(/page=2/, 'page=3') : value] as const,
      );
      return { ...response, headers };
    },
    'violation pages-complete listBooks body',
  ],
  [
    'a filter that is ignored',
    taking('GET', BOOKS, (request) => withQuery(request, 'genre', () => undefined)),
    'violation filter-respected listBooks request query genre',
  ],
  [
    'a filter that lets nothing through',
    answering('GET', /inPrint=/, () => ({ total: 0, items: [] })),
    'violation filter-respected listBooks request query inPrint',
  ],
  [
    'an order that is ignored',
    taking('GET', BOOKS, (request) => withQuery(request, 'sort', () => undefined)),
    'violation sort-respected listBooks request query sort',
  ],
  [
    'a default order that is not the documented one',
    taking('GET', BOOKS, (request) =>
      request.path.includes('sort=') ? request : withQuery(request, 'sort', () => '-price'),
    ),
    'violation default-applied listBooks body',
  ],
  [
    'a total of the page',
    answering('GET', BOOKS, (list) => ({ ...list, total: [list['items'] as Json].flat().length })),
    'violation total-counted listBooks body#/total',
  ],
])('finds %s', async (_, fault, want) => {
  expect(await found(fault)).toContain(want);
});

test('says what a finding rests on, and which requests show it', async () => {
  const { findings } = await run(
    taking('POST', BOOKS, (request) => withJson(request, { ...jsonOf(request), author: 'Somebody Else' })),
  );
  const finding = findings.find(({ check: id }) => id === 'kept-value');
  expect(finding?.evidence).toEqual({ kind: 'standard', because: 'the schemas of what is sent and what is answered' });
  expect(finding?.steps?.map(({ curl }) => curl.split(' ').slice(0, 3).join(' '))).toEqual([
    expect.stringContaining('curl'),
  ]);
  expect(finding?.expected).not.toBe(finding?.actual);
});

test('sends nothing to what keeps nothing, and says so', async () => {
  const { results, unjudged } = await check(shop, embeddedTarget(shop), { phases: ['behaviour'] });
  expect(results).toEqual([]);
  expect(unjudged.map(({ reason }) => reason)).toContain(
    'the embedded mock keeps nothing, so that its behaviour was not judged',
  );
});

test('changes and deletes nothing that the run did not create, and leaves nothing behind', async () => {
  const target = shopTarget(shop);
  const ask = async () => {
    const { outcome } = await target.send({ method: 'GET', path: '/books?limit=100', headers: [...HEADERS] });
    return 'response' in outcome ? jsonOf(outcome.response) : undefined;
  };
  const before = await ask();
  await check(shop, target, { phases: ['behaviour'], overrides: { headers: [...HEADERS], set: {} } });
  expect(await ask()).toEqual(before);
});

test('only reads where all are to read', async () => {
  const methods = new Set<string>();
  const watch: Fault = (request, forward) => {
    methods.add(request.method);
    return forward(request);
  };
  const { unjudged } = await run(watch, { readOnly: true });
  expect([...methods]).toEqual(['GET']);
  expect(unjudged.map(({ reason }) => reason)).toContain(
    'what the API does with /books/{bookId} was not judged: no request that creates one is known',
  );
});

test('does not hold a list against a change that was refused', async () => {
  const listed = answering('GET', BOOKS, (list) => ({
    ...list,
    items: [list['items'] as Json].flat().map((item) => ({ ...(item as JsonObject), author: 'A. Short' })),
  }));
  const found = await run((request, forward) =>
    ['PUT', 'PATCH'].includes(request.method)
      ? Promise.resolve({ status: 403, headers: [], body: new Uint8Array() })
      : listed(request, forward),
  );
  expect(found.findings.map(({ check: id }) => id)).not.toContain('update-kept');
});

test('a server that fails on optional members is judged by what it creates without them', async () => {
  const task = {
    type: 'object',
    required: ['title'],
    properties: { id: { type: 'integer', readOnly: true }, title: { type: 'string' }, address: { type: 'string' } },
  };
  const json = { content: { 'application/json': { schema: task } } };
  const path = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
  const tasks = await contractOf({
    servers: [{ url: '/v1' }],
    paths: {
      '/tasks': {
        post: { requestBody: { required: true, ...json }, responses: { 201: { description: '', ...json } } },
      },
      '/tasks/{id}': { parameters: path, get: { responses: { 200: { description: '', ...json } } } },
    },
  });
  const target = shopTarget(tasks, async (request, forward) => {
    if (request.method === 'POST' && 'address' in jsonOf(request))
      return { status: 500, headers: [], body: new Uint8Array() };
    const response = await forward(request);
    return request.method === 'GET' ? withJson(response, { ...jsonOf(response), title: 'lost' }) : response;
  });
  const { findings, unjudged } = await check(tasks, target, { phases: ['behaviour'], workers: 1 });
  expect(unjudged).toEqual([]);
  expect(findings.map(({ check: id, count }) => [id, count])).toEqual([
    ['server-error', 1],
    ['kept-value', expect.any(Number)],
    ['answer-is-state', expect.any(Number)],
  ]);
});

test('a shop that keeps what was deleted under another state is told of in notes', async () => {
  const deleted = new Map<string, JsonObject>();
  const keeps: Fault = async (request, forward) => {
    const [path = ''] = request.path.split('?');
    if (request.method === 'DELETE' && BOOK.test(path)) {
      const read = await forward({ ...request, method: 'GET' });
      if (read.status === 200 && !deleted.has(path)) deleted.set(path, { ...jsonOf(read), author: 'deleted' });
      return { status: 204, headers: [], body: new Uint8Array() };
    }
    const book = deleted.get(path);
    const response = await forward(request);
    return book && request.method === 'GET' && BOOK.test(path) ? withJson(response, book) : response;
  };
  expect((await found(keeps)).filter((one) => /gone|use-after/.test(one))).toContain(
    'note use-after-delete getBook request path',
  );
});
