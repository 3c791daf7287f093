import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { RequestValues } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import type { PhaseContext } from '../phases/phase.ts';
import { subscribe } from './subscriptions.ts';

const EMPTY: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
const text = { type: 'string' };
const done = { responses: { 201: { description: 'Done.' } } };
const hook = { post: { ...done } };
/** An operation with callbacks to these expressions. */
const asking = (expressions: string[], more: JsonObject = {}): JsonObject => ({
  ...{ operationId: 'subscribe', ...done },
  callbacks: { onEvent: Object.fromEntries(expressions.map((one) => [one, hook])) },
  ...more,
});
const taking = (schema: JsonObject): JsonObject => ({
  requestBody: { required: true, content: { 'application/json': { schema } } },
});
const URLS = taking({ type: 'object', properties: { url: text, inner: { type: 'object' }, list: { type: 'array' } } });

interface Given {
  /** The body of the request that the target accepted; undefined where none is known. */
  body?: Json;
  status?: number | 'none' | 'held back';
  paths?: JsonObject;
}

async function subscribed(operation: JsonObject, { body, status = 201, paths = {} }: Given = {}) {
  const contract = await contractOf({ paths: { '/hooks': { post: operation }, ...paths } });
  const judged: string[] = [];
  const exchange = (testCase: Case): Exchange => ({
    ...{ request: testCase.request, duration: 0, retries: 0 },
    outcome:
      typeof status === 'number'
        ? { response: { status, headers: [], body: new Uint8Array() } }
        : { failure: { kind: 'reset', message: 'It hung up.' } },
  });
  const context = {
    ...{ contract, options: {} },
    sender: { send: (one: Case) => Promise.resolve(status === 'held back' ? undefined : exchange(one)) },
    judge: { judge: (one: Case) => judged.push(`judge ${one.operation.id}`) },
    onExchange: (one: Case) => judged.push(`tell ${one.operation.id}`),
    baselines: {
      startOf: () =>
        body === undefined
          ? undefined
          : { overrides: NO_OVERRIDES, bases: [{ inputs: { ...EMPTY, mediaType: 'application/json', body } }] },
    },
  } as unknown as PhaseContext;
  return { judged, ...(await subscribe(context, 'http://run.test')) };
}

const BODY = '{$request.body#/url}';
const reasons = ({ unjudged }: Awaited<ReturnType<typeof subscribed>>) => unjudged;

test('an operation gets the address of the run where its callback takes its URL from', async () => {
  const found = await subscribed(asking([`${BODY}/events`], URLS), { body: { url: 'http://a', more: 1 } });
  expect(found.judged).toEqual(['judge subscribe', 'tell subscribe']);
  expect(found.unjudged).toEqual([]);
  expect(found.cases.map(({ inputs: { body } }) => body)).toEqual([{ url: 'http://run.test/callbacks/1', more: 1 }]);
  expect(found.cases[0]).toMatchObject({
    ...{ id: 'subscribe > the request that gives an address for callbacks', phase: 'behaviour' },
    expect: { kind: 'accepted', at: 'request', mayRefuse: true, mayNormalize: true, clause: '#/paths/~1hooks/post' },
  });
  expect(found.subscriptions).toMatchObject([{ path: '/callbacks/1', case: found.cases[0] }]);
  expect(found.subscriptions[0]?.callbacks).toHaveLength(1);
});

test('each subscription has a path of its own', async () => {
  const other = { post: { ...asking([BODY], URLS), operationId: 'other' } };
  const found = await subscribed(asking([BODY], URLS), { body: { url: 'http://a' }, paths: { '/others': other } });
  expect(found.subscriptions.map(({ path }) => path)).toEqual(['/callbacks/1', '/callbacks/2']);
});

test('a request is made of the contract where none is known', async () => {
  const required = taking({ type: 'object', required: ['url'], properties: { url: text } });
  const found = await subscribed(asking([BODY], required));
  expect(found.cases[0]?.inputs.body).toEqual({ url: 'http://run.test/callbacks/1' });
});

