/** What a run knows after one more exchange: each operation with several statuses, answers and bodies, after the same beginning. */
import { expect, test } from '@jest/globals';
import type { Contract, Operation } from '../../src/model/contract.ts';
import type { HeaderField } from '../../src/model/exchange.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { namesIn } from '../../src/messages/path-template.ts';
import { createKnownValues } from '../../src/run/state/known-values.ts';
import { createLedger } from '../../src/run/state/ledger.ts';
import { secondPaths } from '../../src/run/state/second-paths.ts';
import { contractOf } from '../support/contracts.ts';
import { toldExchange, type Told } from '../support/told-exchange.ts';
import { expectGolden, lines } from './golden.ts';

const text = { type: 'string' };
const shop = { type: 'object', properties: { id: {}, name: text, tags: { type: 'array', items: text } } };
const pet = { type: 'object', properties: { ...shop.properties, shopId: {} } };
const LINES = [
  ...['GET /shops', 'POST /shops', 'GET /shops/{shopId}', 'PUT /shops/{shopId}', 'DELETE /shops/{shopId}'],
  ...['GET /shops/{shopId}/pets', 'POST /shops/{shopId}/pets', 'GET /shops/{shopId}/pets/{petId}'],
  ...[
    'PATCH /shops/{shopId}/pets/{petId}',
    'DELETE /shops/{shopId}/pets/{petId}',
    'POST /shops/{shopId}/pets/{petId}/clone',
  ],
  ...['GET /pets', 'GET /pets/{id}', 'POST /pets/{id}/tags', 'GET /tags', 'POST /tags', 'GET /tags/{name}'],
  ...[
    'PATCH /tags/{name}',
    'DELETE /tags/{name}',
    'POST /tags/{name}/clone',
    'GET /reports/{kind}/{year}',
    'POST /login',
  ],
];
const ANSWERS: [name: string, body: Json | undefined, headers: HeaderField[]][] = [
  ['nothing', undefined, []],
  ['nothing, at a place', undefined, [['Location', '/shops/7']]],
  ['a new thing', { id: 7, name: 'tom' }, []],
  ['a new thing of another', { id: 7, name: 'tom r1', shopId: 2, tags: ['red'] }, []],
  ['a listed thing', { id: 1, name: 'ann' }, []],
  ['a thing in data', { data: { id: 8, name: 'kim', shop_id: 5 }, total: 1 }, []],
  [
    'a list',
    [
      { id: 1, name: 'ann' },
      { id: 9, name: 'eve', shopId: 2 },
    ],
    [],
  ],
  ['a page', { data: [{ id: 9, name: 'eve', shop: { id: 2 } }], total: 40, next: '/pets?page=2' }, []],
  ['an empty list', [], []],
  ['names', ['red', 'blue'], []],
  ['a text', 'tom', []],
];
const SENT: [name: string, body: Json | undefined][] = [
  ['nothing', undefined],
  ['a name', { name: 'tom' }],
  ['a marked name', { name: 'tom r1', shopId: 2 }],
  ['several', { names: ['tom', 'eve'], id: 9 }],
];

async function contract(): Promise<Contract> {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const line of LINES) {
    const [method = '', path = ''] = line.split(' ');
    const one = /shops(\/\{shopId\})?$/.test(path) ? shop : pet;
    const schema = method === 'GET' && path.endsWith('s') ? { type: 'array', items: one } : one;
    const content = { 'application/json': { schema } };
    const parameters = namesIn(path).map((name) => ({
      ...{ name, in: 'path', required: true },
      schema: name === 'kind' ? { enum: ['daily', 'all'] } : name === 'year' ? { type: 'integer', default: 2020 } : {},
    }));
    const query = [{ name: 'shopId', in: 'query', schema: {} }];
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: line,
        parameters: [...parameters, ...(path === '/pets' ? query : [])],
        ...(/^P/.test(method) && { requestBody: { content } }),
        responses: { 200: { description: 'Done.', ...(method !== 'DELETE' && { content }) } },
      },
    };
  }
  return contractOf({ paths });
}

