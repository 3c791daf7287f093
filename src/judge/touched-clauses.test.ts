import { beforeAll, expect, test } from '@jest/globals';
import type { Case, Expectation } from '../model/case.ts';
import type { Contract, Example, Operation, RequestValues } from '../model/contract.ts';
import type { Finding } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Result } from '../model/run.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { addTouched, clausesTouched, judgeStatements, mergeTouched, type TouchedClauses } from './source-coverage.ts';

const count = { type: 'integer' };
/** A schema of objects within objects: `deep` is so many levels below it. */
const chain = (depth: number): JsonObject =>
  depth === 0 ? { properties: { deep: {} } } : { properties: { n: chain(depth - 1) } };
const nest = (depth: number, value: Json): Json => (depth === 0 ? value : { n: nest(depth - 1, value) });
const DOCUMENT = {
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'Key' } } },
  paths: {
    '/things/{id}': {
      put: {
        operationId: 'putThing',
        security: [{ key: [] }],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: count },
          { name: 'page', in: 'query', schema: count },
        ],
        requestBody: { content: { 'application/json': { schema: { properties: { name: { type: 'string' } } } } } },
        responses: {
          200: {
            description: 'ok',
            headers: { 'X-Count': { schema: count }, 'X-Other': { schema: count } },
            content: {
              'application/json': {
                schema: { if: { required: ['list'] }, properties: { list: { items: { properties: { a: {} } } } } },
              },
              'text/plain': { schema: { type: 'string' } },
            },
          },
          201: { description: 'deep', content: { 'application/json': { schema: chain(20) } } },
          202: { description: 'deeper', content: { 'application/json': { schema: chain(21) } } },
          422: { description: 'refused', content: { 'application/json': { schema: {} } } },
        },
      },
    },
  },
};
const PUT = '#/paths/~1things~1{id}/put';

const EXAMPLE = { pointer: `${PUT}/requestBody/content/example/value` } as Example;

let contract: Contract;
beforeAll(async () => {
  contract = await contractOf(DOCUMENT);
});

interface Answered {
  inputs?: Partial<RequestValues>;
  expected?: Expectation;
  status?: number;
  headers?: [string, string][];
  body?: Json;
  text?: string;
}

function resultOf({ inputs, expected, status = 200, headers = [], body, text = '' }: Answered): Result {
  const operation = contract.operations[0] as Operation;
  const testCase = {
    operation,
    inputs: { path: {}, query: {}, header: {}, cookie: {}, ...inputs },
    expect: expected ?? { kind: 'accepted', clause: `${PUT}/parameters/1/schema` },
  };
  const response = {
    status,
    headers: [...headers, ...(body === undefined ? [] : [['Content-Type', 'application/json']])],
    body: new TextEncoder().encode(body === undefined ? text : JSON.stringify(body)),
  };
  return { case: testCase as unknown as Case, exchange: { outcome: { response } } } as unknown as Result;
}
const OPERATION = ['', '#/components/securitySchemes/key'];
const PAGE = ['/parameters/1', '/parameters/1/schema'];
const touchedBy = (answered: Answered) =>
  [...clausesTouched(contract, resultOf(answered))].map((clause) => clause.replace(PUT, '')).sort();
const items = (count: number, last: Json): Json => ({ list: [...Array<Json>(count - 1).fill({}), last] });
const ANSWER = '/responses/200/content/application~1json';
const refused: Expectation = { kind: 'refused', clause: `${PUT}/parameters/1/schema`, at: 'request query page' };

test.each<[name: string, answered: Answered, clauses: string[]]>([
  ['a request without values', {}, [...OPERATION, ...PAGE, '/responses/200']],
  [
    'the values of a request',
    { inputs: { path: { id: 1 }, mediaType: 'application/json', body: { name: 'a' } } },
    [
      ...OPERATION,
      ...['/parameters/0', '/parameters/0/schema', ...PAGE],
      '/requestBody',
      '/requestBody/content/application~1json',
      '/requestBody/content/application~1json/schema',
      '/requestBody/content/application~1json/schema/properties/name',
      '/responses/200',
    ],
  ],
  [
    'a parameter of the request',
    { inputs: { query: { page: 1 } }, expected: { kind: 'documented', example: EXAMPLE } },
    [...OPERATION, '/parameters/1', '/parameters/1/schema', '/requestBody/content/example', '/responses/200'],
  ],
  [
    'an answer',
    { headers: [['x-count', '1']], body: { list: [{ a: 1 }] } },
    [
      ...OPERATION,
      ...[...PAGE, '/responses/200', ANSWER, `${ANSWER}/schema`, `${ANSWER}/schema/if`],
      `${ANSWER}/schema/properties/list`,
      `${ANSWER}/schema/properties/list/items`,
      `${ANSWER}/schema/properties/list/items/properties/a`,
      ...['/responses/200/headers/X-Count', '/responses/200/headers/X-Count/schema'],
    ],
  ],
  [
    'an answer of another type',
    { headers: [['Content-Type', 'text/plain']], text: 'a' },
    [...OPERATION, ...PAGE, '/responses/200', '/responses/200/content/text~1plain'],
  ],
  [
    'a refusal that was asked for',
    { status: 422, expected: refused, body: 'x' },
    [
      ...PAGE,
      '/responses/422',
      '/responses/422/content/application~1json',
      '/responses/422/content/application~1json/schema',
    ],
  ],
  ['a refusal that nobody asked for', { status: 422, body: 'x' }, []],
  ['an acceptance of what had to be refused', { expected: refused }, []],
  ['the absence of what is gone', { status: 404, expected: { ...refused, kind: 'gone' } }, [...PAGE]],
  ['another refusal of what is gone', { status: 422, expected: { ...refused, kind: 'gone' } }, []],
])('%s touches its clauses', (_, answered, clauses) => expect(touchedBy(answered)).toEqual(clauses));

