import { describe, expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { HeaderField, Response } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { loadContract } from '../../contract/load.ts';
import { createMock, type MockOptions } from '../mock.ts';
import { createStore } from './store.ts';

const BOOKSHOP = 'examples/bookshop/openapi.yaml';
const SEA = '5f0c6c1e-3b60-4d0e-9c6b-0d4a3a1c7b11';
const NEW = { title: 'Winter', author: 'B. Frost', genre: 'poetry', price: 7 };

interface Answer {
  status: number;
  json: JsonObject;
  header(name: string): string | undefined;
}

type Ask = (method: string, path: string, body?: Json, headers?: Record<string, string>) => Promise<Answer>;

/** Asks a new mock that keeps what it is sent. */
function client(contract: Contract, options: MockOptions = {}): Ask {
  const mock = createMock([contract], { mode: 'stateful', ...options });
  return async (method, path, body, headers = {}) => {
    const isForm = headers['Content-Type'] === 'application/x-www-form-urlencoded';
    const fields: HeaderField[] = [
      ['Authorization', 'Bearer token'],
      ...(body === undefined || headers['Content-Type'] ? [] : [['Content-Type', 'application/json'] as const]),
      ...Object.entries(headers),
    ];
    const text = isForm ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body);
    return answer(
      await mock.handle({
        method,
        path,
        headers: fields,
        ...(body !== undefined && { body: new TextEncoder().encode(text) }),
      }),
    );
  };
}

function answer({ status, headers, body }: Response): Answer {
  const text = new TextDecoder().decode(body);
  return {
    status,
    json: text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as JsonObject) : {},
    header: (wanted) => headers.find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1],
  };
}

const bookshop = () => loadContract(BOOKSHOP);
const PATCH = { 'Content-Type': 'application/merge-patch+json' };
const titles = ({ json }: Answer) => (json['items'] as JsonObject[]).map(({ title }) => title);

