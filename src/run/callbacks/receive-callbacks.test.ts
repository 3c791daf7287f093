import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { openCallbackListener, type CallbackListener, type ReceivedRequest } from '../../exchange/callback-listener.ts';
import { httpTarget } from '../../exchange/http-target.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { startMock } from '../../mock/server/server.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange, HeaderField } from '../../model/exchange.ts';
import type { Violation } from '../../model/finding.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Run } from '../../model/run.ts';
import { check } from '../check.ts';
import type { PhaseContext } from '../phases/phase.ts';
import { receiveCallbacks } from './receive-callbacks.ts';

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

interface Came {
  method?: string;
  path: string;
  body?: string;
}

/** What becomes of requests that came by themselves, where a subscription to `document` gave the address `/callbacks/1`. */
async function received(document: JsonObject, came: Came[], later: Came[] = [], patience = 1_000) {
  const contract = await contractOf(document);
  const requests: ReceivedRequest[] = [];
  const arrive = (all: Came[]) =>
    void requests.push(
      ...all.map(({ method = 'POST', path, body = '{"id":1}' }) => ({
        ...{ method, path, headers: [['Content-Type', 'application/json']] as HeaderField[], body: Buffer.from(body) },
      })),
    );
  const waited: number[] = [];
  const listener: CallbackListener = {
    ...{ url: 'http://assay.test', received: requests, close: () => Promise.resolve() },
    next: async (left) => {
      waited.push(left);
      arrive(later);
    },
  };
  const reported: string[] = [];
  const entered: Case[] = [];
  const context = {
    ...{ contract, options: {}, baselines: { startOf: () => undefined }, onExchange: () => undefined },
    sender: {
      send: ({ request }: Case) =>
        Promise.resolve({ request, outcome: { response: { status: 201, headers: [], body: new Uint8Array() } } }),
    },
    judge: {
      judge: () => undefined,
      report: (_: Case, { violation }: { violation: Violation }) =>
        reported.push(`${violation.at}: expected ${violation.expected}, got ${violation.actual}`),
      enter: (testCase: Case, { outcome, duration, retries }: Exchange, findings: { violation: Violation }[]) => {
        entered.push(testCase);
        expect([outcome, duration, retries]).toEqual([
          { response: { status: 200, headers: [], body: new Uint8Array() } },
          0,
          0,
        ]);
        reported.push(...findings.map(({ violation: { at } }) => `${testCase.operation.id}, ${at}`));
      },
    },
  } as unknown as PhaseContext;
  arrive(came);
  const { unjudged } = await receiveCallbacks(context, listener, patience);
  return { reported, entered, unjudged: unjudged.map(({ reason }) => reason), waited };
}

const hooks = (names: string[], methods = ['post']) => ({
  paths: {},
  webhooks: Object.fromEntries(
    names.map((name) => [
      name,
      Object.fromEntries(methods.map((method) => [method, { requestBody: content(event), responses: answers(200) }])),
    ]),
  ),
});

test.each<[what: string, document: JsonObject, came: Came, want: string[]]>([
  ['that of its address', hooks(['a', 'b']), { path: '/in/b?x=1' }, ['POST webhook b']],
  ['that of its address, percent-encoded', hooks(['a b', 'b']), { path: '/a%20b' }, ['POST webhook a b']],
  ['the only one at any address', hooks(['a']), { path: '/elsewhere' }, ['POST webhook a']],
  ['none of two at another address', hooks(['a', 'b']), { path: '/elsewhere' }, []],
  ['that of its method', hooks(['a'], ['post', 'put']), { path: '/a', method: 'PUT' }, ['PUT webhook a']],
  ['the only one, by its method', hooks(['a'], ['post', 'put']), { path: '/', method: 'PUT' }, ['PUT webhook a']],
  ['one of its name', hooks(['a'], ['post', 'put']), { path: '/a', method: 'GET' }, ['PUT webhook a']],
  ['none where there is none', hooks([]), { path: '/a' }, []],
])('a request that the target sent is held to the webhook: %s', async (_, document, came, want) => {
  const { entered } = await received(document, [came]);
  expect(entered.map(({ operation: { id, method } }) => `${method} ${id}`)).toEqual(want);
});

test('each request of a webhook is a case of its own, up to a hundred', async () => {
  const { entered, reported } = await received(
    hooks(['a']),
    Array.from({ length: 101 }, (_, nth) => ({ path: '/a', body: nth === 1 ? '{"id":"x"}' : '{"id":1}' })),
  );
  expect(entered.map(({ id }) => id)).toEqual(
    Array.from({ length: 100 }, (_, nth) => `webhook a > request ${nth + 1} that the target sent`),
  );
  expect(reported).toEqual(['webhook a, webhook a request body#/id']);
});

const SUBSCRIBING = { paths: DOCUMENT.paths };

test('a hundred requests of a subscription are judged, wherever below its address they came', async () => {
  const came = Array.from({ length: 101 }, () => ({ path: '/callbacks/1/events', body: '{"id":"x"}' }));
  expect((await received(SUBSCRIBING, came)).reported).toHaveLength(100);
});

test.each<[path: string, reported: string[], unjudged: number]>([
  ['/callbacks/1/events', [], 0],
  ['/callbacks/1/events?x=1', [], 0],
  ['/callbacks/1/other', ['/callbacks/1/other'], 0],
  ['/callbacks/1', ['/callbacks/1'], 0],
  ['/callbacks/1?x=1', ['/callbacks/1'], 0],
  ['/callbacks/10', [], 1],
  ['/callbacks/2', [], 1],
])('a callback at %s is sent to another path than its expression gives: %j', async (path, paths, unjudged) => {
  const run = await received(SUBSCRIBING, [{ path }], [], 1);
  expect(run.reported).toEqual(paths.map((got) => `callback onEvent path: expected /callbacks/1/events, got ${got}`));
  expect(run.unjudged).toEqual(new Array(unjudged).fill('no callback came within 0.001 s: onEvent'));
});

test('callbacks are waited for until each came, and not longer', async () => {
  const events = [{ path: '/callbacks/1/events' }];
  const [there, late, never] = [
    await received(SUBSCRIBING, events, [], 1_000),
    await received(SUBSCRIBING, [], events, 1_000),
    await received(SUBSCRIBING, [], events, 0),
  ];
  expect([there, late, never].map(({ waited, unjudged }) => [waited, unjudged.length])).toEqual([
    [[], 0],
    [[1_000], 0],
    [[], 1],
  ]);
});

test('a request to an address of several callbacks is that which it fits best', async () => {
  const other = { type: 'object', required: ['name'], properties: { name: { type: 'string' }, id: false } };
  const post = DOCUMENT.paths['/subscriptions'].post;
  const to = '{$request.body#/url}/events';
  const callbacks = {
    onName: { [to]: { post: { requestBody: content(other), responses: answers(200) } } },
    onEvent: { [to]: { post: { requestBody: content(event), responses: answers(200) } } },
  };
  const document = { paths: { '/subscriptions': { post: { ...post, callbacks } } } };
  const at = async (body: string) => (await received(document, [{ path: '/callbacks/1/events', body }])).reported;
  expect([await at('{"id":1}'), await at('{"name":"x"}')]).toEqual([[], []]);
  expect(await at('{"id":"x"}')).toEqual(['callback onEvent request body#/id: expected "integer", got "x"']);
});
