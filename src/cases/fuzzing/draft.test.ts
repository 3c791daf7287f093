import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Example, Operation, Parameter, RequestValues } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { createGenerationContext } from './arbitraries/values.ts';
import { parameterArbitrary, type Draft } from './draft.ts';
import { requestArbitrary } from './requests.ts';

describe('parameterArbitrary', () => {
  const valuesOf = async (where: Parameter['in'], schema: object) => {
    const contract = await contractOf({ paths: {}, components: { schemas: { It: schema } } });
    const parameter = { in: where, schema: '#/components/schemas/It' } as Parameter;
    return fc.sample(parameterArbitrary(createGenerationContext(contract, []), parameter, 'edge'), {
      numRuns: 200,
      seed: 7,
    });
  };

  test.each(['header', 'cookie'] as const)(
    'makes only printable ASCII without blanks at its ends for a %s',
    async (where) => {
      const values = await valuesOf(where, { type: 'string', enum: [' a', 'a ', 'ä', 'a\n', '', 'a b', '!', '~'] });
      expect([...new Set(values)].sort()).toEqual(['!', 'a b', '~']);
    },
  );

  test('makes no empty path segment and none of dots', async () => {
    const values = await valuesOf('path', { enum: ['', '.', '..', '...', 'a', 'x'.repeat(1999), 'y'.repeat(2000)] });
    expect([...new Set(values)].sort()).toEqual(['...', 'a', 'x'.repeat(1999)]);
  });

  test('makes no query value of 4000 characters or more', async () => {
    const values = await valuesOf('query', { enum: ['', 'ä', 'x'.repeat(3999), 'y'.repeat(4000)] });
    expect([...new Set(values)].sort()).toEqual(['', 'x'.repeat(3999), 'ä']);
  });
});