describe('the bookshop', () => {
  test('begins with what the documented examples show', async () => {
    const ask = client(await bookshop());
    const list = await ask('GET', '/v1/books');
    expect(list.json).toMatchObject({ total: 1, items: [{ id: SEA, title: 'The Sea of Paper' }] });
    expect((await ask('GET', `/v1/books/${SEA}`)).json).toEqual((list.json['items'] as JsonObject[])[0]);
    expect((await ask('GET', `/v1/books/${SEA}/reviews/41`)).json).toMatchObject({ id: 41, bookId: SEA, stars: 5 });
  });

  test('keeps what is created: it is read, listed, and where its Location says', async () => {
    const ask = client(await bookshop());
    const made = await ask('POST', '/v1/books', NEW);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ ...NEW, inPrint: true, self: made.header('Location') });
    // The documented example has a date that was not sent.
    expect(made.json).not.toHaveProperty('published');
    expect((await ask('GET', made.header('Location') ?? '')).json).toEqual(made.json);
    expect((await ask('GET', '/v1/books')).json).toMatchObject({ total: 2 });
  });

  test('gives each thing an identifier of its own', async () => {
    const ask = client(await bookshop(), { newId: () => SEA.replace('5f', 'aa') });
    const ids = [
      await ask('POST', `/v1/books/${SEA}/reviews`, { stars: 1 }),
      await ask('POST', `/v1/books/${SEA}/reviews`, { stars: 2 }),
    ].map(({ json }) => json['id']);
    expect(new Set([...ids, 41]).size).toBe(3);
  });

  test('takes a form as it takes JSON', async () => {
    const ask = client(await bookshop());
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const made = await ask('POST', `/v1/books/${SEA}/reviews`, { stars: '2', text: 'Too long' }, form);
    expect(made.json).toMatchObject({ bookId: SEA, stars: 2, text: 'Too long' });
    expect((await ask('GET', `/v1/books/${SEA}/reviews?stars=2`)).json).toMatchObject({ total: 1, items: [made.json] });
  });

  test('changes the members that a patch names, and no others', async () => {
    const ask = client(await bookshop());
    const changed = await ask('PATCH', `/v1/books/${SEA}`, { price: 9.99 }, PATCH);
    expect(changed.json).toMatchObject({ title: 'The Sea of Paper', price: 9.99, published: '2019-04-02' });
    expect((await ask('GET', `/v1/books/${SEA}`)).json).toEqual(changed.json);
  });

  test('replaces all that a client sets, and takes defaults for what was not sent', async () => {
    const ask = client(await bookshop());
    await ask('PATCH', `/v1/books/${SEA}`, { inPrint: false }, PATCH);
    const replaced = await ask('PUT', `/v1/books/${SEA}`, NEW);
    expect(replaced.json).toMatchObject({ id: SEA, ...NEW, inPrint: true, createdAt: '2026-01-05T09:30:00Z' });
    expect(replaced.json).not.toHaveProperty('published');
  });

  test('never shows a member that is writeOnly', async () => {
    const ask = client(await bookshop());
    const made = await ask('POST', '/v1/books', { ...NEW, costPrice: 3 });
    for (const shown of [made, await ask('GET', made.header('Location') ?? ''), await ask('GET', '/v1/books')])
      expect(JSON.stringify(shown.json)).not.toContain('costPrice');
  });

  test('deletes a thing with all that lies in it', async () => {
    const ask = client(await bookshop());
    expect((await ask('DELETE', `/v1/books/${SEA}`)).status).toBe(204);
    for (const path of [`/v1/books/${SEA}`, `/v1/books/${SEA}/reviews`, `/v1/books/${SEA}/reviews/41`])
      expect(await ask('GET', path)).toMatchObject({ status: 404, json: { status: 404 } });
    expect((await ask('DELETE', `/v1/books/${SEA}`)).status).toBe(404);
    expect((await ask('POST', `/v1/books/${SEA}/reviews`, { stars: 1 })).status).toBe(404);
    expect((await ask('GET', '/v1/books')).json).toMatchObject({ total: 0, items: [] });
  });

  test('pages, filters and sorts by the documented parameters', async () => {
    const ask = client(await bookshop());
    for (const title of ['Bee', 'Cod', 'Ant', 'Dog']) await ask('POST', '/v1/books', { ...NEW, title });
    expect(titles(await ask('GET', '/v1/books?genre=poetry&sort=-title'))).toEqual(['Dog', 'Cod', 'Bee', 'Ant']);
    const first = await ask('GET', '/v1/books?genre=poetry&limit=3');
    expect(titles(first)).toEqual(['Ant', 'Bee', 'Cod']);
    expect(first.json['total']).toBe(4);
    const [, next = ''] = /<([^>]*)>; rel="next"/.exec(first.header('Link') ?? '') ?? [];
    const second = await ask('GET', next);
    expect(titles(second)).toEqual(['Dog']);
    expect(second.header('Link')).toBeUndefined();
    expect(titles(await ask('GET', '/v1/books?inPrint=false'))).toEqual([]);
  });

  test('tells the state of a thing by its entity tag', async () => {
    const ask = client(await bookshop());
    const path = `/v1/books/${SEA}`;
    const tag = (await ask('GET', path)).header('ETag') ?? '';
    expect((await ask('GET', path, undefined, { 'If-None-Match': tag })).status).toBe(304);
    const changed = await ask('PATCH', path, { price: 1 }, { ...PATCH, 'If-Match': tag });
    expect(changed.status).toBe(200);
    expect(changed.header('ETag')).not.toBe(tag);
    expect((await ask('PATCH', path, { price: 2 }, { ...PATCH, 'If-Match': tag })).status).toBe(412);
    expect((await ask('GET', path, undefined, { 'If-None-Match': tag })).json).toMatchObject({ price: 1 });
  });

  /** A shop of things whose changes and deletions document these refusals. */
  const shop = (...statuses: number[]) => {
    const thing = { type: 'object', properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' } } };
    const content = { 'application/json': { schema: thing } };
    const shown = { description: 'One.', content };
    const refused = Object.fromEntries(statuses.map((status) => [status, { description: 'Refused.', content }]));
    const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
    return contractOf({
      paths: {
        '/things': { post: { requestBody: { content }, responses: { 201: shown } } },
        '/things/{id}': {
          parameters,
          get: { responses: { 200: shown, 404: { description: 'None.' } } },
          put: { requestBody: { content }, responses: { 200: shown, ...refused } },
          delete: { responses: { 204: { description: 'Gone.' }, ...refused } },
        },
      },
    });
  };
  const made = async (ask: Ask) => `/things/${String((await ask('POST', '/things', { name: 'a' })).json['id'])}`;

  test.each<[documented: number[], put: number, removed: number]>([
    [[412], 412, 412],
    [[], 200, 204],
  ])('refuses an entity tag that is out of date where %j is documented', async (documented, put, removed) => {
    const ask = client(await shop(...documented));
    const path = await made(ask);
    const old = { 'If-Match': '"old"' };
    expect((await ask('PUT', path, { name: 'b' }, old)).status).toBe(put);
    expect((await ask('DELETE', path, undefined, old)).status).toBe(removed);
    expect((await ask('GET', path)).status).toBe(removed === 412 ? 200 : 404);
  });

  test('keeps what a request asks it to refuse to change or to delete', async () => {
    const ask = client(await shop(409));
    const path = await made(ask);
    const refused = { Prefer: 'code=409' };
    expect((await ask('PUT', path, { name: 'b' }, refused)).status).toBe(409);
    expect((await ask('DELETE', path, undefined, refused)).status).toBe(409);
    expect((await ask('GET', path)).json).toMatchObject({ name: 'a' });
  });

  test('answers with the example that a request asks for, as echo does', async () => {
    const ask = client(await bookshop());
    await ask('DELETE', `/v1/books/${SEA}`);
    expect((await ask('GET', '/v1/books', undefined, { Prefer: 'example=first' })).json).toMatchObject({ total: 1 });
  });

  test('keeps what it is given for as long as whoever gives it', async () => {
    const contract = await bookshop();
    const store = createStore();
    await client(contract, { store })('POST', '/v1/books', NEW);
    expect((await client(contract, { store })('GET', '/v1/books')).json).toMatchObject({ total: 1 });
  });
});

