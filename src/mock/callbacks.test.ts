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
          responses: { 201: { description: 'made' } },
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
    expect(others).toEqual([
      { name: 'onOther', problem: 'the request has no $request.query.other' },
      { name: 'onFixed', problem: 'its URL is not that of the request' },
    ]);
  });

  test.each(['file:///etc/passwd', 'ftp://127.0.0.1/', '/hook', 'javascript:1'])('do not go to %s', async (url) => {
    expect((await calledBy(url))[0]).toEqual({ name: 'onEvent', problem: 'its URL is neither http nor https' });
  });

  test('have no callbacks of their own', async () => {
    expect(await calledBy('http://127.0.0.1:9/', [['x-assay-callback', 'onEvent']])).toEqual([]);
  });

  test('are none for a refused request', async () => {
    expect(await calledBy(1 as unknown as string)).toEqual([]);
  });
});
