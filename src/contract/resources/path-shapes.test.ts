import { describe, expect, test } from '@jest/globals';
import { itemPaths, renamed, shapeOfPath, type Middle } from './path-shapes.ts';

test.each([
  ['/pets/{id}', '/pets/{}'],
  ['/pets/{petId}/', '/pets/{}'],
  ['/pets//', '/pets/'],
  ['/pets/{a}.{b}', '/pets/{}.{}'],
  ['/', ''],
])('the shape of %s is %s', (path, shape) => expect(shapeOfPath(path)).toBe(shape));

describe('the things that a path runs through', () => {
  test.each<
    [path: string, found: [collection: string, item: string, ...names: string[]][], middle?: Record<string, Middle>]
  >([
    ['/pets', []],
    ['/{id}', []],
    ['/pets/{id}', [['/pets', '/pets/{id}', 'id']]],
    ['/pets/{id}/', [['/pets', '/pets/{id}', 'id']]],
    ['/pets/{id}/photo', [['/pets', '/pets/{id}', 'id']]],
    [
      '/shops/{shop}/pets/{pet}',
      [
        ['/shops', '/shops/{shop}', 'shop'],
        ['/shops/{shop}/pets', '/shops/{shop}/pets/{pet}', 'pet'],
      ],
    ],
    ['/pets/{id}.tar', []],
    ['/pets/{id}.json', [['/pets', '/pets/{id}', 'id']]],
    ['/pets/{id}/toys.json', [['/pets', '/pets/{id}', 'id']]],
    [
      '/pets/{id}/toys/{toy}.xml/',
      [
        ['/pets', '/pets/{id}', 'id'],
        ['/pets/{id}/toys', '/pets/{id}/toys/{toy}', 'toy'],
      ],
    ],
    ['/pets/{a}-{b}', []],
    ['/pets/{a}{b}', []],
    ['/pets/v{id}/toys/{toy}', [['/pets/v{id}/toys', '/pets/v{id}/toys/{toy}', 'toy']]],
    ['/repos/{owner}/{repo}', [['/repos', '/repos/{owner}/{repo}', 'owner', 'repo']], { '/repos/{owner}': 'part' }],
    [
      '/tags/{type}/{value}',
      [
        ['/tags', '/tags/{type}', 'type'],
        ['/tags/{type}', '/tags/{type}/{value}', 'value'],
      ],
      { '/tags/{type}': 'thing' },
    ],
    [
      '/items/{collection}/{id}',
      [['/items/{collection}', '/items/{collection}/{id}', 'id']],
      { '/items/{collection}': 'collection' },
    ],
  ])('%s has %j', (path, found, middle = {}) => {
    const paths = itemPaths(path, (at) => middle[at]);
    expect(paths.map(({ collection, item, names }) => [collection, item, ...names])).toEqual(found);
  });
});

describe('values under the names of another path', () => {
  test.each<[values: Record<string, string>, from: string, to: string, want: Record<string, string>]>([
    [{ id: '7' }, '/pets/{id}', '/pets/{petId}', { petId: '7' }],
    [{ a: '1', b: '2' }, '/x/{a}/y/{b}', '/x/{c}/y/{d}', { c: '1', d: '2' }],
    [{ a: '1', b: '2' }, '/x/{a}/y/{b}', '/x/{c}', { c: '1', b: '2' }],
    [{ other: '1' }, '/x/{a}', '/x/{b}', { other: '1' }],
    [{}, '/x/{a}', '/x/{b}', {}],
  ])('%j of %s for %s are %j', (values, from, to, want) => expect(renamed(values, from, to)).toEqual(want));
});