/** A contract of things under /things, with what each test changes in it. */
function things(
  operations: Record<string, JsonObject>,
  thing: JsonObject = {},
  named: JsonObject = {},
): Promise<Contract> {
  const paths: Record<string, JsonObject> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = name.split(' ');
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => ({
      ...{ name: parameter, in: 'path', required: true },
      schema: { type: /number/i.test(parameter) ? 'integer' : 'string' },
      ...(named[parameter] !== undefined && { example: named[parameter] }),
    }));
    paths[path] = { ...paths[path], [method.toLowerCase()]: { ...operation, parameters } };
  }
  return contractOf({
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths,
    components: { schemas: { Thing: { type: 'object', ...thing } } },
  });
}

const THING = { $ref: '#/components/schemas/Thing' };
const json = (schema: JsonObject = THING) => ({ content: { 'application/json': { schema } } });
const ok = (schema?: JsonObject) => ({ description: 'Done.', ...json(schema) });

test('a new thing has its own address where the example shows one', async () => {
  const example = { id: 7, name: 'Rex', href: 'https://api.example.org/v2/things/first', image_url: '/things/7' };
  const shown = { description: 'Done.', content: { 'application/json': { schema: THING, example } } };
  const contract = await things(
    {
      'POST /things': { requestBody: json(), responses: { 201: shown } },
      'GET /things/{id}': { responses: { 200: shown } },
    },
    { properties: { id: { type: 'integer', readOnly: true }, name: {}, href: { readOnly: true }, image_url: {} } },
  );
  const ask = client(contract);
  const made = await ask('POST', '/things', { name: 'Ada', image_url: '/things/7' });
  const { id } = made.json;
  expect(id).not.toBe(7);
  expect(made.json).toEqual({
    ...{ id, name: 'Ada', href: `https://api.example.org/things/${String(id)}`, image_url: '/things/7' },
  });
  expect((await ask('GET', `/things/${String(id)}`)).json).toEqual(made.json);
});