describe('requestArbitrary', () => {
  const text = { type: 'string' };
  const media = (schema: object) => ({ schema });

  /** Three hundred drafts for an operation, made from one valid request. */
  async function drafts(
    operation: object,
    inputs: Partial<RequestValues>,
    set: Record<string, string> = {},
  ): Promise<Draft[]> {
    const contract = await contractOf({
      paths: { '/things/{id}': { post: { responses: { 200: { description: '' } }, ...operation } } },
    });
    const [one] = contract.operations;
    if (!one) throw new Error('no operation');
    const base = { inputs: { path: { id: 'seven' }, query: {}, header: {}, cookie: {}, ...inputs } };
    const context = {
      generation: createGenerationContext(contract, []),
      operation: one,
      overrides: { headers: [], set },
      bases: [base],
    };
    return fc.sample(requestArbitrary(context), { numRuns: 300, seed: 7 });
  }

  /** The complete requests among them, which are no variations of another. */
  const complete = (all: Draft[]) => all.filter(({ title }) => title === 'made up from the schemas');
  const seen = (all: Draft[], valueOf: (inputs: RequestValues) => Json | undefined) =>
    new Set(all.map(({ inputs }) => JSON.stringify(valueOf(inputs)) ?? 'nothing'));

  test('makes requests that are complete, at the edge, invalid and malformed', async () => {
    const all = await drafts(
      {
        requestBody: { content: { 'application/json': media({ type: 'object', properties: { n: { maximum: 9 } } }) } },
      },
      { mediaType: 'application/json', body: { n: 1 } },
    );
    expect(complete(all).length).toBeGreaterThan(30);
    expect(new Set(all.map(({ claim }) => claim))).toEqual(new Set(['valid', 'invalid', 'either']));
    expect(all.some(({ raw }) => raw !== undefined)).toBe(true);
  });

  test('has what is required each time, what is optional now and then, and the path as it is', async () => {
    const parameters = [
      { name: 'id', in: 'path', required: true, schema: text },
      { name: 'must', in: 'query', required: true, schema: { enum: ['a', 'b'] } },
      { name: 'may', in: 'query', schema: { enum: ['c', 'd'] } },
    ];
    const made = complete(await drafts({ parameters }, { query: { must: 'a' } }));
    expect(seen(made, ({ path }) => path['id'])).toEqual(new Set(['"seven"']));
    expect(seen(made, ({ query }) => query['must'])).toEqual(new Set(['"a"', '"b"']));
    expect(seen(made, ({ query }) => query['may'])).toEqual(new Set(['"c"', '"d"', 'nothing']));
    expect(seen(made, ({ body }) => body)).toEqual(new Set(['nothing']));
  });

  test('leaves alone what a user has set, and header fields that steer the exchange', async () => {
    const parameters = [
      { name: 'tenant', in: 'query', schema: { enum: ['a', 'b'] } },
      { name: 'region', in: 'query', schema: { enum: ['a', 'b'] } },
      { name: 'If-Match', in: 'header', schema: { enum: ['a', 'b'] } },
      { name: 'X-Free', in: 'header', schema: { enum: ['a', 'b'] } },
    ];
    const given = { query: { tenant: 'mine', region: 'old' }, header: { 'If-Match': '*', 'X-Free': 'old' } };
    const all = await drafts({ parameters }, given, { tenant: 'mine', region: 'x' });
    const made = complete(all);
    expect(all.length).toBeGreaterThan(made.length);
    expect(seen(all, ({ query }) => query)).toEqual(new Set(['{"tenant":"mine","region":"old"}']));
    expect(seen(all, ({ header }) => header['If-Match'])).toEqual(new Set(['"*"']));
    expect(seen(made, ({ header }) => header['X-Free'])).toEqual(new Set(['"a"', '"b"', 'nothing']));
    const bare = complete(await drafts({ parameters }, {}, { tenant: 'mine' }));
    expect(seen(bare, ({ query, header }) => [query['tenant'] ?? null, header['If-Match'] ?? null])).toEqual(
      new Set(['[null,null]']),
    );
  });

  test.each<[required: boolean, types: string[]]>([
    [true, ['application/json', 'text/plain', 'x/used']],
    [false, ['application/json', 'nothing', 'text/plain', 'x/used']],
  ])('has bodies of each type that can be written (required: %s)', async (required, types) => {
    const content = {
      'application/json': media({ enum: [1] }),
      'text/plain': media({ enum: ['a'] }),
      'x/used': {},
      'x/unused': {},
      'text/*': media({ enum: ['b'] }),
      'application/xml': { ...media({ enum: ['c'] }), 'x-inferred': 'It is said nowhere.' },
    };
    const made = complete(await drafts({ requestBody: { required, content } }, { mediaType: 'x/used', body: 'u' }));
    expect([...new Set(made.map(({ inputs }) => inputs.mediaType ?? 'nothing'))].sort()).toEqual(types);
    expect(
      seen(
        made.filter(({ inputs }) => inputs.mediaType === 'application/json'),
        ({ body }) => body,
      ),
    ).toEqual(new Set(['1']));
  });

  test.each<[stage: 'early' | 'late', varies: boolean, requests: string[]]>([
    [
      'early',
      true,
      [
        'q undefined from undefined, made up from the schemas',
        'q -1 from 13, with the query parameter q as -1',
        'q 6 from undefined, made up from the schemas',
        'q 3 from 12, with 3 as the query parameter q',
        'q 5 from 14, with 5 as the query parameter q',
        'q undefined from undefined, made up from the schemas',
        'q -1 from 12, with the query parameter q as -1',
        'q 14 from undefined, made up from the schemas',
        'q 12 from undefined, made up from the schemas',
        'q 7 from 13, with 7 as the query parameter q',
        'q 12 from undefined, made up from the schemas',
        'q 3 from undefined, made up from the schemas',
      ],
    ],
    [
      'late',
      true,
      [
        'q undefined from undefined, made up from the schemas',
        'q -9007199254740991 from 5, with the query parameter q as -9007199254740991',
        'q 6 from undefined, made up from the schemas',
        'q 8 from 7, with 8 as the query parameter q',
        'q 3 from undefined, with 3 as the query parameter q',
        'q undefined from undefined, made up from the schemas',
        'q 1006 from 2, with the query parameter q as 1006',
        'q undefined from undefined, made up from the schemas',
        'q undefined from undefined, made up from the schemas',
        'q 1 from 6, with 1 as the query parameter q',
        'q 7.5 from 9, with 7.5 as the query parameter q',
        'q 3 from undefined, made up from the schemas',
      ],
    ],
    [
      'late',
      false,
      [
        'q 15 from undefined, made up from the schemas',
        'q undefined from undefined, made up from the schemas',
        'q undefined from undefined, made up from the schemas',
        'q undefined from undefined, made up from the schemas',
        'q undefined from undefined, made up from the schemas',
        'q undefined from undefined, made up from the schemas',
        'q undefined from undefined, made up from the schemas',
        'q undefined from undefined, made up from the schemas',
        'q undefined from undefined, made up from the schemas',
        'q undefined from undefined, made up from the schemas',
        'q undefined from undefined, made up from the schemas',
        'q undefined from undefined, made up from the schemas',
      ],
    ],
  ])('a seed draws the same requests in each version (%s, varied: %s)', async (stage, varied, requests) => {
    const parameters = [{ name: 'q', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9 } }];
    const responses = { 200: { description: '' } };
    const contract = await contractOf({ paths: { '/things': { get: { responses, ...(varied && { parameters }) } } } });
    const inputs = { path: {}, header: {}, cookie: {} };
    const shown = [11, 12, 13, 14, 15, 16].map((q) => ({
      inputs: { ...inputs, query: { q } },
      example: {} as Example,
    }));
    const context = {
      generation: createGenerationContext(contract, [], stage),
      operation: contract.operations[0] as Operation,
      overrides: { headers: [], set: {} },
      bases: [{ inputs: { ...inputs, query: {} } }, ...shown],
    };
    const made = fc.sample(requestArbitrary(context), { numRuns: 16, seed: 7 });
    const drawn = made.map(
      ({ title, from, inputs: { query } }) =>
        `q ${String(query['q'])} from ${String(from?.inputs.query['q'])}, ${title}`,
    );
    expect(drawn.slice(0, requests.length)).toEqual(requests);
  });
});
