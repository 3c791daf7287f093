import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Operation } from '../../model/contract.ts';
import type { Exchange, HeaderField, Request, Response, Target } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { createLedger } from '../state/ledger.ts';
import { watchLists, type LastListsOptions } from './list-last.ts';

const done = { description: 'Done.' };
const at = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const body = {
  content: { 'application/json': { schema: { type: 'object', properties: { name: { type: 'string' } } } } },
};
const many = {
  ...done,
  content: { 'application/json': { schema: { type: 'array', items: { properties: { id: { type: 'string' } } } } } },
};
const contract = await contractOf({
  paths: {
    '/pets': {
      get: { operationId: 'listPets', responses: { 200: many } },
      post: { operationId: 'createPet', requestBody: body, responses: { 201: done } },
    },
    '/pets/{id}': {
      parameters: [at('id')],
      get: { operationId: 'getPet', responses: { 200: done } },
      delete: { operationId: 'deletePet', responses: { 204: done } },
    },
    '/pets/adopt': { post: { operationId: 'adoptPet', requestBody: body, responses: { 200: done } } },
    '/pets/search': { post: { operationId: 'searchPets', requestBody: body, responses: { 200: done } } },
    '/shelves/{shelf}/crates': {
      parameters: [at('shelf')],
      get: { operationId: 'listCrates', responses: { 200: many } },
      post: { operationId: 'createCrate', requestBody: body, responses: { 201: done } },
    },
    '/shelves/{shelf}/crates/{id}': {
      parameters: [at('shelf'), at('id')],
      get: { operationId: 'getCrate', responses: { 200: done } },
    },
    '/logs': { get: { operationId: 'listLogs', responses: { 200: many } } },
    '/logs/{id}': { parameters: [at('id')], get: { operationId: 'getLog', responses: { 200: done } } },
  },
});
const operationOf = (id: string) => contract.operations.find((one) => one.id === id) as Operation;

interface Row {
  operation?: string;
  /** The parameters of its path. */
  path?: Record<string, string>;
  /** What the target answers to a creation. */
  answer?: Json;
  status?: number | 'none';
  body?: Json;
  at?: string;
  sent?: number;
  kind?: 'accepted' | 'refused';
  headers?: HeaderField[];
}

const respond = (status: number, value?: Json, headers: HeaderField[] = []): Response => ({
  status,
  headers,
  body: Buffer.from(value === undefined ? '' : JSON.stringify(value)),
});

let nth = 0;
/** A request of the run, and what came of it. */
function seen({ operation = 'createPet', at: place = 'request', kind = 'refused', ...row }: Row): [Case, Exchange] {
  const sends = operationOf(operation);
  const inputs = {
    ...{ path: row.path ?? {}, query: {}, header: {}, cookie: {} },
    ...(sends.method === 'POST' && row.body !== undefined && { body: row.body, mediaType: 'application/json' }),
  };
  const request = encodeRequest(sends, inputs, NO_OVERRIDES);
  const { status = 400 } = row;
  const outcome =
    status === 'none'
      ? { failure: { kind: 'timeout', message: 'no answer' } }
      : { response: respond(status, sends.method === 'GET' ? row.body : row.answer, row.headers) };
  const expected = { kind, clause: '#', at: place };
  return [
    { id: `case ${(nth += 1)}`, operation: sends, inputs, request, expect: expected } as unknown as Case,
    { request, outcome, startedAt: row.sent ?? 1_000 } as unknown as Exchange,
  ];
}

/** A run in which this was seen, and whose lists show this at its end. */
function open(
  rows: Row[],
  { pets = [], logs = [], ...more }: { pets?: Json; logs?: Json } & Partial<LastListsOptions> = {},
) {
  const asked: string[] = [];
  const plain = inProcessTarget('pets', () => respond(204), 'http://127.0.0.1:1');
  const target: Target = {
    ...plain,
    send: (request: Request) => {
      asked.push(`${request.method} ${request.path}`);
      const response = respond(200, request.path === '/logs' ? logs : pets);
      return Promise.resolve({ request, outcome: { response }, duration: 1, retries: 0 });
    },
  };
  const ledger = createLedger();
  const watched = watchLists(contract, {
    target,
    ledger,
    known: {
      itemsIn: ({ item = '' }, _list, response) =>
        (JSON.parse(Buffer.from(response.body).toString()) as JsonObject[]).flatMap((shown) =>
          Array.isArray(shown) ? [] : [{ template: item, params: { id: shown['id'] ?? '' }, shown }],
        ),
    },
    marks: { in: (text) => text.match(/r1\w+/g) ?? [] },
    ...more,
  });
  for (const row of rows) watched.see(...seen(row));
  return { watched, ledger, asked, target };
}

