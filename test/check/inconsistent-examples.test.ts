import { expect, test } from '@jest/globals';
import type { Response } from '../../src/model/exchange.ts';
import type { Json } from '../../src/model/json.ts';
import { embeddedTarget } from '../../src/run/mock-target.ts';
import { check } from '../../src/run/check.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { contractOf } from '../support/contracts.ts';

const PET = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' }, tag: { type: 'string' } },
};

/** An operation whose documented pet is no pet by its schema: its id is a text. */
const SAYS_TWO_THINGS = {
  paths: {
    '/pets': {
      post: {
        operationId: 'createPet',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { type: 'object', properties: { name: { type: 'string' } } },
              example: { name: 'Rex of the hill' },
            },
          },
        },
        responses: {
          201: {
            description: '',
            content: {
              'application/json': { schema: PET, example: { id: 'p1', name: 'Rex of the hill', tag: 'dog' } },
            },
          },
          default: { description: '' },
        },
      },
    },
  },
};

const judge = async (body: (sent: { name?: Json }) => Json, document: object = SAYS_TWO_THINGS) =>
  check(
    await contractOf(document),
    inProcessTarget('a server', (request): Promise<Response> => {
      const text = Buffer.from(request.body ?? []).toString();
      const isPet = /^\{("name":"([^"\\]|\\.)*")?\}$/.test(text);
      const [status, answer] = isPet ? [201, body(JSON.parse(text) as { name?: Json })] : [400, {}];
      const headers = [['Content-Type', 'application/json'] as const];
      return Promise.resolve({ status, headers, body: new TextEncoder().encode(JSON.stringify(answer)) });
    }),
  );

const FOLLOWING = [
  ['the schema', ({ name = 'Rex' }: { name?: Json }) => ({ id: 1, name, tag: 'dog' })],
  ['the example', ({ name = 'Rex' }: { name?: Json }) => ({ id: 'p1', name, tag: 'dog' })],
] as const;

test.each(FOLLOWING)(
  'a contract that contradicts itself is undecided, and a server that follows %s is not accused',
  async (_, body) => {
    const { findings, undecided, verdict } = await judge(body);
    expect(findings).toEqual([]);
    expect(verdict).toBe('undecided');
    expect([...new Set(undecided.map(({ reason }) => reason))]).toEqual([
      'the contract contradicts itself: in its own example body#/id must be integer',
    ]);
    expect(undecided[0]?.hint).toMatch(
      /^Correct the example at .*openapi\.json:1:\d+ or the schema at .*openapi\.json:1:\d+: /,
    );
  },
);

test.each([
  ['a wrong tag', () => ({ id: 1, name: 'Rex of the hill', tag: 7 }), 'schema', 'body#/tag'],
  [
    'another name than was sent',
    () => ({ id: 'p1', name: 'Molly of the dale', tag: 'dog' }),
    'bound-value',
    'body#/name',
  ],
  ['no name', () => ({ id: 'p1', tag: 'dog' }), 'schema', 'body#/name'],
])('%s is still a violation', async (_, body, id, at) => {
  const { findings, verdict } = await judge(body);
  expect(findings.map((finding) => finding.at)).toContain(at);
  expect(findings.map((finding) => finding.check)).toContain(id);
  expect(verdict).toBe('violates');
});

test('the mock fills what was sent into an example that breaks its schema elsewhere', async () => {
  const run = await check(await contractOf(SAYS_TWO_THINGS), embeddedTarget(await contractOf(SAYS_TWO_THINGS)));
  expect(run.findings).toEqual([]);
  expect(run.results.length).toBeGreaterThan(3);
});

test('a documented request that breaks its own schema may be refused', async () => {
  const document = structuredClone(SAYS_TWO_THINGS);
  const { post } = document.paths['/pets'];
  Object.assign(post.requestBody.content['application/json'], { example: { name: 5 } });
  Object.assign(post.responses[201].content['application/json'], { example: { id: 1, name: 'Rex of the hill' } });
  let id = 0;
  const { findings, undecided } = await judge(({ name = 'Rex' }) => ({ id: (id += 1), name }), document);
  expect(findings.filter(({ severity }) => severity === 'violation')).toEqual([]);
  expect(undecided.map(({ reason }) => reason)).toContainEqual(
    expect.stringMatching(
      /^the contract contradicts itself: in its own example request body#\/name must be string, and the target refuses it \(400\)$/,
    ),
  );
});