describe('without any example', () => {
  const THINGS = {
    properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' }, size: { type: 'integer' } },
    required: ['id', 'name'],
  };
  const OPERATIONS = {
    'POST /things': { requestBody: json(), responses: { 201: ok() } },
    'GET /things': { responses: { 200: ok({ type: 'array', items: THING }) } },
    'GET /things/{number}': { responses: { 200: ok(), 404: { description: 'None.' } } },
    'DELETE /things/{number}': { responses: { 204: { description: 'Gone.' } } },
  };

  test('creates, reads, lists and deletes all the same', async () => {
    const ask = client(await things(OPERATIONS, THINGS));
    const [one, two] = [
      await ask('POST', '/things', { name: 'one' }),
      await ask('POST', '/things', { name: 'two', size: 2 }),
    ];
    expect(one.json).toEqual({ id: one.json['id'], name: 'one' });
    expect(two.json).toEqual({ id: two.json['id'], name: 'two', size: 2 });
    expect(two.json['id']).not.toBe(one.json['id']);
    expect((await ask('GET', `/things/${String(two.json['id'])}`)).json).toEqual(two.json);
    expect((await ask('GET', '/things')).json).toEqual([one.json, two.json]);
    await ask('DELETE', `/things/${String(one.json['id'])}`);
    expect((await ask('GET', `/things/${String(one.json['id'])}`)).status).toBe(404);
    expect((await ask('GET', '/things')).json).toEqual([two.json]);
  });

  test('answers as echo does for a thing that is not there, where no refusal is documented', async () => {
    const ask = client(await things(OPERATIONS, THINGS));
    expect((await ask('DELETE', '/things/9')).status).toBe(204);
  });

  test.each<[documented: number[], status: number]>([
    [[409], 409],
    [[400, 409, 422], 409],
    [[400, 422], 422],
    [[400], 400],
    [[], 422],
  ])('where %j are documented, answers a patch that cannot be applied with %i', async (documented, status) => {
    const change = {
      requestBody: { content: { 'application/json-patch+json': { schema: { type: 'array' } } } },
      responses: { 200: ok(), ...Object.fromEntries(documented.map((code) => [code, { description: 'No.' }])) },
    };
    const ask = client(await things({ ...OPERATIONS, 'PATCH /things/{number}': change }, THINGS));
    const { id } = (await ask('POST', '/things', { name: 'one' })).json;
    const test = [{ op: 'test', path: '/name', value: 'two' }];
    const type = { 'Content-Type': 'application/json-patch+json' };
    expect((await ask('PATCH', `/things/${String(id)}`, test, type)).status).toBe(status);
    expect((await ask('GET', `/things/${String(id)}`)).json).toEqual({ id, name: 'one' });
  });

  test.each<[documented: number[], status: number]>([
    [[404], 404],
    [[410], 410],
    [[404, 410], 404],
    [[], 200],
  ])('where %j are documented, answers a change of what is not there with %i', async (documented, status) => {
    const responses = { 200: ok(), ...Object.fromEntries(documented.map((code) => [code, { description: 'No.' }])) };
    const change = { requestBody: json(), responses };
    const ask = client(await things({ ...OPERATIONS, 'PATCH /things/{number}': change }, THINGS));
    expect((await ask('PATCH', '/things/9', { name: 'two' })).status).toBe(status);
  });

  test('answers with 410 for what was deleted, where that is documented', async () => {
    const read = { responses: { 200: ok(), 404: { description: 'None.' }, 410: { description: 'Gone.' } } };
    const ask = client(await things({ ...OPERATIONS, 'GET /things/{number}': read }, THINGS));
    const id = String((await ask('POST', '/things', { name: 'one' })).json['id']);
    expect((await ask('GET', '/things/999')).status).toBe(404);
    await ask('DELETE', `/things/${id}`);
    expect((await ask('GET', `/things/${id}`)).status).toBe(410);
  });

  test('answers with 410 for what never was, where no other refusal is documented', async () => {
    const read = { responses: { 200: ok(), 410: { description: 'Gone.' } } };
    const ask = client(await things({ ...OPERATIONS, 'GET /things/{number}': read }, THINGS));
    expect((await ask('GET', '/things/999')).status).toBe(410);
  });
});

