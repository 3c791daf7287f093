import { describe, expect, test } from '@jest/globals';
import type { Template } from '../model/binding.ts';
import type { Json } from '../model/json.ts';
import { drawsOnRequest, originValue, render, type RenderScope } from './render.ts';

const SCOPE: RenderScope = {
  inputs: {
    path: { guid: 'a b' },
    query: { page: 2 },
    header: { 'X-Tenant': 'acme' },
    cookie: { session: 's1' },
    body: { name: 'disk', size: 3, none: null, tags: ['x'] },
  },
  response: { id: 'r-1' },
};

describe('originValue', () => {
  test.each<[string, Template[number], Json | undefined]>([
    ['a path parameter', { in: 'path', name: 'guid' }, 'a b'],
    ['a query parameter', { in: 'query', name: 'page' }, 2],
    ['a header', { in: 'header', name: 'X-Tenant' }, 'acme'],
    ['a cookie', { in: 'cookie', name: 'session' }, 's1'],
    ['a member of the request body', { in: 'body', pointer: '#/tags/0' }, 'x'],
    ['a member of the response body', { in: 'response', pointer: '#/id' }, 'r-1'],
    ['nothing for a parameter that was not sent', { in: 'query', name: 'size' }, undefined],
    ['nothing for a name that every object inherits', { in: 'path', name: 'toString' }, undefined],
    ['nothing for a member that was not sent', { in: 'body', pointer: '#/missing' }, undefined],
  ])('finds %s', (_, origin, want) => {
    expect(typeof origin === 'string' ? origin : originValue(origin, SCOPE)).toEqual(want);
  });
});

describe('render', () => {
  const guid = { in: 'path', name: 'guid' } as const;
  test.each<[string, Template, Json | undefined]>([
    ['keeps the type of a number that stands alone', [{ in: 'query', name: 'page' }], 2],
    ['keeps an array that stands alone', [{ in: 'body', pointer: '#/tags' }], ['x']],
    ['keeps a null that stands alone', [{ in: 'body', pointer: '#/none' }], null],
    ['returns a text without origins as it is', ['fixed'], 'fixed'],
    ['joins texts and values in order', ['/apps/', guid, '?n=', { in: 'query', name: 'page' }], '/apps/a b?n=2'],
    ['returns nothing where the only origin is missing', [{ in: 'query', name: 'size' }], undefined],
    ['returns nothing where one of several origins is missing', ['/', guid, { in: 'query', name: 'size' }], undefined],
    ['returns nothing where a part of a text is null', ['/', { in: 'body', pointer: '#/none' }], undefined],
    ['returns nothing where a part of a text is an array', ['/', { in: 'body', pointer: '#/tags' }], undefined],
  ])('%s', (_, template, want) => {
    expect(render(template, SCOPE)).toEqual(want);
  });

  test('encodes values and not the texts between them', () => {
    expect(render(['/a b/', guid], SCOPE, encodeURIComponent)).toBe('/a b/a%20b');
  });

  test('does not encode a value that stands alone', () => {
    expect(render([guid], SCOPE, encodeURIComponent)).toBe('a b');
  });
});

describe('drawsOnRequest', () => {
  test.each<[string, Template, boolean]>([
    ['is true for a path parameter', ['/', { in: 'path', name: 'guid' }], true],
    ['is true for the request body', [{ in: 'body', pointer: '#/name' }], true],
    ['is false for the response alone', ['/', { in: 'response', pointer: '#/id' }], false],
    ['is false for text alone', ['fixed'], false],
  ])('%s', (_, template, want) => {
    expect(drawsOnRequest(template)).toBe(want);
  });
});
