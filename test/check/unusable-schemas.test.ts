import { expect, test } from '@jest/globals';
import type { Contract } from '../../src/model/contract.ts';
import type { Run } from '../../src/model/run.ts';
import type { Exchange, Request, Target } from '../../src/model/exchange.ts';
import { check } from '../../src/run/check.ts';
import { embeddedTarget } from '../../src/run/mock-target.ts';
import { createMock } from '../../src/mock/mock.ts';
import { contractOf } from '../support/contracts.ts';

const json = (schema: object, example?: unknown) => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
});
const operation = (schema: object, example: unknown, more: object = {}) => ({
  responses: { 200: { description: 'Fine', content: json(schema, example) } },
  ...more,
});

/** One operation whose schema cannot be used, and one whose can. */
const beside = (broken: object, more: object = {}, components: object = {}) => ({
  paths: {
    '/broken': { get: operation(broken, { a: 1 }, more) },
    '/fine': { get: operation({ type: 'object', properties: { n: { type: 'integer' } } }, { n: 1 }) },
  },
  components: {
    schemas: {
      Loop: { $ref: '#/components/schemas/Loop' },
      One: { allOf: [{ $ref: '#/components/schemas/Two' }] },
      Two: { anyOf: [{ $ref: '#/components/schemas/One' }] },
      ...components,
    },
  },
});

const BROKEN: [name: string, schema: object, says: string | RegExp][] = [
  ['a pattern that is none', { properties: { a: { pattern: '(' } } }, /Invalid regular expression/],
  ['a type that is none', { type: 'strin' }, /type must be/],
  [
    'a dialect that is not known',
    { $schema: 'https://example.com/dialect', type: 'object' },
    'its dialect https://example.com/dialect is none that assay knows',
  ],
  [
    'a dialect that is not known, behind a $ref',
    { $ref: '#/components/schemas/Strange' },
    'its dialect https://example.com/dialect',
  ],
  [
    'a schema that is itself',
    { $ref: '#/components/schemas/Loop' },
    '#/components/schemas/Loop refers to itself without end',
  ],
  [
    'two schemas that refer to each other',
    { properties: { a: { $ref: '#/components/schemas/One' } } },
    /#\/components\/schemas\/(One|Two)\S* refers to itself without end/,
  ],
];
const STRANGE = { Strange: { $schema: 'https://example.com/dialect' } };

test.each(BROKEN)('%s leaves its operation undecided, and the rest is judged', async (_, schema, says) => {
  const contract = await contractOf(beside(schema, {}, STRANGE));
  const run = await check(contract, embeddedTarget(contract));
  expect(run.verdict).toBe('undecided');
  expect(run.findings).toEqual([]);
  expect(run.undecided).toEqual([
    {
      operation: 'GET /broken',
      case: expect.any(String),
      reason: expect.stringMatching(says instanceof RegExp ? says : new RegExp(says.replaceAll('$', '\\$'))),
      hint: expect.any(String),
    },
  ]);
  expect(run.undecided[0]?.reason).toMatch(/\(\S+openapi\.json:\d+:\d+\)$/);
  expect(
    run.results.filter(({ undecided }) => !undecided).map(({ case: testCase }) => testCase.operation.path),
  ).toContain('/fine');
  expect(
    run.results.filter(({ undecided }) => !undecided).map(({ case: testCase }) => testCase.operation.path),
  ).not.toContain('/broken');
});

test('findings elsewhere are still reported', async () => {
  const contract = await contractOf(beside({ type: 'strin' }));
  const target: Target = {
    name: 'a server',
    baseUrl: 'http://127.0.0.1',
    send: (request: Request): Promise<Exchange> =>
      Promise.resolve({
        request,
        duration: 1,
        retries: 0,
        outcome: {
          response: {
            status: request.path === '/broken' ? 500 : 200,
            headers: [['Content-Type', 'application/json']],
            body: Buffer.from('{"n":"x"}'),
          },
        },
      }),
    close: () => Promise.resolve(),
  };
  const run = await check(contract, target, { phases: ['examples'] });
  expect(run.verdict).toBe('violates');
  expect(run.findings.map(({ operation: id, check: by }) => `${id} ${by}`).sort()).toEqual([
    'GET /broken server-error',
    'GET /fine schema',
  ]);
  expect(run.undecided).toHaveLength(1);
});

test('a request whose schema cannot be used is not varied, and its documented response is compared', async () => {
  const broken = {
    requestBody: { required: true, content: json({ properties: { a: { pattern: '(' } } }, { a: 'b' }) },
  };
  const contract = await contractOf({ paths: { '/a': { post: operation({ type: 'object' }, { n: 1 }, broken) } } });
  const run = await check(contract, embeddedTarget(contract));
  expect(run.results.map(({ case: testCase, undecided }) => [testCase.phase, undecided])).toEqual([
    ['examples', undefined],
  ]);
  expect(run.verdict).toBe('undecided');
  expect(run.undecided).toMatchObject([
    { operation: 'POST /a', reason: expect.stringContaining('Invalid regular expression') },
  ]);
});

test.each(BROKEN)('the mock answers as documented beside %s', async (_, schema) => {
  const withoutExample = {
    paths: { '/made': { get: { responses: { 200: { description: 'Made', content: json(schema) } } } } },
  };
  const document = beside(
    schema,
    { parameters: [{ name: 'q', in: 'query', schema: { properties: schema } }] },
    STRANGE,
  );
  const contract = await contractOf({ ...document, paths: { ...document.paths, ...withoutExample.paths } });
  const mock = createMock([contract]);
  const get = async (path: string, more: [string, string][] = []) =>
    mock.handle({ method: 'GET', path, headers: [['Accept', 'application/json'], ...more] });
  const answer = await get('/broken?q=1');
  expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([200, '{"a":1}']);
  expect((await get('/made')).status).toBe(200);
  expect((await get('/broken', [['Prefer', 'dynamic=true']])).status).toBe(200);
});

