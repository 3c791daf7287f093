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
  ['shop-people', 'shop-person'],
  ['ShopPeople', 'ShopPerson'],
  ['friesland', 'friesland'],
  ['chest', 'chest'],
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

test.each('id uuid guid uid slug name key Id ID Uuid UUID Guid GUID Uid Slug Name Key'.split(' '))(
  'a word may refer by its %s, to one or to many',
  (by) => {
    const separator = by === by.toLowerCase() ? '_' : '';
    const want = { word: 'shop', by: by.toLowerCase() };
    expect(reference(`shop${separator}${by}`)).toEqual({ ...want, isMany: false });
    expect(reference(`shop${separator}${by}s`)).toEqual({ ...want, isMany: true });
    expect(reference(`shop${separator}${by}x`)).toBeUndefined();
  },
);

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
    ['petShopId', 'pet-shop', 'petShopId petshopid id uuid guid uid key slug name petshop'],
    ['petUuid', 'pet', 'petUuid petuuid uuid petid id guid uid key slug name pet'],
    ['accountName', 'user', 'accountName accountname name username'],
    ['nameserver', 'pet', 'nameserver nameserver'],
    ['or', 'organization', 'or or id uuid guid uid key slug name'],
    ['o', 'organization', 'o o'],
    ['ation', 'organization', 'ation ation'],
    ['pet', '_', 'pet pet id uuid guid uid key slug name'],
    ['p', '_', 'p p'],
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
  ['uuid', 'pet', true],
  ['petGuid', 'pet', true],
  ['pet_uid', 'pet', true],
  ['petKey', 'pet', false],
  ['idPet', 'pet', false],
  ['petShopId', 'Pet-Shop', true],
])('a parameter %s asks for a %s as such: %s', (parameter, resource, want) => {
  expect(isWholeName(parameter, resource)).toBe(want);
});

test.each([
  ['id', '/pets/{petId}', true],
  ['name', '/pets/{petName}', true],
  ['name', '/pets/{token}', false],
  ['petId', '/pets/{name}', false],
  ['token', '/pets/{name}/toys/{token}', true],
  ['name', '/pets/{token}/toys/{name}/photo', true],
  ['token', '/pets/{token}/toys/{name}', false],
  ['PetToken', '/pets/{pet_token}', true],
  ['shopName', '/pets/{petName}', false],
  ['name', '/pets', true],
  [undefined, '/pets/{name}', true],
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

test('the name of a resource counts without its letter case, hyphens and underscores', () => {
  expect(isSameName('petShopName', '/shops/{name}', 'Pet-Shop')).toBe(true);
  expect(isSameName('name', '/shops/{pet_shop_name}', 'petShop')).toBe(true);
});