const LISTED_NOTHING: Row = { operation: 'listPets', status: 200, body: [], kind: 'accepted' };
const reasons = (left: { reason: string }[]) => left.map(({ reason }) => reason.replace(/: curl .*/, ': curl'));

test('nothing is asked for where nothing may have been made', async () => {
  const { watched, asked } = open([LISTED_NOTHING, { operation: 'getPet', status: 404 }]);
  expect(await watched.look()).toEqual({ made: [], left: [] });
  expect(asked).toEqual([]);
});

test('the list of what a refused request asked to create is asked for', async () => {
  const { watched, asked } = open([{ body: { name: 'rex' } }]);
  await watched.look();
  expect(asked).toEqual(['GET /pets']);
});

test.each<[how: string, rows: Row[], outcome: Exchange['outcome'], isTold: boolean]>([
  ['answered with 500', [LISTED_NOTHING], { response: respond(500) }, true],
  [
    'not answered',
    [LISTED_NOTHING],
    { failure: { kind: 'reset', message: 'the target closed the connection without an answer' } },
    true,
  ],
  ['no longer there', [LISTED_NOTHING], { response: respond(404) }, false],
  ['answered with 500, and was not read before', [], { response: respond(500) }, false],
])('a list that is %s at the end is told', async (_, rows, outcome, isTold) => {
  const { target } = open([]);
  const failing: Target = {
    ...target,
    send: (request) => Promise.resolve({ request, outcome, duration: 1, retries: 0 }),
  };
  const { watched } = open([...rows, { body: { name: 'rex' } }], { target: failing });
  const why = 'response' in outcome ? '500' : 'the target closed the connection without an answer';
  expect((await watched.look()).left).toEqual(
    isTold
      ? [
          {
            operation: 'listPets',
            reason: `its list could be read when the run began, and not at its end (${why}), so that nobody knows whether it lists something new`,
          },
        ]
      : [],
  );
});

test('a list that was seen first is asked for once something was sent that changes', async () => {
  const { watched, asked } = open([LISTED_NOTHING, { status: 201, body: { name: 'rex' } }]);
  await watched.look();
  expect(asked).toEqual(['GET /pets']);
});

test.each<[what: string, answer: Json | undefined, shown: JsonObject, isMade: boolean]>([
  ['an identifier that the list has beside the name', { Id: 'a1b2' }, { id: 'rex', uuid: 'a1b2' }, true],
  ['the name in a list of names', ['92'], { id: '92' }, true],
  ['a number in a list of things', [{ id: 92 }], { id: '92' }, true],
  ['another identifier', { Id: 'a1b3' }, { id: 'rex', uuid: 'a1b2' }, false],
  ['the same text under another name', { colour: 'a1b2' }, { id: 'rex', uuid: 'a1b2' }, false],
  ['nothing', undefined, { id: 'rex' }, false],
])('what is new in a list, where the answer to a creation named %s', async (_, answer, shown, isMade) => {
  const made = { body: { colour: 'red' }, status: 200, sent: 2_000, kind: 'accepted' as const };
  const { watched, ledger } = open([LISTED_NOTHING, { ...made, ...(answer !== undefined && { answer }) }], {
    pets: [shown],
  });
  const { left } = await watched.look();
  expect(ledger.created().map(({ params, by }) => [params, by])).toEqual(
    isMade ? [[{ id: shown['id'] }, 'createPet']] : [],
  );
  expect(left).toHaveLength(isMade ? 0 : 1);
});

test.each<[what: string, row: Row, isMade: boolean]>([
  ['answered with 201', { status: 201, answer: { id: 'a1b2c3' } }, true],
  ['answered with a mark of the run', { status: 200, answer: { id: 'a1b2c3', name: 'Rex r1xx' } }, true],
  ['answered with nothing of the run', { status: 200, answer: { id: 'a1b2c3', name: 'Rex' } }, false],
  ['answered with a list', { status: 201, answer: [{ id: 'a1b2c3' }] }, false],
  ['a search', { operation: 'searchPets', status: 201, answer: { id: 'a1b2c3' } }, false],
  ['answered with its address', { status: 200, answer: { Path: '/pets/a1b2c3' } }, true],
  ['answered with the address of something else', { status: 200, answer: { Path: '/pets/a1b2c4' } }, false],
  ['answered with an address at which nothing can be deleted', { status: 200, answer: { log: '/logs/a1b2c3' } }, false],
  ['answered with its address among others', { status: 200, answer: [{ Path: '/pets/a1b2c3' }] }, false],
])('what is new in a list, where another POST named it and was %s', async (_, row, isMade) => {
  const made: Row = { operation: 'adoptPet', body: {}, sent: 2_000, kind: 'accepted', ...row };
  const { watched, ledger } = open([LISTED_NOTHING, made], { pets: [{ id: 'a1b2c3' }] });
  const { left } = await watched.look();
  expect(ledger.created().map(({ params }) => params)).toEqual(isMade ? [{ id: 'a1b2c3' }] : []);
  expect(left).toHaveLength(isMade ? 0 : 1);
});