test('creates by PUT at the address that the client chose, and replaces then', async () => {
  const put = { requestBody: json(), responses: { 200: ok(), 201: ok() } };
  const contract = await things(
    { 'PUT /things/{name}': put, 'GET /things/{name}': { responses: { 200: ok(), 404: { description: 'None.' } } } },
    { properties: { name: { type: 'string' }, size: { type: 'integer' } }, required: ['name'] },
  );
  const ask = client(contract);
  expect((await ask('GET', '/things/a%20b')).status).toBe(404);
  await ask('PUT', '/things/a%20b', { name: 'a b', size: 1 });
  expect((await ask('GET', '/things/a%20b')).json).toEqual({ name: 'a b', size: 1 });
  await ask('PUT', '/things/a%20b', { name: 'a b' });
  expect((await ask('GET', '/things/a%20b')).json).toEqual({ name: 'a b' });
});

test('what a PUT creates was created then, and its replacement changed later', async () => {
  const put = { requestBody: json(), responses: { 200: ok(), 201: ok() } };
  const time = { type: 'string', format: 'date-time', readOnly: true };
  const contract = await things(
    { 'PUT /things/{name}': put, 'GET /things/{name}': { responses: { 200: ok() } } },
    {
      properties: { name: { type: 'string' }, createdAt: time, updatedAt: time },
      required: ['name', 'createdAt', 'updatedAt'],
    },
  );
  let year = 2031;
  const ask = client(contract, { now: () => new Date(`${year}-02-03T04:05:06Z`) });
  const [first, second] = ['2031-02-03T04:05:06Z', '2032-02-03T04:05:06Z'];
  await ask('PUT', '/things/a', { name: 'a' });
  expect((await ask('GET', '/things/a')).json).toEqual({ name: 'a', createdAt: first, updatedAt: first });
  year += 1;
  await ask('PUT', '/things/a', { name: 'a' });
  expect((await ask('GET', '/things/a')).json).toEqual({ name: 'a', createdAt: first, updatedAt: second });
});

test('refuses a second thing of the name that the client chose, where a conflict is documented', async () => {
  const contract = await things(
    {
      'POST /things': { requestBody: json(), responses: { 201: ok(), 409: { description: 'There is one.' } } },
      'GET /things/{name}': { responses: { 200: ok() } },
    },
    { properties: { name: { type: 'string' } }, required: ['name'] },
  );
  const ask = client(contract);
  expect((await ask('POST', '/things', { name: 'a' })).status).toBe(201);
  expect((await ask('POST', '/things', { name: 'a' })).status).toBe(409);
  expect((await ask('POST', '/things', { name: 'b' })).status).toBe(201);
});

