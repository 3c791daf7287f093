import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { listOf, model, shape, type Told } from '../../../test/support/told-operations.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { levelsOf, namesakesOf, othersIn } from './search-levels.ts';

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
  const written = { post: { ...verify.post, ...body({ HASH: text }) } };
  expect(await levels({ '/hash/verify': written, '/hash/generate': generate })).toEqual([['generate'], ['verify']]);
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

const THING = shape({ id: text, name: text });
const crud = (path: string, takes: Told['takes'] = { name: text }): Record<string, Told> => ({
  [`GET ${path}`]: { answers: listOf(THING) },
  [`POST ${path}`]: { answers: THING, status: '201', takes },
  [`GET ${path}/{id}`]: { answers: THING },
});

async function told(operations: Record<string, Told>) {
  const { contract, resources } = await model(operations);
  return levelsOf(contract, resources, contract.operations).map((level) => level.map(({ id }) => id));
}

test('what makes things comes before what goes through them, and lists before that', async () => {
  expect(await told(crud('/pets'))).toEqual([['GET /pets'], ['POST /pets'], ['GET /pets/{id}']]);
});

test('what needs another thing waits for it', async () => {
  const operations = { ...crud('/pets', { shop: text }), ...crud('/shops') };
  const all = await told(operations);
  const at = (id: string) => all.findIndex((level) => level.includes(id));
  expect(at('POST /shops')).toBeLessThan(at('POST /pets'));
  expect(at('POST /pets')).toBeLessThan(at('GET /shops/{id}'));
  expect(at('GET /pets/{id}')).toBe(at('GET /shops/{id}'));
});

test('what names things in its body comes after what names none, and before what goes through one more thing', async () => {
  const operations: Record<string, Told> = {
    ...crud('/pets', { shop: text }),
    ...crud('/shops'),
    'POST /shops/{id}/close': { takes: { why: text } },
    'POST /shops/{id}/move': { takes: { pet: text } },
    'POST /ping': { takes: { pet: text } },
  };
  expect(await told(operations)).toEqual([
    ['GET /pets', 'GET /shops'],
    ['POST /shops'],
    ['POST /pets'],
    ['POST /ping'],
    ['GET /pets/{id}', 'GET /shops/{id}'],
    ['POST /shops/{id}/close'],
    ['POST /shops/{id}/move'],
  ]);
});

test('what goes through more things comes later', async () => {
  const all = await told({ ...crud('/pets'), ...crud('/pets/{pet}/toys'), 'GET /health': {} });
  const at = (id: string) => all.findIndex((level) => level.includes(id));
  expect(at('POST /pets')).toBeLessThan(at('GET /pets/{id}'));
  expect(at('GET /pets/{id}')).toBeLessThan(at('GET /pets/{pet}/toys/{id}'));
  expect(at('GET /health')).toBeLessThan(at('GET /pets/{id}'));
});

test('what makes a thing under a name of its own comes before what goes through such things', async () => {
  const more = { parameters: [{ name: 'name', in: 'path', required: true, schema: text }] };
  const operations: Record<string, Told> = {
    'GET /indexes': { answers: listOf(shape({ name: text })) },
    'GET /indexes/{name}': { answers: shape({ name: text }), more },
    'PUT /indexes/{name}': { answers: shape({ name: text }), takes: { size: text }, more },
    'DELETE /indexes/{name}': { status: '204', more },
    'GET /indexes/{name}/settings': { answers: shape({ size: text }), more },
  };
  const all = await told(operations);
  const at = (id: string) => all.findIndex((level) => level.includes(id));
  expect(at('PUT /indexes/{name}')).toBeLessThan(at('GET /indexes/{name}/settings'));
  expect(at('PUT /indexes/{name}')).toBeLessThan(at('GET /indexes/{name}'));
});

test.each<[member: string, want: string[]]>([
  ['shop', ['shop']],
  ['Shops', ['shop']],
  ['shopId', ['shop']],
  ['name', []],
  ['pet', []],
])('a member %s of a new pet needs %j', async (member, want) => {
  const { contract, resources } = await model({ ...crud('/pets', { [member]: text }), ...crud('/shops') });
  const creation = contract.operations.find(({ id }) => id === 'POST /pets');
  const needed = creation ? othersIn(contract, resources, creation) : [];
  expect([...new Set(needed.map(({ name }) => name))]).toEqual(want);
});

test('an operation without a body needs nothing else', async () => {
  const { contract, resources } = await model({ ...crud('/pets'), ...crud('/shops') });
  expect(
    contract.operations.filter(({ method }) => method === 'GET').flatMap((one) => othersIn(contract, resources, one)),
  ).toEqual([]);
});

test.each([
  ['shop', ['shop']],
  ['shops', ['shop']],
  ['SHOP', ['shop']],
  ['store', []],
])('a member called %s is called as %j', async (name, want) => {
  const { resources } = await model(crud('/shops'));
  expect(namesakesOf(resources, name).map((one) => one.name)).toEqual(want);
});

test('what names things of each other is asked one after the other, and what does not beside them', async () => {
  const made: Record<string, Told> = {
    ...crud('/colours', { paint: text }),
    ...crud('/issues', { project: text }),
    ...crud('/projects', { owner: text }),
    ...crud('/owners', { team: text }),
    ...crud('/teams', { name: text }),
  };
  const creations = (await told(made)).map((level) => level.filter((one) => one.startsWith('POST')));
  expect(creations.filter((level) => level.length > 0)).toEqual([
    ['POST /colours', 'POST /teams'],
    ['POST /owners'],
    ['POST /projects'],
    ['POST /issues'],
  ]);
});
