import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { openCallbackListener } from '../../exchange/callback-listener.ts';
import { httpTarget } from '../../exchange/http-target.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { startMock } from '../../mock/server/server.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Run } from '../../model/run.ts';
import { check } from '../check.ts';

const event = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } };

const content = (schema: JsonObject, example?: JsonObject) => ({
  required: true,
  content: { 'application/json': { schema, ...(example && { example }) } },
});

const answers = (status: number) => ({ [status]: { description: '' } });

const DOCUMENT = {
  paths: {
    '/subscriptions': {
      post: {
        operationId: 'subscribe',
        requestBody: content(
          { type: 'object', required: ['url'], properties: { url: { type: 'string', format: 'uri' } } },
          { url: 'https://example.org/hook' },
        ),
        responses: answers(201),
        callbacks: {
          onEvent: {
            '{$request.body#/url}/events': { post: { requestBody: content(event), responses: answers(200) } },
          },
        },
      },
    },
  },
  webhooks: { newPet: { post: { requestBody: content(event), responses: answers(200) } } },
};

/** A server that takes a subscription, and sends what it is told to before it answers. */
async function runWith(sends: (url: string) => [method: string, url: string, body: string][]): Promise<Run> {
  const contract = await contractOf(DOCUMENT);
  const listener = await openCallbackListener({ port: 0 });
  const target = inProcessTarget('server', async ({ body }) => {
    const { url } = JSON.parse(new TextDecoder().decode(body)) as { url: string };
    if (url.startsWith(listener.url))
      for (const [method, to, text] of sends(url))
        await fetch(to, { method, body: text, headers: { 'Content-Type': 'application/json' } });
    return { status: 201, headers: [], body: new Uint8Array() };
  });
  try {
    return await check(contract, target, { phases: ['examples'], callbacks: listener, callbackPatience: 1 });
  } finally {
    await listener.close();
  }
}

const found = ({ findings }: Run) =>
  findings.map(({ check: id, operation, at, clause }) => [id, operation, at, clause]);

const CALLBACK = '#/paths/~1subscriptions/post/callbacks/onEvent/{$request.body#~1url}~1events/post';

test('a callback as documented is right', async () => {
  const run = await runWith((url) => [['POST', `${url}/events`, '{"id":1}']]);
  expect([run.verdict, found(run), run.unjudged]).toEqual(['conforms', [], []]);
});

test.each<[string, string, string, string, string, string]>([
  [
    'a body that breaks its schema',
    'POST',
    '/events',
    '{"id":"x"}',
    'request body#/id',
    '/requestBody/content/application~1json/schema/properties/id/type',
  ],
  ['another method', 'PUT', '/events', '{"id":1}', 'method', ''],
  ['another path', 'POST', '/other', '{"id":1}', 'path', ''],
])('the target is accused of a callback with %s', async (_, method, path, body, at, clause) => {
  const run = await runWith((url) => [[method, url + path, body]]);
  expect(found(run)).toEqual([['callback', 'subscribe', `callback onEvent ${at}`, `${CALLBACK}${clause}`]]);
});

test('a callback that never comes is listed, and breaks nothing', async () => {
  const run = await runWith(() => []);
  expect([run.verdict, run.unjudged.map(({ reason }) => reason)]).toEqual([
    'conforms',
    ['no callback came within 0.001 s: onEvent'],
  ]);
});

test('a webhook is judged at an address that ends in its name', async () => {
  const run = await runWith((url) => [
    ['POST', `${url}/events`, '{"id":1}'],
    ['POST', `${new URL(url).origin}/newPet`, '{"id":"x"}'],
  ]);
  expect(found(run)).toEqual([
    [
      'callback',
      'webhook newPet',
      'webhook newPet request body#/id',
      '#/webhooks/newPet/post/requestBody/content/application~1json/schema/properties/id/type',
    ],
  ]);
});

test('a body that is too long to be kept accuses nobody', async () => {
  const run = await runWith((url) => [['POST', `${url}/events`, `{"id":"${'x'.repeat(1024 * 1024)}"}`]]);
  expect([found(run), run.unjudged.map(({ reason }) => reason)]).toEqual([
    [],
    ['a request that the target sent was not judged: the callback onEvent is too long to be read'],
  ]);
});

test('the callbacks that the mock sends are as its contract says', async () => {
  const contract = await contractOf(DOCUMENT);
  const listener = await openCallbackListener({ port: 0 });
  const mock = await startMock({ contracts: [contract], port: 0, callbacks: () => undefined });
  const target = httpTarget(mock.url);
  try {
    const run = await check(contract, target, { phases: ['examples'], callbacks: listener });
    expect([run.verdict, found(run), run.unjudged, listener.received.length]).toEqual(['conforms', [], [], 1]);
  } finally {
    await Promise.all([target.close(), listener.close(), mock.close()]);
  }
});
