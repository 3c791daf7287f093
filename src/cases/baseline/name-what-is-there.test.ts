import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { NO_VALUES, NOTHING_KNOWN } from '../../../test/support/known-nothing.ts';
import { nameWhatIsThere } from './name-what-is-there.ts';

const text: JsonObject = { type: 'string' };
const SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    feature: text,
    ownerId: { type: 'integer' },
    contextName: text,
    note: text,
    kind: { enum: ['old'] },
    contexts: { type: 'array', items: text },
  },
};

/** The body, and the value of the query parameter, after a refusal of them. */
async function renamed(sentence: string, body: Json, { isOfPath = false, path = {}, query = {} } = {}) {
  const contract = await contractOf({
    paths: {
      '/features/{child}/parents': {
        post: {
          parameters: [
            { name: 'child', in: 'path', required: true, schema: text },
            { name: 'shopId', in: 'query', schema: text },
          ],
          requestBody: { content: { 'application/json': { schema: SCHEMA } } },
          responses: { 200: { description: 'Done.' } },
        },
      },
    },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  const inputs = { ...NO_VALUES, path, query, mediaType: 'application/json', body };
  const known = {
    ...NOTHING_KNOWN,
    references: (at: string) => (at === '#/ownerId' ? [7, 8] : at === '#/kind' ? ['new'] : []),
    namesakes: (at: string) =>
      at === '#/feature' ? ['first', 'second'] : at === '#/contextName' || at === '#/contexts' ? ['region'] : [],
    parameterValues: () => ['shop-1'],
  };
  const candidate = { title: 'of a test', inputs, headers: [], learned: [] };
  const changed = nameWhatIsThere(contract, operation, candidate, sentence, known, isOfPath);
  return changed && { ...(changed.inputs.body as JsonObject), ...changed.inputs.query };
}

test.each<[string, string, Json, Json | undefined]>([
  [
    'quotes a value',
    'No active feature parent exists',
    { feature: 'parent', note: 'n' },
    { feature: 'first', note: 'n' },
  ],
  ['quotes a value within a longer word', 'No active feature parents exists here', { note: 'parent' }, undefined],
  ['begins with a value', 'lost is not there', { feature: 'lost' }, { feature: 'first' }],
  ['ends with a value', 'nobody knows lost', { feature: 'lost' }, { feature: 'first' }],
  ['quotes a value after a longer word', 'lostness of lost', { feature: 'lost' }, { feature: 'first' }],
  ['names a member by its word', 'Owner does not exist', { ownerId: 3 }, { ownerId: 7 }],
  ['names a member as it is called', 'ownerId not found', { ownerId: 3 }, { ownerId: 7 }],
  ['names a member whose value is the first that is known', 'Owner does not exist', { ownerId: 7 }, { ownerId: 8 }],
  [
    'quotes a name with an end',
    'Could not find Context field with name x-1',
    { contextName: 'x-1' },
    { contextName: 'region' },
  ],
  ['quotes an item of a list', 'Could not find x-1', { contexts: ['a', 'x-1'] }, { contexts: ['a', 'region'] }],
  ['quotes a value of which nothing else is known', 'Unknown note lost', { note: 'lost' }, undefined],
  ['quotes two characters', 'There is no ab', { feature: 'ab' }, undefined],
  ['quotes three characters', 'There is no abc', { feature: 'abc' }, { feature: 'first' }],
  ['would need what the contract excludes', 'There is no old', { kind: 'old' }, undefined],
  ['says nothing of the request', 'Not found', { ownerId: 3, feature: 'x' }, undefined],
  ['names several of what a member names', 'Owners not found', { ownerId: 3 }, { ownerId: 7 }],
  ['names one of what a list names', 'No context is there', { contexts: ['a'] }, { contexts: ['region'] }],
  ['names what a member is called in another case', 'no Context_Name', { contextName: 'a' }, { contextName: 'region' }],
  ['has no body to say it of', 'Not found', null, undefined],
])('a refusal that %s gets what is there in its place', async (_, sentence, body, want) => {
  expect(await renamed(sentence, body)).toEqual(want);
});

test('where a refusal may be about the path, only a value that it quotes is replaced', async () => {
  expect(await renamed('Feature not found', { feature: 'lost' }, { isOfPath: true })).toBeUndefined();
  expect(await renamed('Feature lost not found', { feature: 'lost' }, { isOfPath: true })).toEqual({
    feature: 'first',
  });
});

test('what the path names is not said a second time', async () => {
  expect(await renamed('Feature lost not found', { feature: 'lost' }, { path: { child: 'lost' } })).toEqual({
    feature: 'first',
  });
  expect(
    await renamed('Feature lost not found', { feature: 'lost' }, { path: { child: 'lost' }, isOfPath: true }),
  ).toBeUndefined();
  expect(await renamed('Feature lost not found', { feature: 'lost' }, { path: { child: 'first' } })).toEqual({
    feature: 'second',
  });
});

test('a number in the path is not said a second time either', async () => {
  const path = { child: 12345 };
  expect(await renamed('There is no 12345', { feature: '12345' }, { path, isOfPath: true })).toBeUndefined();
});

test('a parameter of the query is replaced as well', async () => {
  expect(await renamed('There is no shop lost', {}, { query: { shopId: 'lost' } })).toEqual({ shopId: 'shop-1' });
});