test('a number that another POST named may be that of anything', async () => {
  const made: Row = { operation: 'adoptPet', body: {}, sent: 2_000, status: 201, answer: { id: 1_234_567 } };
  const { watched, ledger } = open([LISTED_NOTHING, made], { pets: [{ id: '1234567' }] });
  expect((await watched.look()).left).toHaveLength(1);
  expect(ledger.created()).toEqual([]);
});

test('what was listed when the run began is not made by it, whatever an answer names', async () => {
  const there = { ...LISTED_NOTHING, body: [{ id: '92' }] };
  const made = { body: {}, status: 200, sent: 2_000, kind: 'accepted' as const, answer: ['92'] };
  const { watched, ledger } = open([there, made], { pets: [{ id: '92' }] });
  expect(await watched.look()).toEqual({ made: [], left: [] });
  expect(ledger.created()).toEqual([]);
});

test.each<[string, Row]>([
  ['has to be refused', { ...LISTED_NOTHING, kind: 'refused' }],
  ['failed', { ...LISTED_NOTHING, status: 500 }],
  ['was refused', { ...LISTED_NOTHING, status: 300 }],
  ['got no answer', { ...LISTED_NOTHING, status: 'none' }],
  ['showed a part', { ...LISTED_NOTHING, headers: [['Link', '</pets?page=2>; rel="next"']] }],
])('what a list showed is not compared with the end where its request %s', async (_, row) => {
  const { watched } = open([row, { status: 201, body: { name: 'rex' } }], { pets: [{ id: 'p1' }] });
  expect((await watched.look()).left).toEqual([]);
});

test('what the first page shows as new is told, where a list that was whole has more pages at the end', async () => {
  const pets = [{ id: 'p0' }, { id: 'p1' }];
  const { target } = open([], { pets });
  const paged: Target = {
    ...target,
    send: async (...sent) => {
      const exchange = await target.send(...sent);
      if (!('response' in exchange.outcome)) return exchange;
      const headers: [string, string][] = [['Link', '</pets?page=2>; rel="next"']];
      return { ...exchange, outcome: { response: { ...exchange.outcome.response, headers } } };
    },
  };
  const first = { ...LISTED_NOTHING, body: [{ id: 'p0' }] };
  const { watched } = open([first, { status: 201, body: { name: 'rex' } }], { target: paged });
  const [grown, left, ...more] = (await watched.look()).left;
  expect(grown).toEqual({
    operation: 'listPets',
    reason:
      'its list had one page when the run began, and has more at its end: what is new on the first one is named here, and no more',
  });
  expect([left?.reason.split(' ').slice(0, 3), more]).toEqual([['/pets/p1', 'is', 'listed,'], []]);
});

test('what was refused under a name with a mark, and is listed, was made', async () => {
  const { watched, ledger } = open([{ body: { name: 'r1a' } }, { body: { name: 'r1a' } }], {
    pets: [{ id: 'p1', name: 'r1a' }],
  });
  const { made, left } = await watched.look();
  expect(made.map(({ path, count, case: { operation } }) => [path, count, operation.id])).toEqual([
    ['/pets/p1', 2, 'createPet'],
  ]);
  expect(left).toEqual([]);
  expect(ledger.created().map(({ params, by }) => [params, by])).toEqual([[{ id: 'p1' }, 'createPet']]);
});

test.each<[string, Row[]]>([
  ['was also sent and accepted', [{ status: 201, body: { name: 'r1a' } }]],
  ['was also sent without an answer', [{ status: 'none', body: { name: 'r1a' } }]],
])('what was refused under a name that %s may have been made by that', async (_, more) => {
  const { watched, ledger } = open([{ body: { name: 'r1a' } }, ...more], { pets: [{ id: 'p1', name: 'r1a' }] });
  expect((await watched.look()).made).toEqual([]);
  expect(ledger.created()).toHaveLength(1);
});

