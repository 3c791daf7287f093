import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Json } from '../../model/json.ts';
import { seedsOf } from './seed.ts';

const shown = (value: Json, status = 200) => ({
  responses: { [status]: { description: '', content: { 'application/json': { examples: { shown: { value } } } } } },
});
const none = { responses: { 204: { description: '' } } };
const sent = (value: Json) => ({
  requestBody: { content: { 'application/json': { examples: { shown: { value } } } } },
});
const named = (example?: Json, name = 'id') => ({
  parameters: [
    {
      ...{ name, in: 'path', required: true, schema: { type: 'string' } },
      ...(example !== undefined && { examples: { shown: { value: example } } }),
    },
  ],
});

async function seeded(paths: object): Promise<Record<string, Json>> {
  const contract = await contractOf({ paths }, 'zoo');
  return Object.fromEntries(
    seedsOf([contract]).map(({ address: { collection, id }, value }) => [`${collection} ${id}`, value]),
  );
}

test.each<[name: string, paths: object, seeds: Record<string, Json>]>([
  [
    'what a read shows, more than a creation, and that more than a list',
    {
      '/pets': {
        get: shown([{ id: 'a', name: 'of the list', age: 1 }, { id: 'b' }]),
        post: { ...sent({ name: 'x' }), ...shown({ id: 'a', name: 'of the creation', size: 2 }, 201) },
      },
      '/pets/{id}': { get: { ...named('a'), ...shown({ id: 'a', name: 'of the read' }) } },
    },
    { 'zoo/pets a': { id: 'a', name: 'of the read', size: 2, age: 1 }, 'zoo/pets b': { id: 'b' } },
  ],
  [
    'nothing that no request creates',
    { '/pets': { get: shown([{ id: 'a' }]) }, '/pets/{id}': { get: { ...named('a'), ...shown({ id: 'a' }) } } },
    {},
  ],
  [
    'nothing that an error shows, and what the path of a success names',
    {
      '/pets': { post: { ...sent({}), ...shown({ id: 'a' }, 400) } },
      '/pets/{id}': { get: { ...named('b'), ...shown({ id: 'c' }, 404) }, delete: { ...named('d'), ...none } },
    },
    { 'zoo/pets d': {} },
  ],
  [
    'what the path of a read or a change names, whatever its answer calls it',
    {
      '/pets': { get: shown([{ id: 'a', age: 1 }]), post: { ...sent({}), ...none } },
      '/pets/{id}': {
        get: { ...named('a'), ...shown({ id: 'x', name: 'A' }) },
        put: { ...named('b'), ...sent({}), ...shown({ id: 'y', name: 'B' }) },
        delete: { ...named('c'), ...shown({ id: 'c', name: 'gone' }) },
      },
    },
    {
      'zoo/pets a': { id: 'x', name: 'A', age: 1 },
      'zoo/pets b': { id: 'y', name: 'B' },
      'zoo/pets c': { id: 'c' },
    },
  ],
  [
    'numbers and texts as they stand in a path, and no other identifier',
    {
      '/pets': {
        get: shown([{ id: 7 }, { id: 'a b' }, { id: '' }, { id: true }, { id: null }, {}, 'text']),
        post: { ...sent({}), ...none },
      },
      '/pets/{id}': { get: { ...named(), ...none } },
    },
    { 'zoo/pets 7': { id: 7 }, 'zoo/pets a%20b': { id: 'a b' } },
  ],
])('the things of a mock are at first %s', async (_, paths, seeds) => expect(await seeded(paths)).toEqual(seeds));
