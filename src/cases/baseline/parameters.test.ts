import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { NO_VALUES, NOTHING_KNOWN } from '../../../test/support/known-nothing.ts';
import { NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import { withKnownParameters, withOptionalParameters, withoutOptionalParameters } from './parameters.ts';

const parameter = (name: string, more: object = {}) => ({ name, in: 'query', schema: { type: 'string' }, ...more });

async function both(
  parameters: object[],
  query: Record<string, Json>,
  known: Json[],
  overrides: Overrides = NO_OVERRIDES,
) {
  const contract = await contractOf({
    paths: { '/pets': { get: { parameters, responses: { 200: { description: 'Done.' } } } } },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  const about = { ...NOTHING_KNOWN, parameterValues: ({ name }: { name: string }) => (/id$/i.test(name) ? known : []) };
  const inputs = { ...NO_VALUES, query };
  return {
    required: withKnownParameters(contract, operation, inputs, overrides, about)?.query,
    optional: withOptionalParameters(contract, operation, inputs, about)?.query,
  };
}

const REQUIRED = { required: true };

test('a required parameter names the first thing that is there, as its schema has it', async () => {
  const parameters = [parameter('shopId', REQUIRED), parameter('q', REQUIRED)];
  expect((await both(parameters, { shopId: 'assay', q: 'x' }, [7, 8])).required).toEqual({ shopId: '7', q: 'x' });
});

test.each<[string, object, Json[], Overrides]>([
  ['nothing is known', REQUIRED, [], NO_OVERRIDES],
  ['it says what is known already', REQUIRED, ['assay'], NO_OVERRIDES],
  ['the user gave it', REQUIRED, ['s-1'], { headers: [], set: { shopId: 'mine' } }],
  ['the schema allows nothing that is known', { ...REQUIRED, schema: { enum: ['a'] } }, ['s-1'], NO_OVERRIDES],
  ['it may be left out', {}, ['s-1'], NO_OVERRIDES],
])('a parameter stays as it is where %s', async (_, more, known, overrides) => {
  expect((await both([parameter('shopId', more)], { shopId: 'assay' }, known, overrides)).required).toBeUndefined();
});

test('optional parameters are put in where the document shows a value, or something is known that they name', async () => {
  const parameters = [parameter('shopId'), parameter('q', { example: 'cats' }), parameter('page')];
  expect((await both(parameters, {}, ['s-1'])).optional).toEqual({ shopId: 's-1', q: 'cats' });
  expect((await both(parameters, { shopId: 'mine', q: 'dogs' }, ['s-1'])).optional).toBeUndefined();
});

test.each<[string, object, Overrides, Record<string, Json>]>([
  ['one that may be left out', {}, NO_OVERRIDES, {}],
  ['one that is required', REQUIRED, NO_OVERRIDES, { target: 'node7' }],
  ['one that the user set', {}, { headers: [], set: { target: 'mine' } }, { target: 'node7' }],
])('without optional parameters, a request has %s: what its query is', async (_, more, overrides, want) => {
  const parameters = [parameter('target', more)];
  const contract = await contractOf({
    paths: { '/pets': { get: { parameters, responses: { 200: { description: 'Done.' } } } } },
  });
  const inputs = { ...NO_VALUES, query: { target: 'node7' } };
  const [operation] = contract.operations;
  const bare = operation && withoutOptionalParameters(operation, inputs, overrides);
  expect(bare?.query).toEqual(want);
  expect(bare === inputs).toBe('target' in want);
});
