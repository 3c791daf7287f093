import { describe, expect, test } from '@jest/globals';
import { isIdentifierName, isSameName, isWholeName, reference, singular, wantedNames } from './names.ts';

test.each([
  ['pets', 'pet'],
  ['categories', 'category'],
  ['addresses', 'address'],
  ['boxes', 'box'],
  ['statuses', 'status'],
  ['status', 'status'],
  ['analysis', 'analysis'],
  ['databases', 'database'],
  ['keys', 'key'],
  ['people', 'person'],
  ['People', 'Person'],
  ['shelves', 'shelf'],
  ['archives', 'archive'],
  ['series', 'series'],
  ['feature-strategies', 'feature-strategy'],
  ['user_roles', 'user_role'],
  ['pet', 'pet'],
  ['caches', 'cache'],
  ['calves', 'calf'],
  ['children', 'child'],
  ['halves', 'half'],
  ['knives', 'knife'],
  ['leaves', 'leaf'],
  ['lives', 'life'],
  ['men', 'man'],
  ['women', 'woman'],
  ['indices', 'index'],
  ['vertices', 'vertex'],
  ['analyses', 'analysis'],
  ['aliases', 'alias'],
  ['wolves', 'wolf'],
  ['movies', 'movie'],
  ['cookies', 'cookie'],
  ['news', 'news'],
  ['media', 'media'],
  ['data', 'data'],
  ['buzzes', 'buzz'],
  ['batches', 'batch'],
  ['bushes', 'bush'],
  ['cries', 'cry'],
  ['bus', 'bus'],
  ['class', 'class'],
  ['v2 pets', 'v2 pet'],
  ['pets2', 'pets2'],
])('the singular of %s is %s', (plural, want) => {
  expect(singular(plural)).toBe(want);
});

describe('reference', () => {
  test.each<[string, ReturnType<typeof reference>]>([
    ['X-Pet-Id', { word: 'pet', by: 'id', isMany: false }],
    ['x-pet-ids', { word: 'pet', by: 'id', isMany: true }],
    ['Pet-Name', { word: 'pet', by: 'name', isMany: false }],
    ['shopId', { word: 'shop', by: 'id', isMany: false }],
    ['shop_ids', { word: 'shop', by: 'id', isMany: true }],
    ['shopUUID', { word: 'shop', by: 'uuid', isMany: false }],
    ['pet_shop_slug', { word: 'petshop', by: 'slug', isMany: false }],
    ['id', undefined],
    ['paid', undefined],
    ['valid', undefined],
    ['username', undefined],
  ])('reads %s', (name, want) => {
    expect(reference(name)).toEqual(want);
  });
});

describe('wantedNames', () => {
  test.each([
    ['petId', 'pet', 'petId petid id uuid guid uid key slug name pet'],
    ['pet', 'pet', 'pet pet id petid uuid guid uid key slug name'],
    ['id', 'pet', 'id id petid uuid guid uid key slug pet'],
    ['petName', 'pet', 'petName petname name'],
    ['name', 'pet', 'name name petname'],
    ['config_setting_name', 'config', 'config_setting_name configsettingname settingname name'],
    ['org', 'organization', 'org org id uuid guid uid key slug name'],
    ['accountId', 'user', 'accountId accountid id userid uuid guid uid key slug name user'],
    ['code', 'country', 'code code'],
  ])('are for %s of a %s: %s', (parameter, resource, want) => {
    expect(
      wantedNames(parameter, resource)
        .map(({ name }) => name)
        .join(' '),
    ).toBe(want);
  });
});

test.each([
  ['id', 'pet', true],
  ['petId', 'pet', true],
  ['pet', 'pet', true],
  ['petName', 'pet', false],
  ['name', 'pet', false],
])('a parameter %s asks for a %s as such: %s', (parameter, resource, want) => {
  expect(isWholeName(parameter, resource)).toBe(want);
});

test.each([
  ['id', '/pets/{petId}', true],
  ['name', '/pets/{petName}', true],
  ['name', '/pets/{token}', false],
  ['petId', '/pets/{name}', false],
])('the %s of a pet is what %s asks for: %s', (name, path, want) => {
  expect(isSameName(name, path, 'pet')).toBe(want);
});

test.each([
  ['id', true],
  ['_id', true],
  ['ID', true],
  ['uuid', true],
  ['Guid', true],
  ['uid', true],
  ['petId', false],
  ['__id', false],
  ['idea', false],
  ['key', false],
])('a member %s is what its thing is named by: %s', (name, want) => expect(isIdentifierName(name)).toBe(want));
