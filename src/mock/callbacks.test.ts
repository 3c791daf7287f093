import { beforeAll, describe, expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import type { Contract } from '../model/contract.ts';
import { createMock } from './mock.ts';
import type { DueCallback } from './callbacks.ts';

const callback = (expression: string) => ({
  [expression]: {
    post: {
      requestBody: {
        content: {
          'application/json': {
            schema: { type: 'object', required: ['id'], properties: { id: { type: 'integer', minimum: 7 } } },
          },
        },
      },
      responses: { 204: { description: 'thanks' } },
    },
  },
});

let contract: Contract;
beforeAll(async () => {
  contract = await contractOf({
    paths: {
      '/subscribe': {
        post: {
          parameters: [{ name: 'other', in: 'query', schema: { type: 'string' } }],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { type: 'object', required: ['url'], properties: { url: { type: 'string' } } },
              },
            },
          },
          responses: { 201: { description: 'made' }, 409: { description: 'there already' } },
          callbacks: {
            onEvent: callback('{$request.body#/url}'),
            onOther: callback('{$request.query.other}/more'),
            onFixed: callback('https://example.org/hook'),
          },
        },
      },
    },
  });
});

/** The callbacks of a subscription. */
async function calledBy(url: string, headers: [string, string][] = []): Promise<DueCallback[]> {
  const called: DueCallback[] = [];
  const mock = createMock([contract], { onCallback: (one) => called.push(one) });
  await mock.handle({
    method: 'POST',
    path: '/subscribe',
    headers: [['Content-Type', 'application/json'], ...headers],
    body: Buffer.from(JSON.stringify({ url })),
  });
  return called;
}

describe('the callbacks of an answer', () => {
  test('go to the URL of the request, with a documented body', async () => {
    const [due, ...others] = await calledBy('http://127.0.0.1:9/hook?token=1');
    expect(due).toMatchObject({
      name: 'onEvent',
      url: new URL('http://127.0.0.1:9/hook?token=1'),
      request: { method: 'POST', path: '/hook?token=1', body: Buffer.from('{"id":7}') },
    });
    expect(others).toStrictEqual([
      { name: 'onOther', problem: 'the request has no $request.query.other' },
      { name: 'onFixed', problem: 'its URL is not that of the request' },
    ]);
  });

  test.each(['file:///etc/passwd', 'ftp://127.0.0.1/', '/hook', 'javascript:1'])('do not go to %s', async (url) => {
    expect((await calledBy(url))[0]).toStrictEqual({ name: 'onEvent', problem: 'its URL is neither http nor https' });
  });

  test('have no callbacks of their own', async () => {
    expect(await calledBy('http://127.0.0.1:9/', [['x-assay-callback', 'onEvent']])).toStrictEqual([]);
  });

  test('are none for a refused request', async () => {
    expect(await calledBy(1 as unknown as string)).toStrictEqual([]);
  });

  test.each([
    ['201', 3],
    ['409', 0],
  ])('are due where one was asked for as %s: %d', async (code, count) =>
    expect(await calledBy('http://127.0.0.1:9/', [['Prefer', `code=${code}`]])).toHaveLength(count),
  );
});

describe('what a callback sends', () => {
  const sentBy = async (name: string, operation: object) => {
    const own = await contractOf({
      paths: {
        '/s': {
          post: {
            parameters: [{ name: 'to', in: 'query', schema: { type: 'string' } }],
            responses: { 201: { description: 'made' } },
            callbacks: { [name]: { '{$request.query.to}': operation } },
          },
        },
      },
    });
    const called: DueCallback[] = [];
    const mock = createMock([own], { onCallback: (one) => called.push(one) });
    await mock.handle({ method: 'POST', path: '/s?to=http%3A%2F%2Fh.example%2Fhook', headers: [] });
    const [due] = called;
    if (!due || 'problem' in due) return due?.problem;
    const { body, headers, method } = due.request;
    return [
      method,
      body && Buffer.from(body).toString(),
      ...headers.filter(([field]) => /^(content-type|x-assay)/i.test(field)).map((field) => field.join(': ')),
    ];
  };
  const taking = (type: string, media: object, responses: object = { 204: { description: 'thanks' } }) => ({
    post: { requestBody: { content: { [type]: media } }, responses },
  });

  test.each<[what: string, operation: object, want: Awaited<ReturnType<typeof sentBy>>]>([
    ['nothing, where it has no body', { get: { responses: { 204: { description: 'thanks' } } } }, ['GET', undefined]],
    [
      'an example',
      taking('application/json', { example: { a: 1 } }),
      ['POST', '{"a":1}', 'Content-Type: application/json'],
    ],
    [
      'a value of its schema, where an example is of the answer alone',
      taking(
        'application/json',
        { schema: { const: 7 } },
        { 200: { description: '', content: { 'application/json': { examples: { a: { value: 1 } } } } } },
      ),
      ['POST', '7', 'Content-Type: application/json'],
    ],
    [
      'an empty object, where nothing is said of it',
      taking('application/json', {}),
      ['POST', '{}', 'Content-Type: application/json'],
    ],
    [
      'a body whose media type is open, as JSON',
      taking('*/*', { schema: { const: 7 } }),
      ['POST', '7', 'Content-Type: application/json'],
    ],
  ])('is %s', async (_, operation, want) =>
    expect(await sentBy('on é!', operation)).toStrictEqual([...(want ?? []), 'X-Assay-Callback: on--!']),
  );

  test.each<[what: string, operation: object]>([
    ['the schema has none', taking('application/json', { schema: false })],
    ['its media type cannot hold it', taking('image/png', { schema: { const: { a: 1 } } })],
  ])('is nothing, and that is told, where %s', async (_, operation) =>
    expect(await sentBy('a', operation)).toBe('no value of its body can be written'),
  );
});
