import { expect, test } from '@jest/globals';
import { IN, placeOf, placeOfTokens } from './places.ts';

test.each<[string, string | undefined, string[]]>([
  ['/name', undefined, ['name']],
  ['#/name', undefined, ['name']],
  ['/body/name', 'body', ['name']],
  ['/a~1b/c~0d', undefined, ['a/b', 'c~d']],
  ['/a.b', undefined, ['a.b']],
  ['body.name', 'body', ['name']],
  ['Body.name', 'body', ['name']],
  ['body', 'body', []],
  ['query', undefined, ['query']],
  ['query.page', 'query', ['page']],
  ['params.id', 'path', ['id']],
  ['headers.X-Key', 'header', ['X-Key']],
  ['request.body.name', 'body', ['name']],
  ['req.cookies.id', 'cookie', ['id']],
  ['$.items[0].name', undefined, ['items', '0', 'name']],
  ['a["b"].c', undefined, ['a', 'b', 'c']],
  ["a['b']", undefined, ['a', 'b']],
  ['a/b', undefined, ['a', 'b']],
  ['a/b.c', undefined, ['a', 'b', 'c']],
  ['a.$b', undefined, ['a', '$b']],
  ['#a', undefined, ['#a']],
  ['', undefined, []],
])('the place "%s" is in %s at %j', (text, where, path) => {
  expect(placeOf(text)).toEqual({ ...(where !== undefined && { in: where }), path });
});

test('what is under the word request alone stays a name', () => {
  expect(placeOfTokens(['request'])).toEqual({ path: [] });
  expect(placeOfTokens(['name', 'request', 'body'])).toEqual({ path: ['name', 'request', 'body'] });
});

test('every word for a part of a request is known', () => {
  expect(IN).toEqual({
    ...{ body: 'body', json: 'body', query: 'query', querystring: 'query', params: 'path', path: 'path' },
    ...{ header: 'header', headers: 'header', cookie: 'cookie', cookies: 'cookie' },
  });
});
