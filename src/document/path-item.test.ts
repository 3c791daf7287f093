import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { listOperations, METHODS } from './path-item.ts';

const AT = '#/paths/~1things';
const list = (item: JsonObject, more: JsonObject = {}) =>
  listOperations({ paths: { '/things': item }, ...more }, item, AT).map(
    ({ method, pointer, parent, name, value }) => [method, pointer, parent[name] === value] as const,
  );

test.each(METHODS)('the method %s has a field of its own', (method) =>
  expect(list({ [method]: {} })).toEqual([[method.toUpperCase(), `${AT}/${method}`, true]]),
);

test('the methods are those of OpenAPI 3.2', () =>
  expect([...METHODS].sort()).toEqual(
    ['delete', 'get', 'head', 'options', 'patch', 'post', 'put', 'query', 'trace'].sort(),
  ));

test('other fields of a path item are no operations', () =>
  expect(list({ summary: 'x', parameters: [], servers: [], 'x-get': {}, GET: {} })).toEqual([]));

test('additional operations come last, and are sent as they are written', () =>
  expect(list({ additionalOperations: { LINK: {}, 'x-note': {}, get: {} }, post: {} })).toEqual([
    ['POST', `${AT}/post`, true],
    ['LINK', `${AT}/additionalOperations/LINK`, true],
    ['get', `${AT}/additionalOperations/get`, true],
  ]));

test('additional operations may stand elsewhere', () =>
  expect(
    list(
      { additionalOperations: { $ref: '#/components/x-operations' } },
      { components: { 'x-operations': { LINK: {} } } },
    ),
  ).toEqual([['LINK', '#/components/x-operations/LINK', true]]));

test.each([[[]], ['LINK'], [{ $ref: '#/nowhere' }]])('additional operations that are %j are none', (additional) =>
  expect(list({ additionalOperations: additional, get: {} })).toEqual([['GET', `${AT}/get`, true]]),
);