test.each<[name: string, shown: number, status: number, clauses: string[]]>([
  ['an answer like its example', 200, 200, [...OPERATION, '/requestBody/content/example', '/responses/200', '/shown']],
  ['another success than its example', 200, 201, [...OPERATION, '/requestBody/content/example', '/responses/201']],
  ['a documented refusal', 422, 422, [...OPERATION, '/requestBody/content/example', '/responses/422', '/shown']],
  ['a refusal in place of a success', 200, 422, []],
  ['a refusal that nothing describes', 422, 404, []],
])('the documented request that gets %s touches its clauses', (_, shown, status, clauses) => {
  const of = contract.operations[0]?.responses.find((response) => response.status === String(shown));
  const example = { ...EXAMPLE, response: { pointer: `${PUT}/shown/value`, of } } as unknown as Example;
  expect(touchedBy({ status, expected: { kind: 'documented', example } })).toEqual(clauses);
});

test.each<[status: number, isMet: boolean]>([
  [404, true],
  [410, true],
  [422, false],
  [200, false],
])('the answer %d to a request for what is gone is as it has to be: %s', (status, isMet) => {
  expect(touchedBy({ status, expected: { ...refused, kind: 'gone' } }).length > 0).toBe(isMet);
});

test('what is refused touches nothing of its request', () => {
  const inputs = { query: { page: 1 }, path: { id: 1 }, mediaType: 'application/json', body: { name: 'a' } };
  expect(touchedBy({ status: 422, inputs, expected: { ...refused, clause: `${PUT}/x` } })).toEqual([
    '',
    '/responses/422',
    '/x',
  ]);
});

test.each<[name: string, answered: Answered, clause: string, isTouched: boolean]>([
  ['the twentieth item', { body: items(20, { a: 1 }) }, `${ANSWER}/schema/properties/list/items/properties/a`, true],
  ['a later item', { body: items(21, { a: 1 }) }, `${ANSWER}/schema/properties/list/items/properties/a`, false],
  ['the twentieth level', { status: 201, body: nest(20, { deep: 1 }) }, '/properties/deep', true],
  ['a lower level', { status: 202, body: nest(21, { deep: 1 }) }, '/properties/deep', false],
])('an answer is walked down to %s', (_, answered, clause, isTouched) =>
  expect(touchedBy(answered).some((touched) => touched.endsWith(clause))).toBe(isTouched),
);

test('a statement is verified by the clauses that an operation touched which accepted something', () => {
  const statements = ['a', 'b', 'c', 'd'].map((says) => ({ pointer: `#/${says}`, says, kind: 'source' as const }));
  const stated = {
    ...contract,
    statements: () => [...statements, { pointer: '#/b', says: 'made up', kind: 'inferred' as const }],
  } as unknown as Contract;
  const one: TouchedClauses = new Map([['x', { touched: new Set(['#/a']), isAccepting: false }]]);
  const other: TouchedClauses = new Map([
    ['x', { touched: new Set(['#/b']), isAccepting: true }],
    ['y', { touched: new Set(['#/c']), isAccepting: false }],
  ]);
  mergeTouched(one, other);
  const finding = (says: string, severity: string) =>
    ({ severity, statement: statements.find((statement) => statement.says === says) }) as unknown as Finding;
  const verdicts = (findings: Finding[]) =>
    judgeStatements(stated, one, findings).map(({ statement, verdict }) => `${statement.says} ${verdict}`);
  expect(verdicts([])).toEqual(['a verified', 'b verified', 'c not exercised', 'd not exercised']);
  expect(verdicts([finding('b', 'violation'), finding('a', 'note'), finding('d', 'violation')])).toEqual([
    ...['a verified', 'b broken', 'c not exercised', 'd broken'],
  ]);
});

test('a case touches nothing before it is decided, and its operation accepts with the first that is taken', () => {
  const all: TouchedClauses = new Map();
  addTouched(contract, all, { ...resultOf({}), undecided: { reason: 'no time' } });
  expect(all.size).toBe(0);
  addTouched(contract, all, resultOf({ status: 422, expected: refused }));
  expect([...all].map(([id, { touched, isAccepting }]) => [id, touched.size, isAccepting])).toEqual([
    ['putThing', 3, false],
  ]);
  addTouched(contract, all, resultOf({}));
  addTouched(contract, all, resultOf({ status: 422, expected: refused }));
  expect([...all].map(([id, { touched, isAccepting }]) => [id, touched.size, isAccepting])).toEqual([
    ['putThing', 6, true],
  ]);
});
