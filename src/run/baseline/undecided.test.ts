import { expect, test } from '@jest/globals';
import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Tried } from './climb.ts';
import { toldOf, undecidedFor } from './undecided.ts';

const done = { description: 'Done.' };
const parameter = (name: string, where: string, example?: string) => ({
  ...{ name, in: where, required: where === 'path', schema: { type: 'string' } },
  ...(example !== undefined && { example }),
});
const BODY = {
  content: {
    'application/json': {
      schema: { type: 'object', properties: { name: { type: 'string' }, pin: { type: 'string', format: 'password' } } },
    },
  },
};

const contract: Contract = await contractOf({
  paths: {
    '/pets': { post: { operationId: 'createPet', requestBody: BODY, responses: { 201: done } } },
    '/pets/{petId}': {
      parameters: [parameter('petId', 'path')],
      get: { operationId: 'getPet', parameters: [parameter('view', 'query')], responses: { 200: done } },
      put: { operationId: 'putPet', requestBody: BODY, responses: { 200: done } },
    },
    '/shops/{shopId}/pets/{petId}': {
      parameters: [parameter('shopId', 'path'), parameter('petId', 'path')],
      delete: { operationId: 'removePet', responses: { 204: done } },
    },
    '/dogs/{dogId}': {
      parameters: [parameter('dogId', 'path', 'rex')],
      get: { operationId: 'getDog', responses: { 200: done } },
    },
  },
});

const operationOf = (id: string) => contract.operations.find((one) => one.id === id) as Operation;

interface Row {
  status?: number;
  says?: string;
  body?: Json;
  isOfKnown?: true;
  path?: Record<string, string>;
}

function tried(operation: Operation, { status, says = '', body, isOfKnown, path = {} }: Row): Tried {
  const inputs: RequestValues = {
    ...{ path, query: {}, header: {}, cookie: {} },
    ...(body !== undefined && { body, mediaType: 'application/json' }),
  };
  const written = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? 'x');
  return {
    candidate: { title: 'x', inputs, headers: [], learned: [], ...(isOfKnown && { isOfKnown }) },
    case: { operation, inputs, request: { method: operation.method, path: written, headers: [] } },
    exchange: {},
    ...(status !== undefined && { status }),
    says,
  } as unknown as Tried;
}

/** What is said of an operation that refused these requests. */
function say(id: string, rows: Row[]) {
  const operation = operationOf(id);
  const baseline = { operation, climb: { refused: rows.map((row) => tried(operation, row)) }, seen: new Map() };
  return undecidedFor(contract, baseline, (text) => text.replaceAll('hunter2', '***'));
}

test.each<[string, Row[]]>([
  ['nothing was asked', []],
  ['no answer came', [{}]],
  ['every answer was a failure of the server', [{ status: 500 }, { status: 502 }]],
  ['every answer refused the credentials', [{ status: 401 }]],
])('nothing is undecided beyond what its cases say where %s', (_, rows) => {
  expect(say('createPet', rows)).toBeUndefined();
});

test('one refused request is told with the words of the refusal, and with what to correct', () => {
  expect(say('createPet', [{ status: 422, says: 'no hunter2', body: { name: 'a', pin: 'b' } }])).toEqual({
    operation: 'createPet',
    reason: 'the one request that the contract allows was not accepted (422)',
    said: 'no ***',
    hint: 'Give one that it accepts in assay.yaml: requests: {"createPet":{"body":{"name":"a","pin":"[masked]"}}}',
  });
});

test('what is unavailable is told with the words of the target', () => {
  expect(say('createPet', [{ status: 503, says: 'switched off' }])).toMatchObject({
    reason: 'the one request that the contract allows was not accepted (503)',
    said: 'switched off',
  });
});

test('several refused requests are told a line each, the last one with an answer counting', () => {
  expect(
    say('createPet', [
      { status: 500 },
      { status: 400, says: 'first' },
      { status: 422, body: { name: 'hunter2', pin: '1' } },
    ]),
  ).toEqual({
    operation: 'createPet',
    reason: 'none of 3 requests that the contract allows was accepted (422)',
    tried: ['POST /pets → 500', 'POST /pets → 400: first', 'POST /pets {"name":"***","pin":"[masked]"} → 422'],
    hint: 'Give one that it accepts in assay.yaml: requests: {"createPet":{"body":{"name":"***","pin":"[masked]"}}}',
  });
});

test('the first two of several refused requests are told, and the last one', () => {
  const refused = ['a', 'b', 'c', 'd'].map((says) => ({ status: 400, says }));
  expect(say('createPet', refused)).toMatchObject({
    reason: 'none of 4 requests that the contract allows was accepted (400)',
    tried: ['POST /pets → 400: a', 'POST /pets → 400: b', 'POST /pets → 400: d'],
  });
});

