import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { accepted, type DraftContext } from './draft.ts';

const INPUTS = { path: {}, query: {}, header: {}, cookie: {} };

async function expectationOf(schema: JsonObject, keyword: string, base: object = {}) {
  const responses = { 200: { description: 'OK' } };
  const contract = await contractOf({
    paths: { '/a': { get: { responses } } },
    components: { schemas: { A: schema } },
  });
  const [operation] = contract.operations;
  const context = { contract, operation, overrides: { headers: [], set: {} }, base } as unknown as DraftContext;
  const clause = `#/components/schemas/A/${keyword}` as const;
  return accepted(context, { inputs: INPUTS, clause, at: 'request', title: 'a' }).expect;
}

test.each<[JsonObject, string, boolean]>([
  [{ enum: [1] }, 'enum', true],
  [{ const: 1 }, 'const', true],
  [{ maximum: 0 }, 'maximum', true],
  [{ maxLength: 0 }, 'maxLength', true],
  [{ maxItems: 0 }, 'maxItems', true],
  ...['minimum', 'minLength', 'minItems'].flatMap((least): [JsonObject, string, boolean][] => [
    [{ [least]: 0 }, least, false],
    [{ [least]: 1 }, least, false],
    [{ [least]: 2 }, least, true],
    [{ [least]: 0, [least.replace('min', 'max')]: 9 }, least, true],
  ]),
  [{ type: 'string', maximum: 9 }, 'type', false],
  [{ properties: {} }, 'properties', false],
])('the schema %j by its %s allows a value in so many words: %j', async (schema, keyword, isStated) => {
  expect(await expectationOf(schema, keyword)).toStrictEqual({
    kind: 'accepted',
    clause: `#/components/schemas/A/${keyword}`,
    at: 'request',
    ...(isStated && { stated: true }),
  });
});

test('a request that has to be accepted names the example that it varies', async () => {
  expect(await expectationOf({ type: 'string' }, 'type', { example: 'b' })).toMatchObject({ example: 'b' });
});
