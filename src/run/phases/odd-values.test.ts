import { expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { Request, Response, Target } from '../../model/exchange.ts';
import { loadContract } from '../../contract/load.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { check, type CheckOptions } from '../check.ts';
import { oddValues } from './odd-values.ts';
import { preview } from './plan.ts';
import { embeddedTarget } from '../mock-target.ts';
import { answering, jsonOf, shopTarget, taking, withJson, type Fault } from '../../../test/support/shop-target.ts';

const shop = await loadContract('examples/bookshop/openapi.yaml');

async function run(fault?: Fault, options: CheckOptions = {}) {
  return check(shop, shopTarget(shop, fault), {
    phases: ['odd-values'],
    overrides: { headers: [['Authorization', 'Bearer token']], set: {} },
    workers: 1,
    ...options,
  });
}

/** `violation kept-value getBook body#/price`. */
async function found(fault?: Fault): Promise<string[]> {
  const { findings } = await run(fault);
  return findings.map(({ check: id, severity, operation, at }) => `${severity} ${id} ${operation} ${at}`);
}

const BOOKS = /^\/books(\?|$)/;
const BOOK = /^\/books\/[^/]+$/;
const plain = (status: number): Response => ({ status, headers: [], body: new Uint8Array() });

/** Answers writes whose body has something with a status of its own. */
const failing =
  (status: number, has: (request: Request) => boolean): Fault =>
  (request, forward) =>
    request.method !== 'GET' && has(request) ? Promise.resolve(plain(status)) : forward(request);

const text = ({ body }: Request) => new TextDecoder().decode(body);
const taken = (member: string, change: (value: unknown) => unknown): Fault =>
  taking('POST', BOOKS, (request) => {
    const book = jsonOf(request);
    return member in book ? withJson(request, { ...book, [member]: change(book[member]) as string }) : request;
  });
const ofText = (change: (value: string) => string) => (value: unknown) =>
  typeof value === 'string' ? change(value) : value;

test('a server that keeps odd values conforms, and nothing of them is left', async () => {
  const { verdict, findings, undecided, leftovers } = await run();
  expect([verdict, findings, undecided, leftovers]).toEqual(['conforms', [], [], []]);
});

test.each<[string, Fault, string]>([
  [
    'fails on an emoji',
    failing(500, (request) => text(request).includes('😀')),
    'violation server-error createBook request body#/author',
  ],
  [
    'fails on a far page',
    async (request, forward) => (/page=2147483648/.test(request.path) ? plain(500) : forward(request)),
    'violation server-error listBooks request query page',
  ],
  [
    'loses what is beyond the Basic Multilingual Plane',
    taken(
      'author',
      ofText((value) => value.replace(/[\u{10000}-\u{10ffff}]/gu, '')),
    ),
    'violation kept-value getBook body#/author',
  ],
  ['takes 0 for nothing', taken('price', (value) => value || 1), 'violation kept-value getBook body#/price'],
  [
    'takes 29 February for 1 March',
    taken('published', (value) => (value === '2024-02-29' ? '2024-03-01' : value)),
    'violation kept-value getBook body#/published',
  ],
  [
    'doubles backslashes in what it reads',
    answering('GET', BOOK, (book) => ({ ...book, title: String(book['title']).replaceAll('\\', '\\\\') })),
    'violation kept-value getBook body#/title',
  ],
  [
    'shows blanks as nothing',
    taken(
      'title',
      ofText((value) => value.trim() || 'none'),
    ),
    'note kept-value getBook body#/title',
  ],
  [
    'composes letters',
    taken(
      'title',
      ofText((value) => value.normalize('NFC')),
    ),
    'note kept-value getBook body#/title',
  ],
  [
    'takes tags out of a text',
    taken(
      'title',
      ofText((value) => value.replace(/<[^>]*>/g, '')),
    ),
    'note kept-value getBook body#/title',
  ],
  [
    'refuses quotes that the contract allows',
    failing(400, (request) => text(request).includes('so')),
    'note acceptance createBook request body#/author',
  ],
])('a server that %s is found', async (_, fault, want) => {
  expect(await found(fault)).toContain(want);
});

test('a server that refuses odd values is accused of nothing', async () => {
  const { findings, undecided } = await run(failing(400, (request) => /so|😀|שלום|2024-02-29/.test(text(request))));
  expect(findings.filter(({ severity }) => severity === 'violation')).toEqual([]);
  expect(undecided).toEqual([]);
});

test('a server that takes nothing more is not said to refuse a value', async () => {
  let created = 0;
  const full: Fault = async (request, forward) => {
    const isCreation = request.method === 'POST' && BOOKS.test(request.path);
    if (isCreation && (created += 1) > 5) return plain(422);
    return forward(request);
  };
  expect((await found(full)).filter((one) => one.includes('acceptance createBook'))).toEqual([]);
});

test('a run that may only read sends odd values to what reads alone', async () => {
  const methods = new Set<string>();
  await run((request, forward) => (methods.add(request.method), forward(request)), { readOnly: true });
  expect([...methods]).toEqual(['GET']);
});

test('nothing that was there before gets an odd value', async () => {
  const written: string[] = [];
  const created = new Set<string>();
  await run(async (request, forward) => {
    const response = await forward(request);
    if (request.method === 'POST' && response.status === 201) created.add(String(jsonOf(response)['id']));
    const [, , book = '', , review] = request.path.split('/');
    if (/PUT|PATCH|DELETE/.test(request.method)) written.push(review ?? book);
    return response;
  });
  expect(written.filter((id) => !created.has(id))).toEqual([]);
  expect(written.length).toBeGreaterThan(20);
});

test('the embedded mock takes odd values', async () => {
  const { verdict, findings, results } = await check(shop, embeddedTarget(shop), { phases: ['odd-values'] });
  expect([verdict, findings]).toEqual(['conforms', []]);
  expect(results.length).toBeGreaterThan(40);
});

test('a server that drops the connection on an odd value is found', async () => {
  const target = shopTarget(shop);
  const send: Target['send'] = async (request, signal) => {
    const exchange = await target.send(request, signal);
    const isDropped = request.method === 'PUT' && text(request).includes('😀');
    const failure = { kind: 'reset', message: 'the connection was closed' } as const;
    return isDropped ? { ...exchange, outcome: { failure } } : exchange;
  };
  const { findings } = await check(shop, { ...target, send }, { phases: ['odd-values'], workers: 1 });
  expect(findings.map(({ check: id, operation, at }) => `${id} ${operation} ${at}`)).toContain(
    'server-error replaceBook request body#/author',
  );
});

test('a preview shows the odd values that depend on no answer', async () => {
  const titles = (await preview(shop, { phases: ['odd-values'] })).map(({ id }) => id);
  expect(titles).toContain('listBooks > a request with the query parameter page as 2^31');
  expect(titles).toContain('createBook > a request with title as blanks');
});

test('a change keeps the identifier of the thing that its path names', async () => {
  const task = {
    type: 'object',
    required: ['id', 'title'],
    properties: { id: { type: 'integer' }, title: { type: 'string' } },
  };
  const created = { type: 'object', required: ['title'], properties: { title: { type: 'string' } } };
  const json = { content: { 'application/json': { schema: task } } };
  const path = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
  const tasks = await contractOf({
    servers: [{ url: '/v1' }],
    paths: {
      '/tasks': {
        post: {
          requestBody: { required: true, content: { 'application/json': { schema: created } } },
          responses: { 201: { description: '', ...json } },
        },
      },
      '/tasks/{id}': {
        parameters: path,
        get: { responses: { 200: { description: '', ...json } } },
        put: { requestBody: { required: true, ...json }, responses: { 200: { description: '', ...json } } },
      },
    },
  });
  const sent: unknown[] = [];
  const target = shopTarget(tasks, (request, forward) => {
    const { id, title } = jsonOf(request);
    if (request.method === 'PUT')
      sent.push([title !== undefined, id === undefined || request.path.endsWith(`/${String(id)}`)]);
    return forward(request);
  });
  await check(tasks, target, { phases: ['odd-values'], workers: 1 });
  expect(sent).toContainEqual([true, true]);
  expect(sent.filter((one) => (one as boolean[])[1] === false)).toEqual([]);
});

test.each([
  [[], undefined],
  [['GET'], 20],
  [['HEAD'], 20],
  [['POST'], 40],
  [['DELETE'], undefined],
  [['GET', 'PUT', 'DELETE'], 60],
])('operations with the methods %j have so many odd values announced: %s', (methods, most) => {
  const contract = { operations: methods.map((method) => ({ method })) } as unknown as Contract;
  expect(oddValues.limit?.(contract, {})).toBe(most ?? 0);
  expect(oddValues.announce?.([contract, contract], {})).toBe(
    most === undefined ? undefined : `up to ${2 * most} with odd values`,
  );
});