test('refusals of the request say more than those of the path and than failures', () => {
  const reason = (...statuses: number[]) =>
    say(
      'createPet',
      statuses.map((status) => ({ status })),
    )?.reason;
  expect(reason(422, 404)).toMatch(/\(422\)$/);
  expect(reason(400, 422, 410)).toMatch(/\(422\)$/);
  expect(reason(422, 403)).toMatch(/\(422\)$/);
  expect(reason(400, 500)).toMatch(/\(400\)$/);
  expect(reason(404, 500)).toMatch(/\(500\)$/);
  expect(reason(403, 404)).toMatch(/\(404\)$/);
});

test('credentials are asked for where every answer is 403, even of one thing', () => {
  const hint = (...rows: Row[]) => say('getDog', rows)?.hint;
  expect(hint({ status: 403 }, { status: 403 })).toBe(
    "Give credentials that it accepts with --header 'Authorization: …'.",
  );
  expect(hint({ status: 403 }, { status: 400 }, { status: 403 })).toMatch(/^Give one that it accepts/);
});

test('refusals of a body say more than those that ask for one', () => {
  const body = { name: 'Rex' };
  const rows: Row[] = [
    { status: 400, says: 'A body is expected.' },
    { status: 403, says: 'No.', body },
    { status: 500, body },
  ];
  expect(say('createPet', rows)).toMatchObject({
    reason: 'none of 3 requests that the contract allows was accepted (403)',
    said: 'No.',
    hint: "Give credentials that it accepts with --header 'Authorization: …'.",
  });
  expect(say('createPet', [...rows, { status: 400, says: 'Wrong.', body }])?.said).toBe('Wrong.');
  expect(say('putPet', rows)?.hint).toMatch(/^Give one that it accepts/);
});

test('where every request is forbidden, credentials are asked for', () => {
  expect(say('createPet', [{ status: 403 }, { status: 403 }])?.hint).toBe(
    "Give credentials that it accepts with --header 'Authorization: …'.",
  );
  expect(say('createPet', [{ status: 403 }, { status: 404 }])?.hint).toMatch(/^Give one that it accepts/);
});

test('where nothing is known that a path may name, its names are asked for', () => {
  expect(say('removePet', [{ status: 410 }])).toEqual({
    operation: 'removePet',
    reason: 'no id for {shopId} and {petId}: nothing lists or creates one (a made-up one is answered with 410)',
    hint: 'Name something that is there: --set shopId=VALUE --set petId=VALUE',
  });
});

test.each<[boolean, string, string, Row[]]>([
  [true, 'only read and refused for any reason', 'getPet', [{ status: 400 }]],
  [true, 'changed and not there', 'putPet', [{ status: 404 }, { status: 403 }, { status: 410 }]],
  [false, 'changed and refused for another reason', 'putPet', [{ status: 404 }, { status: 400 }]],
  [false, 'known to be there', 'getPet', [{ status: 404, isOfKnown: true }]],
  [false, 'read without the right credentials', 'getPet', [{ status: 400 }, { status: 401 }]],
  [false, 'documented', 'getDog', [{ status: 404 }]],
  [false, 'named by no path', 'createPet', [{ status: 404 }]],
])('it is %s that an id is missing for what is %s', (isMissing, _, id, rows) => {
  expect(say(id, rows)?.reason.startsWith('no id for')).toBe(isMissing);
});

test('the parameters that were sent are shown with the body', () => {
  expect(say('putPet', [{ status: 400, path: { petId: '7' }, body: [] }])?.hint).toBe(
    'Give one that it accepts in assay.yaml: requests: {"putPet":{"parameters":{"petId":"7"},"body":[]}}',
  );
  expect(say('createPet', [{ status: 400 }])?.hint).toMatch(/requests: \{"createPet":\{\}\}$/);
});

test('long bodies and paths are cut', () => {
  const long = { name: 'a'.repeat(1_000) };
  const said = say('putPet', [
    { status: 400, path: { petId: 'b'.repeat(1_000) }, body: long },
    { status: 400, body: long },
  ]);
  expect(said?.hint?.length).toBe('Give one that it accepts in assay.yaml: '.length + 400);
  const [first = '', second = ''] = said?.tried ?? [];
  expect(second.length).toBe('PUT /pets/x  → 400'.length + 200);
  expect(first.length).toBe('PUT   → 400'.length + 2 * 200);
});

test.each([
  [0, []],
  [3, [0, 1, 2]],
  [4, [0, 1, 3]],
  [7, [0, 1, 6]],
])('the first two and the last one of %d refused requests are told', (count, told) => {
  const all = Array.from({ length: count }, (_, index) => ({ status: index }) as Tried);
  expect(toldOf(all).map(({ status }) => status)).toEqual(told);
});