test.each<[number | 'none', boolean, boolean]>([
  [200, false, false],
  [299, false, false],
  [300, false, true],
  [400, true, true],
  [409, false, false],
  [499, true, true],
  [500, false, true],
  ['none', false, true],
])('an answer %s makes what is listed a finding: %s, and enters it: %s', async (status, isMade, isKnown) => {
  const { watched, ledger } = open([{ status, body: { name: 'r1a' } }, { body: { name: 'other' } }], {
    pets: [{ id: 'p1', name: 'r1a' }],
  });
  expect((await watched.look()).made).toHaveLength(isMade ? 1 : 0);
  expect(ledger.created()).toHaveLength(isKnown ? 1 : 0);
});

test('what a refused request asked for under a name that anybody may give is told', async () => {
  const { watched } = open([{ body: { name: 'rex' } }], {
    pets: [
      { id: 'p1', name: 'rex' },
      { id: 'p2', name: 'ada' },
    ],
  });
  const { made, left } = await watched.look();
  expect(made).toEqual([]);
  expect(reasons(left)).toEqual([
    '/pets/p1 is listed, was in no list before, and is what a refused request asked for: curl',
  ]);
  expect(left[0]).toMatchObject({ operation: 'createPet', case: expect.stringMatching(/^case \d+$/) });
});

test('every text that a refused request asked for has to be there', async () => {
  const { watched } = open([{ body: { name: 'rex', kind: 'dog', age: 3 } }], {
    pets: [
      { id: 'p1', name: 'rex', kind: 'cat' },
      { id: 'p2', name: 'rex', kind: 'dog', age: 4 },
    ],
  });
  expect(reasons((await watched.look()).left)).toEqual([expect.stringMatching(/^\/pets\/p2 is listed/)]);
});

test('what was listed before the refused request is not left of it', async () => {
  const { watched, ledger } = open([{ body: { name: 'rex' }, sent: 1_000 }], { pets: [{ id: 'p1', name: 'rex' }] });
  ledger.record({ template: '/pets/{id}', params: { id: 'p1' } }, 'listed', 999);
  expect((await watched.look()).left).toEqual([]);
});

test('a request without a text, and one about its path, say nothing of what is listed', async () => {
  const pets = [{ id: 'p1', name: 'rex' }];
  const without = open([{ body: { age: 3 } }, { body: [] }, {}], { pets });
  expect((await without.watched.look()).left).toEqual([]);
  const elsewhere = open([{ body: { name: 'rex' }, at: 'request path id' }], { pets });
  await elsewhere.watched.look();
  expect(elsewhere.asked).toEqual([]);
});

test('what was deleted and is still listed is told with the case that made it', async () => {
  const item = { template: '/pets/{id}', params: { id: 'p1' } };
  const { watched, ledger } = open([{ status: 201, body: { name: 'rex' } }], { pets: [{ id: 'p1' }] });
  ledger.recordCreated({ ...item, by: 'createPet', case: 'createPet > one' }, 1);
  ledger.recordGone(item);
  const { left } = await watched.look();
  expect(left).toEqual([
    {
      operation: 'createPet',
      case: 'createPet > one',
      reason: expect.stringMatching(/^\/pets\/p1 was deleted and is still listed: curl .*\/pets\/p1/),
    },
  ]);
});

test('what is new in a list and not known to be created is told with the list', async () => {
  const first = { ...LISTED_NOTHING, body: [{ id: 'old' }] };
  const { watched, ledger } = open([first, { status: 201, body: { name: 'rex' } }], {
    pets: [{ id: 'old' }, { id: 'own' }, { id: 'new' }],
  });
  ledger.recordCreated({ template: '/pets/{id}', params: { id: 'own' }, by: 'createPet', case: 'x' }, 1);
  const { left } = await watched.look();
  expect(left.map(({ operation }) => operation)).toEqual(['listPets']);
  expect(reasons(left)).toEqual([
    '/pets/new is listed, and was not when the run began: an answer did not say that it was made: curl',
  ]);
});

test('what is new in a list under a name with a mark of the run is the run’s own, whatever was answered', async () => {
  const first = { ...LISTED_NOTHING, body: [{ id: 'r1old' }] };
  const { watched, ledger } = open([first, { status: 'none', body: { ids: ['r1a'] } }], {
    pets: [{ id: 'r1old' }, { id: 'assay-r1a2' }, { id: 'assay' }],
  });
  const { left } = await watched.look();
  expect(ledger.created().map(({ params, by }) => [params['id'], by])).toEqual([['assay-r1a2', 'createPet']]);
  expect(left.map(({ reason }) => reason.split(' ')[0])).toEqual(['/pets/assay']);
});

