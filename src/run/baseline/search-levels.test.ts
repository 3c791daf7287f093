import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { levelsOf } from './search-levels.ts';

const text: JsonObject = { type: 'string' };
const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
const body = (properties: JsonObject) => ({
  requestBody: { content: { 'application/json': { schema: object(properties) } } },
});
const answers = (schema: JsonObject) => ({
  responses: { 200: { description: 'Done.', content: { 'application/json': { schema } } } },
});
const id = [{ name: 'id', in: 'path', required: true, schema: text }];

/** The ids of what is asked, level by level. */
async function levels(paths: JsonObject): Promise<string[][]> {
  const contract = await contractOf({ paths });
  const found = levelsOf(contract, resourcesOf(contract), contract.operations);
  return found.map((level) => level.map((operation) => operation.id));
}

test('what uses a text comes after what makes it', async () => {
  const verify = {
    post: { operationId: 'verify', ...body({ hash: text }), ...answers(object({ data: { type: 'boolean' } })) },
  };
  const generate = { post: { operationId: 'generate', ...body({ string: text }), ...answers(object({ data: text })) } };
  expect(await levels({ '/hash/verify': verify, '/hash/generate': generate })).toEqual([['generate'], ['verify']]);
  const other = { post: { ...verify.post, ...body({ other: text }) } };
  expect(await levels({ '/hash/verify': other, '/hash/generate': generate })).toEqual([['verify', 'generate']]);
});

test('what makes a text that is called as a member of its own body waits for nothing', async () => {
  const generate = { post: { operationId: 'generate', ...body({ hash: text }), ...answers(text) } };
  const other = { post: { operationId: 'other', ...body({ x: text }), ...answers(object({})) } };
  expect(await levels({ '/hash': generate, '/other': other })).toEqual([['generate', 'other']]);
});

test('what names several things in its body comes after what makes one that needs others', async () => {
  const pet = object({ id: text, shop: text });
  const paths = {
    '/pets': {
      get: { operationId: 'listPets', ...answers({ type: 'array', items: pet }) },
      patch: {
        operationId: 'changePets',
        ...body({ keys: { type: 'array', items: text }, data: object({}) }),
        ...answers(pet),
      },
      post: { operationId: 'createPet', ...body({ shop: text }), ...answers(pet) },
    },
    '/pets/{id}': { parameters: id, get: { operationId: 'getPet', ...answers(pet) } },
    '/shops': {
      get: { operationId: 'listShops', ...answers({ type: 'array', items: object({ id: text }) }) },
      post: { operationId: 'createShop', ...body({ name: text }), ...answers(object({ id: text })) },
    },
    '/shops/{id}': { parameters: id, get: { operationId: 'getShop', ...answers(object({ id: text })) } },
  };
  const order = (await levels(paths)).flat();
  expect(order.indexOf('changePets')).toBeGreaterThan(order.indexOf('createPet'));
  expect(order.indexOf('createPet')).toBeGreaterThan(order.indexOf('createShop'));
});