test.each<[expression: string, where: 'query' | 'header', name: string]>([
  ['{$request.query.to}', 'query', 'to'],
  ['{$request.header.X-To}', 'header', 'X-To'],
  ['{$request.header.x-to}', 'header', 'X-To'],
])('the address for %s is in the %s parameter %s', async (expression, where, name) => {
  const parameters = [
    { name: 'other', in: where, schema: text },
    { name, in: where === 'query' ? 'header' : 'query', schema: text },
    { name, in: where, schema: text },
  ];
  const found = await subscribed(asking([expression], { parameters, ...URLS }), { body: {} });
  expect(found.cases[0]?.inputs).toEqual({
    ...{ ...EMPTY, mediaType: 'application/json', body: {} },
    [where]: { [name]: 'http://run.test/callbacks/1' },
  });
});

test('two callbacks of one operation get the address in both places', async () => {
  const parameters = [{ name: 'to', in: 'query', schema: text }];
  const found = await subscribed(asking([BODY, '{$request.query.to}'], { parameters, ...URLS }), { body: {} });
  const url = 'http://run.test/callbacks/1';
  expect(found.cases[0]?.inputs).toMatchObject({ body: { url }, query: { to: url } });
  expect(found.subscriptions[0]?.callbacks).toHaveLength(2);
});

test.each<[expression: string]>([
  ['http://example.org/events'],
  ['{$response.body#/url}'],
  ['{$url}'],
  ['{$request.path.id}'],
  ['before/{$request.body#/url}'],
])('nothing is asked for where a callback goes to %s', async (expression) => {
  const found = await subscribed(asking([expression], URLS), { body: { url: 'a' } });
  expect({ cases: found.cases, unjudged: found.unjudged }).toEqual({ cases: [], unjudged: [] });
});

test.each<[what: string, operation: JsonObject, given: Given, reason: string]>([
  [
    'the whole body would be the URL',
    asking(['{$request.body#}'], URLS),
    { body: {} },
    'the request has no place for the URL',
  ],
  ['no body is sent', asking([BODY]), { body: undefined }, 'the request has no place for the URL'],
  [
    'nothing is around the URL',
    asking(['{$request.body#/inner/url}'], URLS),
    { body: {} },
    'the request has no place for the URL',
  ],
  [
    'the URL is an item',
    asking(['{$request.body#/list/0}'], URLS),
    { body: { list: [] } },
    'the request has no place for the URL',
  ],
  [
    'no parameter has the name',
    asking(['{$request.query.to}'], URLS),
    { body: {} },
    'the request has no place for the URL',
  ],
  [
    'a parameter of the query has the name in other letters',
    asking(['{$request.query.TO}'], { ...URLS, parameters: [{ name: 'to', in: 'query', schema: text }] }),
    { body: {} },
    'the request has no place for the URL',
  ],
  [
    'one of two has no place',
    asking([BODY, '{$request.query.to}'], URLS),
    { body: {} },
    'the request has no place for the URL',
  ],
  ['no request is known', asking([BODY], taking(false as never)), {}, 'no request of the operation is known'],
  [
    'it is held back',
    asking([BODY], URLS),
    { body: {}, status: 'held back' },
    'the request that asks for them was held back',
  ],
  ['it is refused', asking([BODY], URLS), { body: {}, status: 400 }, 'the request that asks for them was not accepted'],
  [
    'it is sent elsewhere',
    asking([BODY], URLS),
    { body: {}, status: 300 },
    'the request that asks for them was not accepted',
  ],
  [
    'nothing answers',
    asking([BODY], URLS),
    { body: {}, status: 'none' },
    'the request that asks for them was not accepted',
  ],
  [
    'the contract forbids the address',
    asking([BODY], taking({ type: 'object', properties: { url: { type: 'string', maxLength: 3 } } })),
    { body: { url: 'a' } },
    'the address of the run is not allowed: request body#/url must NOT have more than 3 characters',
  ],
])('its callbacks are not judged where %s', async (_, operation, given, reason) => {
  const found = await subscribed(operation, given);
  expect(reasons(found)).toEqual([{ operation: 'subscribe', reason: `its callbacks were not judged: ${reason}` }]);
  expect(found.subscriptions).toEqual([]);
});

test.each([200, 299])('an answer of %i is a subscription', async (status) => {
  expect((await subscribed(asking([BODY], URLS), { body: {}, status })).subscriptions).toHaveLength(1);
});
