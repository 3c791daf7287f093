import { describe, expect, test } from '@jest/globals';
import type { JsonObject, Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { NO_OVERRIDES } from '../messages/overrides.ts';
import { fillRequired, placeholderParameters, withPlaceholders } from './fill-required.ts';

async function thingsWith(...parameters: JsonObject[]) {
  const contract = await contractOf({
    paths: { '/things/{id}': { get: { parameters, responses: { '200': { description: 'there' } } } } },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  return { contract, operation };
}

const ID = { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 5 } };
const QUERY = { name: 'q', in: 'query', required: true };
const NOTHING = { path: {}, query: {}, header: {}, cookie: {} };

describe('fillRequired', () => {
  test.each<[string, JsonObject, JsonObject, Json | undefined]>([
    ['keeps the value that is there', { ...QUERY, example: 'documented' }, { q: 'own' }, 'own'],
    ['keeps a null that is there', { ...QUERY, example: 'documented' }, { q: null }, null],
    ['takes the documented example', { ...QUERY, schema: { type: 'string' }, example: 'documented' }, {}, 'documented'],
    [
      'takes the first of several documented examples',
      { ...QUERY, schema: {}, examples: { a: { value: 1 }, b: { value: 2 } } },
      {},
      1,
    ],
    ['makes a value from the schema', { ...QUERY, schema: { enum: ['m', 's'] } }, {}, 'm'],
    ['takes a word of its own where no schema can be met', { ...QUERY, schema: false }, {}, 'assay'],
    ['leaves an optional parameter out', { ...QUERY, required: false, example: 'documented' }, {}, undefined],
  ])('%s', async (_, parameter, query, want) => {
    const { contract, operation } = await thingsWith({ ...ID, example: 7 }, parameter);
    expect(fillRequired(contract, operation, { ...NOTHING, query }).query['q']).toEqual(want);
  });

  test('fills each place and does not change its input', async () => {
    const { contract, operation } = await thingsWith(
      ID,
      { name: 'X-A', in: 'header', required: true, example: 'a' },
      { name: 'c', in: 'cookie', required: true, example: 'b' },
    );
    const given = structuredClone(NOTHING);
    expect(fillRequired(contract, operation, given)).toEqual({
      path: { id: 5 },
      query: {},
      header: { 'X-A': 'a' },
      cookie: { c: 'b' },
    });
    expect(given).toEqual(NOTHING);
  });
});

describe('placeholderParameters', () => {
  test.each<[string, JsonObject, Record<string, string>, string[]]>([
    ['names a path parameter that has no value', ID, {}, ['id']],
    ['leaves out one that has a documented example', { ...ID, example: 7 }, {}, []],
    ['leaves out one that the user set', ID, { id: '7' }, []],
  ])('%s', async (_, parameter, set, want) => {
    const { operation } = await thingsWith(parameter, { ...QUERY, required: true });
    expect(placeholderParameters(operation, { ...NO_OVERRIDES, set })).toEqual(want);
  });
});

test.each<[set: Record<string, string>, member: object]>([
  [{}, { placeholderParameters: ['id'] }],
  [{ id: '7' }, {}],
])('with the values %j a case has the member %j', async (set, member) => {
  const { operation } = await thingsWith(ID);
  expect(withPlaceholders(operation, { ...NO_OVERRIDES, set })).toEqual(member);
});
