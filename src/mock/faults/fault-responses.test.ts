import { describe, expect, test } from '@jest/globals';
import type { Contract, Operation } from '../../model/contract.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { documentedFault, faultOf, undocumentedFault } from './fault-responses.ts';

const text = (example: string) => ({ description: '', content: { 'text/plain': { example } } });

async function operationOf(responses: object): Promise<[Contract, Operation]> {
  const contract = await contractOf({ paths: { '/x': { get: { operationId: 'x', responses } } } });
  return [contract, contract.operations[0] as Operation];
}

/** The statuses of all draws. */
const drawn = (draw: (random: () => number) => number | undefined) => [
  ...new Set(Array.from({ length: 100 }, (_, nth) => draw(() => nth / 100))),
];

describe('documentedFault', () => {
  const TABLE: [responses: object, want: (number | undefined)[]][] = [
    [{ 200: text('') }, [undefined]],
    [{ 200: text(''), 400: text('a'), 599: text('b') }, [400, 599]],
    [{ 200: text(''), 399: text('a') }, [undefined]],
    [{ 200: text(''), '4XX': text('a'), default: text('b') }, [400, 500]],
    // A media type without a schema and an example gives no body.
    [{ 200: text(''), 404: { description: '', content: { 'text/plain': {} } } }, [undefined]],
    [{ 200: text(''), 404: { description: '' } }, [404]],
  ];
  test.each(TABLE)('draws, where %j are documented, from %j', async (responses, want) => {
    const [contract, operation] = await operationOf(responses);
    expect(drawn((random) => documentedFault(contract, operation, random)?.status)).toEqual(want);
  });
});

describe('undocumentedFault', () => {
  const TABLE: [documented: number[], want: number[]][] = [
    [[], [500, 502, 503, 429]],
    [[500], [502, 503, 429]],
    [[500, 502, 429], [503]],
    [
      [500, 502, 503, 429],
      [500, 502, 503, 429],
    ],
  ];
  test.each(TABLE)('with %j documented draws from %j', async (documented, want) => {
    const [, operation] = await operationOf(
      Object.fromEntries([200, ...documented].map((status) => [status, text('')])),
    );
    expect(drawn((random) => undocumentedFault(operation, random).status)).toEqual(want);
  });

  test('draws for an unknown operation too', () =>
    expect(drawn((random) => undocumentedFault(undefined, random).status)).toEqual([500, 502, 503, 429]));
});

describe('faultOf', () => {
  test.each([
    [429, '1'],
    [503, '1'],
    [500, undefined],
    [404, undefined],
  ])('%i has the Retry-After %s', (status, want) => {
    const { reply, isDocumented } = faultOf(status, undefined, undefined, () => 0);
    expect([reply.status, isDocumented]).toEqual([status, false]);
    expect(new Map(reply.headers).get('Retry-After')).toBe(want);
  });

  test.each([
    ['application/json', '{"a":"assay"}'],
    ['application/xml', expect.stringContaining('"about:blank"')],
  ])('answers a documented %s without an example with a body of its schema, if it is JSON: %s', async (type, body) => {
    const schema = { type: 'object', required: ['a'], properties: { a: { type: 'string' } } };
    const [contract, operation] = await operationOf({ 200: text(''), 500: { content: { [type]: { schema } } } });
    expect(faultOf(500, contract, operation, () => 0).reply.body).toEqual(body);
  });

  test('gives a documented status its documented headers, once', async () => {
    const [contract, operation] = await operationOf({
      200: text(''),
      503: {
        ...text('later'),
        headers: {
          'retry-after': { schema: { type: 'integer' }, example: 30 },
          'X-Needed': { required: true, schema: { const: 'n' } },
          'X-Optional': { schema: { const: 'o' } },
          'Content-Length': { required: true, schema: { const: 5 } },
        },
      },
    });
    const { reply, isDocumented } = faultOf(503, contract, operation, () => 0);
    expect(isDocumented).toBe(true);
    expect(reply.headers).toEqual([
      ['Content-Type', 'text/plain'],
      ['retry-after', '30'],
      ['X-Needed', 'n'],
      ['Content-Length', '5'],
    ]);
    expect(reply.body).toBe('later');
  });

  test.each([
    ['text/*', 'a', 'text/plain'],
    ['*/*', { a: 1 }, 'application/json'],
    ['application/xml', '<a/>', 'application/xml'],
    ['text/plain; charset=utf-8', 'a', 'text/plain; charset=utf-8'],
    ['image/*', 'a', 'image/png'],
  ])('labels an example under %s', async (type, example, want) => {
    const [contract, operation] = await operationOf({
      200: text(''),
      500: { description: '', content: { [type]: { example } } },
    });
    const { reply } = faultOf(500, contract, operation, () => 0);
    expect(reply.headers[0]).toEqual(['Content-Type', want]);
  });
});