test('a thing that two lists show is told once, with how it is deleted', async () => {
  const logs: Row = { ...LISTED_NOTHING, operation: 'listLogs' };
  const { watched } = open([logs, LISTED_NOTHING, { status: 201, body: { name: 'rex' } }], {
    pets: [{ id: 'new' }],
    logs: [{ id: 'new' }],
  });
  const { left } = await watched.look();
  expect(left.map(({ operation }) => operation)).toEqual(['listPets']);
});

test.each([
  [1_000, 1_000, undefined],
  [1_001, 1_001, '1 further thing'],
  [1_003, 1_001, '3 further things'],
])('%d new things are told in %d lines', async (count, lines, more) => {
  const pets = Array.from({ length: count }, (_, index) => ({ id: `n${index}` }));
  const { watched } = open([LISTED_NOTHING, { status: 201, body: { name: 'rex' } }], { pets });
  const { left } = await watched.look();
  expect(left).toHaveLength(lines);
  if (more !== undefined)
    expect(left.at(-1)?.reason).toBe(`lists show ${more} that they did not show when the run began`);
});

test('what is left out of the run is not listed', async () => {
  const { watched, asked } = open([LISTED_NOTHING, { body: { name: 'rex' } }], {
    filters: { exclude: { operation: ['listPets'] } },
  });
  await watched.look();
  expect(asked).toEqual([]);
});

test('a target that does not answer, and a stop, leave nothing to tell', async () => {
  const failing = open([{ body: { name: 'rex' } }]);
  failing.target.send = () => Promise.reject(new Error('gone'));
  expect(await failing.watched.look()).toEqual({ made: [], left: [] });
  const stopped = open([{ body: { name: 'rex' } }], { pets: [{ id: 'p1', name: 'rex' }] });
  expect(await stopped.watched.look(AbortSignal.abort())).toEqual({ made: [], left: [] });
  expect(stopped.asked).toEqual([]);
});

test('fifty lists are asked for, those of refused requests before those that were seen first', async () => {
  const shelves = (operation: string, from: number, count: number, more: Row): Row[] =>
    Array.from({ length: count }, (_, index) => ({ operation, path: { shelf: `s${from + index}` }, ...more }));
  const refused = (count: number) => shelves('createCrate', 0, count, { body: { name: 'rex' } });
  const first = (count: number) => shelves('listCrates', 100, count, { status: 200, body: [], kind: 'accepted' });
  const askedFor = async (rows: Row[]) => {
    const { watched, asked } = open(rows);
    await watched.look();
    return asked.map((line) => Number(line.replace(/\D+/g, '')));
  };
  const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
  expect(await askedFor(refused(50))).toEqual(numbers(0, 50));
  expect(await askedFor(refused(51))).toEqual(numbers(0, 50));
  expect(await askedFor([...first(51), { operation: 'adoptPet', status: 200 }])).toEqual(numbers(100, 50));
  expect(await askedFor([...first(30), ...refused(30)])).toEqual([...numbers(0, 30), ...numbers(100, 20)]);
});

test('what two thousand refused requests would have made is remembered, and each with its names once', async () => {
  const names = Array.from({ length: 2_001 }, (_, index) => `r1x${index}`);
  const rows = names.flatMap((name): Row[] => [{ body: { name } }, { body: { name } }]);
  const pets = [names[1_999], names[2_000]].map((name, index) => ({ id: `p${index}`, name }));
  const { made } = await open(rows, { pets: pets as Json }).watched.look();
  expect(made.map(({ path, count }) => [path, count])).toEqual([['/pets/p0', 2]]);
});

test('ten thousand identifiers that answers named are remembered', async () => {
  const named = Array.from({ length: 10_001 }, (_, index) => `n${index}`);
  const rows = Array.from({ length: 11 }, (_, part): Row => ({
    ...{ kind: 'accepted', status: 200, body: { name: 'rex' } },
    answer: named.slice(part * 1_000, (part + 1) * 1_000),
  }));
  const pets = ['n0', 'n9999', 'n10000'].map((id) => ({ id }));
  const { watched, ledger } = open([LISTED_NOTHING, ...rows], { pets });
  expect(reasons((await watched.look()).left)).toEqual([
    '/pets/n10000 is listed, and was not when the run began: an answer did not say that it was made: curl',
  ]);
  expect(ledger.created().map(({ params }) => params['id'])).toEqual(['n0', 'n9999']);
});
