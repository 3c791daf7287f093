import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { asSegment, collectionAddress, identifierIn, thingAddress, uriPath } from './addresses.ts';

const resource = (collection?: string, item?: string): Resource => ({
  ...{ name: 'pet', create: [], update: [], identities: [] },
  ...(collection !== undefined && { collection }),
  ...(item !== undefined && { item }),
});
const PETS = resource('/pets', '/pets/{petId}');
const OF_SHOP = resource('/shops/{shop}/pets', '/shops/{shop}/pets/{pet}');
const FILES = resource('/files', '/files/{name}.{ending}');
const TAGS = resource('/tags', '/tags/{type}/{value}');

test.each([
  ['a b', 'a%20b'],
  ['a/b', 'a%2Fb'],
  [7, '7'],
  [true, 'true'],
  ['\ud800', '%EF%BF%BD'],
])('%j stands in a path as %s', (value, want) => {
  expect(asSegment(value)).toBe(want);
});

test.each<[string, Resource, path: string, JsonObject, want: string | undefined]>([
  ['one of the root', PETS, '/pets', {}, 'my%20api/pets'],
  ['that of the path of a thing', PETS, '/pets/{id}', { id: 7 }, 'my%20api/pets'],
  ['one in a thing', OF_SHOP, '/shops/{shop}/pets', { shop: 'a b' }, 'my%20api/shops/a%20b/pets'],
  ['one in a thing, by another name', OF_SHOP, '/shops/{shopId}/pets/{petId}', { shopId: 7 }, 'my%20api/shops/7/pets'],
  ['one in a thing, of another path', OF_SHOP, '/pets/{pet}', { shop: 7, pet: 1 }, 'my%20api/shops/7/pets'],
  [
    'one in a thing, of a path that only begins alike',
    OF_SHOP,
    '/shops/{x}/petshops',
    { shop: 7, x: 8 },
    'my%20api/shops/7/pets',
  ],
  ['none without the thing that it is in', OF_SHOP, '/shops/{shop}/pets', {}, undefined],
  ['none where that is empty', OF_SHOP, '/shops/{shop}/pets', { shop: '' }, undefined],
  ['none where that is null', OF_SHOP, '/shops/{shop}/pets', { shop: null }, undefined],
  ['one in thing 0', OF_SHOP, '/shops/{shop}/pets', { shop: 0 }, 'my%20api/shops/0/pets'],
  ['none of a resource without one', resource(), '/pets', {}, undefined],
])('the collection of a request is %s', (_, of, path, params, want) => {
  expect(collectionAddress({ name: 'my api' }, of, { path }, params)).toBe(want);
});

test.each<[string, Resource, path: string, JsonObject, id: string | undefined]>([
  ['by its name', PETS, '/pets/{id}', { id: 7 }, '7'],
  ['by its name below it', PETS, '/pets/{id}/toys', { id: 'a/b' }, 'a%2Fb'],
  ['by two names', TAGS, '/tags/{type}/{value}', { type: 'a', value: 'b' }, 'a/b'],
  ['by a name of two parts', FILES, '/files/{name}.{ending}', { name: 'a', ending: 'b' }, 'a.b'],
  ['by no part of a name', FILES, '/files/{name}.{ending}', { name: 'a' }, undefined],
  ['by no half of two names', TAGS, '/tags/{type}/{value}', { value: 'b' }, undefined],
  ['in no collection', PETS, '/pets', {}, undefined],
  ['of no resource without things', resource('/pets'), '/pets', {}, undefined],
  ['of no unknown shop', OF_SHOP, '/shops/{shop}/pets/{pet}', { pet: 1 }, undefined],
])('a request names a thing %s', (_, of, path, params, id) => {
  expect(thingAddress({ name: 'api' }, of, { path }, params)?.id).toBe(id);
});

test('the address of a thing has its collection', () => {
  expect(thingAddress({ name: 'api' }, OF_SHOP, { path: '/shops/{s}/pets/{p}' }, { s: 1, p: 2 })).toStrictEqual({
    collection: 'api/shops/1/pets',
    id: '2',
  });
});

test.each<[Resource, path: string, JsonObject, want: unknown]>([
  [PETS, '/pets/{id}', { id: 7 }, 7],
  [PETS, '/pets/{id}/toys/{toy}', { id: 7, toy: 8 }, 7],
  [TAGS, '/tags/{type}/{value}', { type: 'a', value: 'b' }, 'b'],
  [FILES, '/files/{name}.{ending}', { name: 'a', ending: 'b' }, undefined],
  [PETS, '/pets', {}, undefined],
  [resource(), '/pets/{id}', { id: 7 }, undefined],
])('the value that names a thing of %j in %s with %j is %j', (of, path, params, want) => {
  expect(identifierIn(of, { path }, params)).toBe(want);
});

test.each([
  ['api/pets', '7', '/pets', '/pets', '/pets/7'],
  ['api/pets', '7', '/pets', '/v1/base/pets', '/v1/base/pets/7'],
  ['api/shops/1/pets', '7', '/shops/{shop}/pets', '/v1/shops/1/pets/', '/v1/shops/1/pets/7'],
  ['api/pets', '7', '/shops/{shop}/pets', '/pets', '/pets/7'],
])('in %s, %s that is made at %s by %s is at %s', (collection, id, path, sent, want) => {
  expect(uriPath({ collection, id }, { path }, sent)).toBe(want);
});