test('a text made to keep a pattern busy is a violation at once', async () => {
  const contract = await contractOf({
    paths: { '/a': { get: operation({ properties: { a: { type: 'string', pattern: '^(a+)+$' } } }, { a: 'a' }) } },
  });
  const schema = contract.operations[0]?.responses[0]?.media[0]?.schema ?? '';
  expect(contract.validate(schema, { a: `${'a'.repeat(50)}!` })).toMatchObject([
    { keyword: 'pattern', at: '#/a', message: 'must match pattern "^(a+)+$"' },
  ]);
});

test('a pattern that no automaton can follow leaves the case undecided', async () => {
  const contract = await contractOf({
    paths: { '/a': { get: operation({ properties: { a: { type: 'string', pattern: '^(?!b)(a+)+$' } } }, { a: 'a' }) } },
  });
  const body = JSON.stringify({ a: `${'a'.repeat(60)}!` });
  const target: Target = {
    name: 'a server',
    baseUrl: 'http://127.0.0.1',
    send: (request) =>
      Promise.resolve({
        request,
        duration: 1,
        retries: 0,
        outcome: {
          response: { status: 200, headers: [['Content-Type', 'application/json']], body: Buffer.from(body) },
        },
      }),
    close: () => Promise.resolve(),
  };
  const run = await check(contract, target, { phases: ['examples'] });
  expect(run.undecided).toMatchObject([
    { reason: expect.stringContaining('took longer than'), hint: expect.any(String) },
  ]);
  expect(run.findings.filter(({ check: by }) => by === 'schema')).toEqual([]);
});

/** What a check makes of one answer. */
async function judgeAnswer(contract: Contract, headers: [string, string][], body: string): Promise<Run> {
  const send: Target['send'] = (request) =>
    Promise.resolve({
      ...{ request, duration: 1, retries: 0 },
      outcome: {
        response: { status: 200, headers: [['Content-Type', 'application/json'], ...headers], body: Buffer.from(body) },
      },
    });
  const target: Target = { name: 'a server', baseUrl: 'http://127.0.0.1', send, close: () => Promise.resolve() };
  return check(contract, target, { phases: ['examples'] });
}

test('a header whose pattern takes too long is undecided with its clause', async () => {
  const header = { schema: { type: 'string', pattern: '^(?!b)(a+)+$' } };
  const names = Array.from({ length: 15 }, (_, index) => `X-${index}`);
  const contract = await contractOf({
    paths: {
      '/a': {
        get: {
          responses: {
            200: {
              description: '',
              headers: Object.fromEntries(names.map((name) => [name, header])),
              content: { 'application/json': { schema: { type: 'object' }, example: {} } },
            },
          },
        },
      },
    },
  });
  const run = await judgeAnswer(
    contract,
    names.map((name) => [name, `${'a'.repeat(60)}!`]),
    '{}',
  );
  expect(run.findings).toEqual([]);
  expect(run.undecided).toMatchObject([
    {
      reason: expect.stringMatching(
        /took longer than \d+ ms.*\(#\/paths\/~1a\/get\/responses\/200\/headers\/X-0\/schema\/pattern\)$/,
      ),
    },
  ]);
});

test('an answer that is nested deeper than can be read is undecided', async () => {
  const contract = await contractOf({
    paths: { '/a': { get: operation({ type: 'array' }, []) } },
  });
  const run = await judgeAnswer(contract, [], `${'['.repeat(1_001)}${']'.repeat(1_001)}`);
  expect(run).toMatchObject({ verdict: 'undecided', findings: [] });
  expect(run.undecided).toMatchObject([{ reason: 'the body is nested deeper than 1000 levels, and was not judged' }]);
});

test('a value of the mock that is nested deeper than can be read leaves its own check undecided', async () => {
  const schemas = Object.fromEntries(
    Array.from({ length: 1_100 }, (_, n): [string, object] => [
      `S${n}`,
      n < 1_099
        ? { type: 'object', required: ['n'], properties: { n: { $ref: `#/components/schemas/S${n + 1}` } } }
        : { type: 'string' },
    ]),
  );
  const responses = { 200: { description: 'Fine', content: json({ $ref: '#/components/schemas/S0' }) } };
  const contract = await contractOf({ paths: { '/a': { get: { responses } } }, components: { schemas } });
  const run = await check(contract, embeddedTarget(contract), { phases: ['coverage'] });
  expect([run.verdict, run.findings]).toEqual(['undecided', []]);
});

test('the error names the innermost schema that cannot be used, and its place', async () => {
  const Pet = { allOf: [{ properties: { tags: { items: { $ref: '#/components/schemas/Tag' } } } }] };
  const contract = await contractOf({
    paths: {},
    components: { schemas: { Pet, Tag: { properties: { n: { type: 'integer' }, text: { pattern: '(' } } } } },
  });
  const unusable = contract.unusable('#/components/schemas/Pet');
  expect(unusable?.message).toMatch(
    /^#\/components\/schemas\/Tag\/properties\/text is not a usable schema: Invalid regular expression/,
  );
  expect(unusable?.place).toEqual(contract.locate('#/components/schemas/Tag/properties/text'));
});