test('finds the thing and the list in what wraps them', async () => {
  const page = {
    type: 'object',
    required: ['data'],
    properties: {
      data: { type: 'array', items: THING },
      meta: { type: 'object', properties: { total: { type: 'integer' } }, required: ['total'] },
    },
    example: { data: [{ id: 'x1', name: 'shown' }], meta: { total: 1 } },
  };
  const one = { type: 'object', required: ['data'], properties: { data: THING } };
  const contract = await things(
    {
      'POST /things': { requestBody: json(one), responses: { 201: ok(one) } },
      'GET /things': {
        responses: { 200: { ...ok(), content: { 'application/json': { schema: page, example: page.example } } } },
      },
      'GET /things/{thingId}': { responses: { 200: ok(one) } },
    },
    { properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' } }, required: ['id', 'name'] },
  );
  const ask = client(contract);
  const made = (await ask('POST', '/things', { data: { name: 'new' } })).json['data'] as JsonObject;
  expect(made['name']).toBe('new');
  expect((await ask('GET', `/things/${String(made['id'])}`)).json).toEqual({ data: made });
  expect((await ask('GET', '/things')).json).toEqual({ data: [{ id: 'x1', name: 'shown' }, made], meta: { total: 2 } });
});

describe('what does not conform by itself', () => {
  const OPERATIONS = {
    'POST /things': { requestBody: json(), responses: { 201: ok() } },
    'GET /things': { responses: { 200: ok({ type: 'array', items: THING }) } },
    'GET /things/{thingId}': { responses: { 200: ok(), 404: { description: 'None.' } } },
  };
  const id = { type: 'string', readOnly: true };

  test('is listed though a member is missing that only requests need', async () => {
    const pin = { type: 'string', writeOnly: true };
    const ask = client(await things(OPERATIONS, { properties: { id, pin }, required: ['id', 'pin'] }));
    const made = await ask('POST', '/things', { pin: '1234' });
    expect(made.json).toEqual({ id: made.json['id'] });
    expect((await ask('GET', '/things')).json).toEqual([made.json]);
  });

  test('keeps what was sent of an object in which the answer has more', async () => {
    const inner = { type: 'object', required: ['image'], properties: { title: { type: 'string' } } };
    const shown = { ...inner, properties: { ...inner.properties, image: { type: 'string', example: 'shown.png' } } };
    const answer = ok({ type: 'object', properties: { id, meta: shown } });
    const sent = json({ type: 'object', properties: { meta: { ...inner, required: [] } } });
    const ask = client(
      await things({
        'POST /things': { requestBody: sent, responses: { 201: answer } },
        'GET /things/{thingId}': { responses: { 200: answer } },
      }),
    );
    const made = await ask('POST', '/things', { meta: { title: 'Mine' } });
    expect(made.json['meta']).toEqual({ title: 'Mine', image: 'shown.png' });
    expect((await ask('GET', `/things/${String(made.json['id'])}`)).json).toEqual(made.json);
  });

  test('shows the same of a thing that it could not show as it was sent', async () => {
    const time = { type: 'string', format: 'date-time' };
    const owner = { type: 'object', required: ['at'], properties: { at: time } };
    const answer = ok({ type: 'object', required: ['id', 'owner'], properties: { id, owner } });
    const sent = json({ type: 'object', properties: { owner: { type: 'string' } } });
    const ask = client(
      await things({
        'POST /things': { requestBody: sent, responses: { 201: answer } },
        'GET /things/{thingId}': { responses: { 200: answer } },
      }),
    );
    const made = await ask('POST', '/things', { owner: 'me' });
    expect((await ask('GET', `/things/${String(made.json['id'])}`)).json['owner']).toEqual(made.json['owner']);
  });
});

test('numbers what has to have a number, where the documented answer shows none', async () => {
  const thing = { properties: { number: { type: 'integer' }, name: { type: 'string' } }, required: ['number'] };
  const wrong = { 'application/json': { schema: THING, example: { shown: 1, more: 2 } } };
  const post = { requestBody: json({ type: 'object' }), responses: { 201: { description: 'Made.', content: wrong } } };
  const read = { responses: { 200: ok(), 404: { description: 'None.' } } };
  const ask = client(await things({ 'POST /things': post, 'GET /things/{number}': read }, thing));
  const made = [await ask('POST', '/things', { name: 'a' }), await ask('POST', '/things', { name: 'b' })];
  const numbers = made.map((one) => one.json['number']);
  expect(new Set(numbers.filter((number) => typeof number === 'number')).size).toBe(2);
  expect((await ask('GET', `/things/${String(numbers[1])}`)).json).toMatchObject({ number: numbers[1] });
});

test('names a thing by the last segment of the URI that is its identifier', async () => {
  const id = { type: 'string', format: 'uri', readOnly: true, example: 'https://api.test/things/7' };
  const contract = await things(
    {
      'POST /things': { requestBody: json(), responses: { 201: ok() } },
      'GET /things/{id}': { responses: { 200: ok(), 404: { description: 'None.' } } },
    },
    { properties: { id, name: { type: 'string' } }, required: ['id'] },
  );
  const ask = client(contract);
  const made = await ask('POST', '/things', { name: 'a' });
  const path = new URL(String(made.json['id'])).pathname;
  expect((await ask('GET', path)).json).toEqual(made.json);
  expect((await ask('GET', `${path}0`)).status).toBe(404);
});

test('has what was created under a path that only names another thing', async () => {
  const named = { properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' } }, required: ['id'] };
  const post = { requestBody: json(), responses: { 201: ok() } };
  const read = { responses: { 200: ok(), 404: { description: 'None.' } } };
  const contract = await things(
    {
      ...{ 'POST /things': post, 'GET /things/{thingId}': read },
      ...{ 'POST /agents/{thingId}/tasks': post, 'GET /agents/{thingId}/tasks/{taskId}': read },
    },
    named,
  );
  const ask = client(contract);
  const made = await ask('POST', '/agents/any/tasks', { name: 'a' });
  expect((await ask('GET', `/agents/any/tasks/${String(made.json['id'])}`)).json).toEqual(made.json);
});

test('finds a thing whose parameter is called as that of another resource', async () => {
  const named = { properties: { name: { type: 'string' } }, required: ['name'] };
  const post = { requestBody: json(), responses: { 201: ok() } };
  const read = { responses: { 200: ok(), 404: { description: 'None.' } } };
  const contract = await things(
    {
      ...{ 'POST /secrets': post, 'GET /secrets/{secret_name}': read },
      ...{ 'POST /registries': post, 'GET /registries/{secret_name}': read },
    },
    named,
  );
  const ask = client(contract);
  await ask('POST', '/registries', { name: 'a' });
  expect(await ask('GET', '/registries/a')).toMatchObject({ status: 200, json: { name: 'a' } });
  expect((await ask('GET', '/registries/b')).status).toBe(404);
});

test('has a thing that nothing shows, once something was put into it', async () => {
  const name = { type: 'string' };
  const read = { responses: { 200: ok(), 404: { description: 'None.' } } };
  const contract = await things(
    {
      'POST /things': { requestBody: json(), responses: { 201: ok() } },
      'GET /things/{thingId}': read,
      'POST /things/{thingId}/parts': { requestBody: json(), responses: { 201: ok() } },
      'GET /things/{thingId}/parts/{partId}': read,
    },
    { properties: { id: { type: 'string', readOnly: true }, name }, required: ['id'] },
  );
  const ask = client(contract);
  expect((await ask('GET', '/things/any/parts/1')).status).toBe(404);
  const made = await ask('POST', '/things/any/parts', { name: 'a' });
  expect((await ask('GET', `/things/any/parts/${String(made.json['id'])}`)).json).toEqual(made.json);
});

test('keeps nothing that is called __proto__ in the prototype of others', async () => {
  const contract = await things(
    {
      'POST /things': { requestBody: json(), responses: { 201: ok() } },
      'GET /things/{id}': { responses: { 200: ok(), 404: { description: 'None.' } } },
    },
    { properties: { id: { type: 'string' } }, required: ['id'] },
  );
  const ask = client(contract);
  expect((await ask('POST', '/things', { id: '__proto__' })).status).toBe(201);
  expect((await ask('GET', '/things/__proto__')).json).toEqual({ id: '__proto__' });
  expect((await ask('GET', '/things/constructor')).status).toBe(404);
});

test('never shows a member that is writeOnly, though the schema of the answer has it', async () => {
  const account = {
    type: 'object',
    properties: { id: { type: 'integer', readOnly: true }, pin: { type: 'string', writeOnly: true } },
  };
  const content = { 'application/json': { schema: account } };
  const responses = { 200: { description: '', content }, 201: { description: '', content } };
  const contract = await contractOf({
    paths: {
      '/accounts': { post: { requestBody: { content }, responses } },
      '/accounts/{id}': {
        get: { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }], responses },
      },
    },
  });
  const ask = client(contract);
  const made = await ask('POST', '/accounts', { pin: '1234' });
  const read = await ask('GET', `/accounts/${String(made.json['id'])}`);
  for (const { json } of [made, read]) expect(json).not.toHaveProperty('pin');
});

test('has what a documented request names, though no example shows it', async () => {
  const read = { responses: { 200: ok(), 404: { description: 'None.' } } };
  const contract = await things(
    {
      'POST /things': { requestBody: json(), responses: { 201: ok() } },
      'GET /things': { responses: { 200: ok({ type: 'array', items: THING }) } },
      'GET /things/{thingId}/parts': {
        responses: { ...read.responses, 200: ok({ type: 'array', items: { type: 'string' } }) },
      },
      'GET /things/{thingId}': read,
    },
    { properties: { id: { type: 'string', example: 'a1' }, name: { type: 'string' } }, required: ['id', 'name'] },
    { thingId: 'a1' },
  );
  const ask = client(contract);
  expect(await ask('GET', '/things/a1')).toMatchObject({ status: 200, json: { id: 'a1' } });
  expect((await ask('GET', '/things/a1/parts')).status).toBe(200);
  expect((await ask('GET', '/things')).json).toMatchObject([{ id: 'a1' }]);
  expect((await ask('GET', '/things/b2')).status).toBe(404);
});
