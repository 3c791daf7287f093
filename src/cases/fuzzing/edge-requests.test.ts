import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Operation } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import { basesOf, type Base } from '../valid-requests.ts';
import { createGenerationContext } from './arbitraries/values.ts';
import type { Draft, RequestContext } from './draft.ts';
import { edgeCaseAt } from './edge-requests.ts';
import { invalidRequestAt, malformedRequestAt } from './invalid-requests.ts';

async function contextOf(method: string, overrides: Overrides = NO_OVERRIDES) {
  const contract = await contractOf({
    paths: {
      '/things/{id}': {
        [method]: {
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 1 },
            { name: 'q', in: 'query', required: true, schema: { type: 'integer' }, example: 2 },
            { name: 'If-Match', in: 'header', schema: { type: 'integer' } },
          ],
          ...(method !== 'get' && {
            requestBody: {
              required: true,
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['name'],
                    properties: {
                      name: { type: 'string' },
                      more: { type: 'boolean' },
                      made: { type: 'string', readOnly: true },
                      list: { type: 'array', items: { type: 'boolean' } },
                    },
                  },
                  example: { name: 'a', list: [true, false] },
                },
              },
            },
          }),
          responses: { '200': { description: 'ok' } },
        },
      },
    },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  const bases = basesOf(contract, operation, overrides);
  const context: RequestContext = { generation: createGenerationContext(contract, []), operation, overrides, bases };
  return { context, base: bases[0] as Base };
}

/** Drafts for many numbers: each number picks a place. */
async function draftsOf(
  make: typeof edgeCaseAt,
  { method = 'post', overrides = NO_OVERRIDES }: { method?: string; overrides?: Overrides } = {},
): Promise<Draft[]> {
  const { context, base } = await contextOf(method, overrides);
  return Array.from({ length: 250 }, (_, by) =>
    fc.sample(make(context, base, by * 7919), { numRuns: 1, seed: by + 1 }),
  ).flat();
}

const places = (drafts: Draft[]) => [...new Set(drafts.map(({ at }) => at))].sort();

describe('edgeCaseAt', () => {
  test('reaches each place of a request, except the path of a request with an effect', async () => {
    expect(places(await draftsOf(edgeCaseAt))).toEqual([
      'request body',
      'request body#/list',
      'request body#/list/0',
      'request body#/more',
      'request body#/name',
      'request query q',
    ]);
  });

  test('reaches the path of a safe request', async () => {
    expect(places(await draftsOf(edgeCaseAt, { method: 'get' }))).toEqual(['request path id', 'request query q']);
  });

  test("does not change the user's values", async () => {
    const overrides = { ...NO_OVERRIDES, set: { q: '2' } };
    expect(places(await draftsOf(edgeCaseAt, { overrides }))).not.toContain('request query q');
  });

  test('claims to be valid and names the request that it differs from', async () => {
    for (const { claim, from, title } of await draftsOf(edgeCaseAt)) {
      expect([claim, from !== undefined]).toEqual(['valid', true]);
      expect(title).toMatch(/^with /);
    }
  });
});

test.each<[value: Json, title: string]>([
  [{}, 'with its body as {}'],
  [{ a: 1 }, 'with its body of "a"'],
  [{ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }, 'with its body of "a", "b", "c", "d", "e"'],
  [[1, 2], 'with its body as [1,2]'],
])('the title of a request with the body %j is %j', async (value, title) => {
  const schema = { const: value };
  const content = { 'application/json': { schema } };
  const contract = await contractOf({
    paths: {
      '/things': { post: { requestBody: { required: true, content }, responses: { 200: { description: 'ok' } } } },
    },
  });
  const [operation] = contract.operations as [Operation];
  const [base] = basesOf(contract, operation, NO_OVERRIDES) as [Base];
  const context = {
    generation: createGenerationContext(contract, []),
    operation,
    overrides: NO_OVERRIDES,
    bases: [base],
  };
  const titles = Array.from({ length: 10 }, (_, by) =>
    fc.sample(edgeCaseAt(context, base, by), { numRuns: 1, seed: 1 }),
  );
  expect(titles.flat().map((draft) => draft.title)).toContain(title);
});

describe('invalidRequestAt', () => {
  test('reaches each clause of the body and of typed parameters', async () => {
    const drafts = (await draftsOf(invalidRequestAt)).filter(({ claim }) => claim === 'invalid');
    expect(places(drafts)).toEqual([
      'request body#',
      'request body#/list',
      'request body#/list/0',
      'request body#/name',
      'request path id',
      'request query q',
    ]);
    expect(drafts.filter(({ at }) => at === 'request query q').map(({ title }) => title)).toContain(
      'without the query parameter q',
    );
  });

  test('carries no example, as what it expects is not documented', async () => {
    for (const draft of await draftsOf(invalidRequestAt)) expect(draft).not.toHaveProperty('example');
  });

  test('gives a parameter only values that its text can express', async () => {
    const values = (await draftsOf(invalidRequestAt))
      .filter(({ at, claim }) => at === 'request query q' && claim === 'invalid')
      .map(({ inputs }) => inputs.query['q']);
    for (const value of values) expect(['string', 'number', 'undefined']).toContain(typeof value);
  });
});

describe('malformedRequestAt', () => {
  test('sends the bytes of a body that no encoder writes', async () => {
    const drafts = await draftsOf(malformedRequestAt);
    expect(drafts.every(({ raw }) => raw instanceof Uint8Array)).toBe(true);
    expect(places(drafts)).toEqual(['request body']);
  });

  test('violates another clause if a request has no body', async () => {
    const drafts = await draftsOf(malformedRequestAt, { method: 'get' });
    expect(drafts.every(({ raw }) => raw === undefined)).toBe(true);
    expect(places(drafts.filter(({ claim }) => claim === 'invalid'))).toEqual(['request path id', 'request query q']);
  });
});
