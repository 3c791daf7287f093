import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { namedInBody } from './named-in-body.ts';

const strings = { type: 'array', items: { type: 'string' } };

async function named(method: string, members: object, path = '/pets') {
  const body = { content: { 'application/json': { schema: { type: 'object', properties: members } } } };
  const done = { responses: { 200: { description: 'Done.' } } };
  const id = { name: 'petId', in: 'path', required: true, schema: { type: 'string' } };
  const contract = await contractOf({
    paths: {
      '/pets': { get: done, post: { responses: { 201: { description: 'Made.' } } } },
      '/pets/{petId}': { parameters: [id], get: done },
      [path]: {
        ...(path === '/pets' && { get: done, post: { responses: { 201: { description: 'Made.' } } } }),
        [method]: { operationId: 'asked', requestBody: body, ...done },
      },
    },
  });
  const operation = contract.operations.find((one) => one.id === 'asked');
  return operation && namedInBody(contract, operation);
}

test.each([
  ['keys of the things, with what changes', 'patch', { keys: strings, data: { type: 'object' } }, 'keys'],
  ['ids', 'put', { ids: { type: 'array', items: { type: 'integer' } } }, 'ids'],
  ['numbers', 'put', { ids: { type: 'array', items: { type: 'number' } } }, 'ids'],
  ['a list of whatever', 'put', { ids: { type: 'array' } }, 'ids'],
  ['ids by the word for the thing', 'delete', { pet_ids: strings }, 'pet_ids'],
  ['long ids by the word for the thing', 'delete', { petUuids: strings }, 'petUuids'],
])('a body names the things of a collection by %s', async (_, method, members, member) => {
  expect(await named(method, members)).toEqual({ member, item: '/pets/{petId}', parameter: 'petId' });
});

test.each([
  ['ids of other things', 'patch', { shopIds: strings }],
  ['one id', 'patch', { ids: { type: 'string' } }],
  ['what only begins like ids', 'patch', { idsSent: strings }],
  ['things in place of their ids', 'patch', { keys: { type: 'array', items: { type: 'object' } } }],
  ['two lists', 'patch', { ids: strings, petIds: strings }],
  ['ids of what it creates', 'post', { ids: strings }],
])('a body with %s names none', async (_, method, members) => {
  expect(await named(method, members)).toBeUndefined();
});

test.each([
  ['a word behind their collection', '/pets/owner', { petIds: strings, owner: { type: 'string' } }, 'petIds'],
  [
    'the word for several behind their collection, which makes something else',
    '/pets/owners',
    { petIds: strings },
    undefined,
  ],
  ['no word of their collection', '/owner', { petIds: strings }, undefined],
  ['lists of two things', '/pets/owner', { petIds: strings, keys: strings }, undefined],
])('a POST whose path ends with %s (%s) changes what it lists: %j', async (_, path, members, member) => {
  expect((await named('post', members, path))?.member).toBe(member);
});

test('a body of what is no collection names none', async () => {
  expect(await named('patch', { keys: strings }, '/settings')).toBeUndefined();
});

async function namedBelow(action: string, members: object, required: string[], method = 'post') {
  const strings = { 200: { description: 'Done.' } };
  const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
  const schema = { type: 'object', required, properties: members };
  const contract = await contractOf({
    paths: {
      '/pets': { post: { responses: { 201: { description: 'Made.' } } } },
      '/pets/{pet}': { parameters: [parameter('pet')], get: { responses: strings } },
      '/shops/{shop}/pets': { parameters: [parameter('shop')], post: { responses: { 201: { description: 'Made.' } } } },
      '/shops/{shop}/pets/{pet}': {
        parameters: [parameter('shop'), parameter('pet')],
        get: { responses: strings },
        delete: { responses: strings },
      },
      [action]: {
        parameters: [...action.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => parameter(name)),
        [method]: {
          operationId: 'asked',
          requestBody: { content: { 'text/plain': {}, 'application/json': { schema } } },
          responses: strings,
        },
      },
    },
  });
  const operation = contract.operations.find((one) => one.id === 'asked');
  return operation && namedInBody(contract, operation);
}

test('a body lists things that lie in what the path names', async () => {
  const want = { member: 'pets', item: '/shops/{shop}/pets/{pet}', parameter: 'pet' };
  expect(await namedBelow('/shops/{shop}/sell', { pets: strings, at: {} }, ['pets'])).toEqual(want);
  for (const name of ['petIds', 'pet_names', 'Pet_Keys', 'Pets', 'pet-uuids', 'petguids'])
    expect(await namedBelow('/shops/{shop}/sell', { [name]: strings }, [name])).toEqual({ ...want, member: name });
  expect(await namedBelow('/shops/{shop}/bulk/towns/{town}/sell', { pets: strings }, ['pets'])).toEqual(want);
});

test.each<[string, Parameters<typeof namedBelow>]>([
  ['that may be left out', ['/shops/{shop}/close', { pets: strings }, []]],
  ['of what the path does not say', ['/shops/{shop}/close', { owners: strings }, ['owners']]],
  ['beside another one of them', ['/shops/{shop}/close', { pets: strings, petIds: strings }, ['pets', 'petIds']]],
  ['of who knows what', ['/shops/{shop}/close', { pets: { type: 'array' } }, ['pets']]],
  ['of what is called so at its end alone', ['/shops/{shop}/close', { ids_pet: strings }, ['ids_pet']]],
  ['sent to the thing itself', ['/shops/{shop}', { pets: strings }, ['pets']]],
  ['of bare ids', ['/shops/{shop}/close', { ids: strings }, ['ids']]],
  ['that replaces another one', ['/shops/{shop}/sell', { pets: strings }, ['pets'], 'put']],
])('a list %s does not say what a request below a thing is about', async (_, given) => {
  expect(await namedBelow(...given)).toBeUndefined();
});
