/** Overrides by way of the mock, in every mode. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { HeaderField } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Override, OverrideAnswer } from '../../model/override.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { createMock, type Mock, type MockOptions } from '../mock.ts';
import { MODE_NAMES } from '../modes.ts';
import { withMembers } from './overridden-reply.ts';

let contract: Contract;
beforeAll(async () => {
  const schema = {
    type: 'object',
    required: ['id', 'title'],
    properties: { id: { type: 'string' }, title: { type: 'string' }, by: { type: 'object' } },
  };
  const clash = {
    type: 'object',
    required: ['status', 'message'],
    properties: { status: { type: 'integer' }, message: { type: 'string' } },
  };
  const content = (value: Json, more: object = {}) => ({
    'application/json;charset=utf-8': { schema, examples: { first: { value }, ...more } },
  });
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  contract = await contractOf({
    paths: {
      '/books/{id}': {
        get: {
          operationId: 'getBook',
          parameters: [id],
          responses: {
            200: {
              description: '',
              headers: { 'X-Shown': { schema: { type: 'string' }, example: 'yes' } },
              content: content(
                { id: '1', title: 'A', by: { name: 'N', born: 1 } },
                { second: { value: { id: '2', title: 'B' } } },
              ),
            },
            404: { description: '', content: { 'application/json': { example: { message: 'gone' } } } },
            409: { description: '', content: { 'application/json': { schema: clash } } },
            500: { description: '' },
          },
        },
      },
      '/text': {
        get: {
          operationId: 'text',
          responses: { 200: { description: '', content: { 'text/plain': { example: 'a' } } } },
        },
      },
      '/none': { get: { operationId: 'none', responses: { 204: { description: '' } } } },
    },
  });
});

const mockOf = (overrides: Record<string, Override[]>, options: MockOptions = {}): Mock =>
  createMock([{ ...contract, overrides }], { seed: 1, ...options });
const get = (path: string, headers: HeaderField[] = [], method = 'GET') => ({ method, path, headers });
const json = (body: string | Uint8Array) => JSON.parse(String(body)) as JsonObject;

describe.each(MODE_NAMES)('in the mode %s', (mode) => {
  const ask = async (answer: OverrideAnswer, path = '/books/x', options: MockOptions = {}) => {
    const operation = { '/books/x': 'getBook', '/text': 'text', '/none': 'none' }[path] ?? '';
    return mockOf({ [operation]: [{ answer }] }, { mode, ...options }).reply(get(path));
  };
  const type = (headers: HeaderField[]) => new Map(headers).get('Content-Type');

  test('a status is answered with its documented body', async () => {
    const { status, body, headers } = await ask({ status: 404 });
    expect([status, type(headers), json(body)]).toEqual([404, 'application/json', { message: 'gone' }]);
    expect(new Map(headers).has('Preference-Applied')).toBe(false);
  });

  test('an error without an example is answered with its documented members', async () => {
    const { status, body } = await ask({ status: 409 });
    expect([status, json(body)]).toEqual([
      409,
      { status: 409, message: 'an override of the mock asks for this answer' },
    ]);
  });

  test('an error without a documented body is answered with one', async () => {
    const { status, body } = await ask({ status: 500 }, '/books/x', { errors: 'object' });
    expect([status, Object.keys(json(body))]).toEqual([500, ['error']]);
  });

  test('an undocumented error with a body has that alone', async () => {
    const { status, body } = await ask({ status: 418, undocumented: true, body: { tea: true } });
    expect([status, json(body)]).toEqual([418, { tea: true }]);
  });

  test('an example is answered by its name', async () => {
    const { body } = await ask({ example: 'second' });
    expect(json(body)).toMatchObject({ title: 'B' });
  });

  test('members stand in the place of the documented ones, and the length is that of the whole', async () => {
    const { status, body, headers } = await ask({ example: 'first', body: { title: 'Ö', by: { born: 2 } } });
    expect([status, type(headers)]).toEqual([200, 'application/json;charset=utf-8']);
    expect(json(body)).toMatchObject({ title: 'Ö', by: { name: 'N', born: 2 } });
    expect(new Map(headers).get('Content-Length')).toBe(String(Buffer.byteLength(String(body))));
  });

  test('headers are added, and replace documented ones in any letters', async () => {
    const { headers, body } = await ask({ example: 'first', headers: { 'x-shown': 'no', 'X-Rate': 3 } });
    const given = headers.filter(([name]) => /^x-/i.test(name));
    expect(given).toEqual([
      ['x-shown', 'no'],
      ['X-Rate', '3'],
    ]);
    expect(json(body)).toMatchObject({ title: 'A' });
  });

  test('the other documented headers stay beside a body and a header that are given', async () => {
    const { headers } = await ask({ example: 'first', body: { title: 'B' }, headers: { 'X-Rate': 3 } });
    expect(headers.filter(([name]) => /^x-/i.test(name)).map(([name]) => name)).toEqual(['X-Shown', 'X-Rate']);
  });

  test('a body that is text is replaced as a whole', async () => {
    const { body, headers } = await ask({ body: 'b' }, '/text');
    expect([body, type(headers)]).toEqual(['b', 'text/plain']);
  });

  test.each<[Json, string, string]>([
    ['no', 'text/plain', 'no'],
    [{ a: 1 }, 'application/json', '{"a":1}'],
  ])('a body where none is documented, %j, is labelled as what it is', async (given, label, want) => {
    const { status, body, headers } = await ask({ status: 200, body: given, undocumented: true }, '/none');
    expect([status, body, type(headers)]).toEqual([200, want, label]);
  });

  test('a media type that is given is the one of the body', async () => {
    const { body, headers } = await ask({ headers: { 'content-type': 'text/html' }, body: '<p>', undocumented: true });
    expect([body, headers.filter(([name]) => /^content-type$/i.test(name))]).toEqual([
      '<p>',
      [['Content-Type', 'text/html']],
    ]);
  });

  test.each([
    [400, 'application/json'],
    [399, undefined],
  ])('the undocumented status %i has a body of the type %s', async (status, label) => {
    const made = await ask({ status, undocumented: true }, '/books/x', { errors: 'object' });
    expect([made.status, type(made.headers)]).toEqual([status, label]);
  });

  test('an empty answer is as without overrides', async () => {
    const { status, body } = await ask({});
    expect([status, Object.keys(json(body))]).toEqual([200, expect.arrayContaining(['id', 'title'])]);
  });
});

describe('which override answers', () => {
  const titled = (title: string): OverrideAnswer => ({ body: { title } });
  const titleOf = async (mock: Mock, path = '/books/x', headers: HeaderField[] = []) =>
    json((await mock.reply(get(path, headers))).body)['title'];

  test('is the first whose conditions hold', async () => {
    const mock = mockOf({
      getBook: [
        { when: { path: { id: 'a' } }, answer: titled('one') },
        { when: { path: { id: { matches: '[ab]' } } }, answer: titled('two') },
      ],
    });
    expect(await Promise.all(['a', 'b', 'c'].map((id) => titleOf(mock, `/books/${id}`)))).toEqual(['one', 'two', 'A']);
  });

  test.each([
    [undefined, ['one', 'two', 'two', 'two']],
    [false, ['one', 'two', 'two', 'two']],
    [true, ['one', 'two', 'one', 'two']],
  ])('gives its answers in turn, with repeat %s', async (repeat, want) => {
    const answers = [titled('one'), titled('two')];
    const mock = mockOf({ getBook: [{ answers, ...(repeat !== undefined && { repeat }) }] });
    const titles: unknown[] = [];
    for (let nth = 0; nth < 4; nth += 1) titles.push(await titleOf(mock));
    expect(titles).toEqual(want);
  });

  test('counts for each override alone', async () => {
    const answers = [titled('one'), titled('two')];
    const mock = mockOf({ getBook: [{ when: { path: { id: 'a' } }, answers }, { answers }] });
    const titles: unknown[] = [];
    for (const id of ['a', 'b', 'a', 'b']) titles.push(await titleOf(mock, `/books/${id}`));
    expect(titles).toEqual(['one', 'one', 'two', 'two']);
  });

  test('is none for whoever asks for an answer by its name', async () =>
    expect(
      await titleOf(mockOf({ getBook: [{ answer: titled('mine') }] }), '/books/x', [['Prefer', 'example=second']]),
    ).toBe('B'));

  test.each([
    ['none', 'A'],
    ['None', 'A'],
    ['all', 'mine'],
  ])('is with X-Assay-Overrides: %s the title %s', async (value, want) =>
    expect(
      await titleOf(mockOf({ getBook: [{ answer: titled('mine') }] }), '/books/x', [['X-Assay-Overrides', value]]),
    ).toBe(want),
  );

  test('is none for an operation called as a member of every object', async () => {
    const of = await contractOf({
      paths: { '/x': { get: { operationId: 'toString', responses: { 204: { description: '' } } } } },
    });
    expect((await createMock([{ ...of, overrides: {} }]).reply(get('/x'))).status).toBe(204);
  });

  test('answers a HEAD as a GET', async () => {
    const { status } = await mockOf({ getBook: [{ answer: { status: 404 } }] }).reply(get('/books/x', [], 'HEAD'));
    expect(status).toBe(404);
  });
});

test('a delay is told to the server and waited for by everybody else', async () => {
  const mock = mockOf({ getBook: [{ answer: { delay: '2ms' } }, { answer: {} }] });
  expect((await mock.reply(get('/books/x'))).delay).toBe(2);
  expect((await mock.handle(get('/books/x'))).status).toBe(200);
  expect((await mockOf({ getBook: [{ answer: {} }] }).reply(get('/books/x'))).delay).toBeUndefined();
});

test('a delay with two ends is drawn from between them, the same for the same seed', async () => {
  const drawn = async () =>
    (await mockOf({ getBook: [{ answer: { delay: '1s..2s' } }] }).reply(get('/books/x'))).delay ?? 0;
  const [one, two] = [await drawn(), await drawn()];
  expect(one).toBe(two);
  expect(one).toBeGreaterThanOrEqual(1_000);
  expect(one).toBeLessThanOrEqual(2_000);
});

test.each<[Json, Json, Json]>([
  [{ a: 1, b: { c: 1, d: 2 } }, { b: { c: 3 } }, { a: 1, b: { c: 3, d: 2 } }],
  [{ a: 1 }, { b: null }, { a: 1, b: null }],
  [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
  [{ a: 1 }, [], []],
  [[1], { a: 1 }, { a: 1 }],
  [{ a: 1 }, { a: { b: 1 } }, { a: { b: 1 } }],
])('%j with the members %j is %j', (value, members, want) => expect(withMembers(value, members)).toEqual(want));