/** A run that has learned a few things; `state` says what it knows by now. */
function begin(known: Contract) {
  const ledger = createLedger({ ownPath: secondPaths(known), isOwnName: (name) => name.endsWith(' r1') });
  const values = createKnownValues(known, {
    baseUrl: 'http://h',
    ledger,
    overrides: { headers: [], set: { year: '1999' } },
  });
  const find = (line: string) => known.operations.find(({ id }) => id === line) as Operation;
  let time = 0;
  const learn = (line: string, status: number, body: Json | undefined, more: Told = {}) =>
    values.learn(...toldExchange(find(line), status, body, { startedAt: (time += 10), ...more }));
  const said = (all: { value: Json; provenance: string; from: string }[]) =>
    all.map(({ value, provenance, from }) => `${JSON.stringify(value)} ${provenance} from ${from}`).join(', ');
  const state = () => [
    ...known.operations.flatMap((operation) => [
      ...(namesIn(operation.path).length > 0
        ? values.valuesFor(operation).map((setting) => `${operation.id}: ${said(setting)}`)
        : []),
      ...operation.parameters.flatMap((parameter) => {
        const found = parameter.in === 'query' ? said(values.parameterValues(operation, parameter)) : '';
        return found === '' ? [] : [`${operation.id} ?${parameter.name}: ${found}`];
      }),
      ...(operation.body ? ['#/shopId', '#/tags/0'] : []).flatMap((pointer) => {
        const found = said(values.bodyReference(operation, pointer));
        return found === '' ? [] : [`${operation.id} ${pointer}: ${found}`];
      }),
    ]),
    ...ledger.created().map(({ template, params, by }) => `created: ${template} ${JSON.stringify(params)} by ${by}`),
    ...ledger
      .moved()
      .map(
        ({ template, params, from }) =>
          `moved: ${template} ${JSON.stringify(params)} from ${JSON.stringify(from.params)}`,
      ),
  ];
  learn('GET /shops', 200, [
    { id: 1, name: 'ann' },
    { id: 2, name: 'bob' },
  ]);
  learn('GET /tags', 200, [{ name: 'red' }]);
  learn('POST /shops', 201, { id: 5, name: 'own' });
  learn(
    'POST /shops/{shopId}/pets',
    201,
    { id: 6, name: 'rex', shopId: 5, tags: [] },
    { sent: { name: 'rex' }, path: { shopId: 5 } },
  );
  learn('POST /tags', 201, { name: 'own' }, { sent: { name: 'own' } });
  return { learn, state };
}

const PATHS: JsonObject = { shopId: 5, petId: 6, id: 6, name: 'own', kind: 'daily', year: 1999 };
const known = await contract();
const before = begin(known).state();

test('what a run knows at its beginning is the same', () => {
  expect(before.length).toBeGreaterThan(20);
  expectGolden('knowledge.txt', lines(before));
});

test.each(LINES)('what a run learns from %s is the same', (line) => {
  const operation = known.operations.find(({ id }) => id === line) as Operation;
  const path = Object.fromEntries(namesIn(operation.path).map((name) => [name, PATHS[name] as Json]));
  const learned = new Map<string, string[]>();
  for (const status of [200, 201, 204, 404])
    for (const [answer, body, headers] of ANSWERS)
      for (const [name, sent] of operation.body ? SENT : SENT.slice(0, 1)) {
        const run = begin(known);
        run.learn(line, status, body, { headers, sent, path });
        const after = run.state();
        const more = [
          ...before.filter((one) => !after.includes(one)).map((one) => `  - ${one}`),
          ...after.filter((one) => !before.includes(one)).map((one) => `  + ${one}`),
        ].join('\n');
        learned.set(more, [
          ...(learned.get(more) ?? []),
          `${status} with ${answer}${operation.body ? ` to ${name}` : ''}`,
        ]);
      }
  const text = [...learned].flatMap(([more, given]) => [`${given.join('; ')}:`, more === '' ? '  nothing' : more]);
  expectGolden(`knowledge/${line.replace(/[ /{}]+/g, '-').replace(/-$/, '')}.txt`, lines(text));
});
