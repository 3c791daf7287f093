import { expect, test } from '@jest/globals';
import type { Operation, Parameter } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { parseExactly } from '../../json/exact-integers.ts';
import { encodeCookie, encodeHeader, encodePath, encodeQuery, writable } from './encode.ts';

const color = { R: 1, G: 'a b' };
const json = { content: { 'application/json': {} } };

async function parameterOf(parameter: object, path = '/x'): Promise<{ parameter: Parameter; operation: Operation }> {
  const { operations } = await contractOf({
    openapi: '3.2.0',
    paths: { [path]: { get: { parameters: [parameter] } } },
  });
  const [operation] = operations;
  const [declared] = operation?.parameters ?? [];
  if (!operation || !declared) throw new Error('no parameter');
  return { operation, parameter: declared };
}

test.each<[more: object, value: Json, pairs: string[]]>([
  [{ schema: {} }, 'a b', ['q=a%20b']],
  [{ schema: {} }, [1, 2], ['q=1', 'q=2']],
  [{ schema: {}, explode: false }, [1, 2], ['q=1,2']],
  [{ schema: {}, style: 'pipeDelimited' }, [1, 2], ['q=1%7C2']],
  [{ schema: {}, style: 'deepObject', explode: true }, color, ['q%5BR%5D=1', 'q%5BG%5D=a%20b']],
  [{ schema: {}, allowReserved: true }, 'a/b', ['q=a/b']],
  [json, color, ['q=%7B%22R%22%3A1%2C%22G%22%3A%22a%20b%22%7D']],
  [{ content: { 'text/plain': {} } }, 'a b', ['q=a%20b']],
  [{ name: 'q&', content: { 'text/plain': {} } }, 'a', ['q%26=a']],
  [{ in: 'querystring', content: { 'application/x-www-form-urlencoded': {} } }, color, ['R=1', 'G=a%20b']],
  [{ in: 'querystring', ...json }, { a: 1 }, ['%7B%22a%22%3A1%7D']],
])('a query parameter of %j writes %j as %j', async (more, value, pairs) => {
  const { parameter } = await parameterOf({ name: 'q', in: 'query', ...more });
  expect(encodeQuery(parameter, value)).toEqual(pairs);
});

test.each<[more: object, value: Json, path: string]>([
  [{ schema: {} }, 'a/b', '/x/a%2Fb.json'],
  [{ schema: {} }, [1, 2], '/x/1,2.json'],
  [{ schema: {}, style: 'label' }, [1, 2], '/x/.1,2.json'],
  [{ schema: {}, style: 'matrix', explode: true }, [1, 2], '/x/;id=1;id=2.json'],
  [json, [1], '/x/%5B1%5D.json'],
])('a path parameter of %j writes %j as %s', async (more, value, path) => {
  const { operation } = await parameterOf({ name: 'id', in: 'path', required: true, ...more }, '/x/{id}.json');
  expect(encodePath(operation, { path: { id: value }, query: {}, header: {}, cookie: {} })).toBe(path);
});

test.each<[path: string, name: string, written: string]>([
  ['/x/{id}?a=b c&d', 'id', '/x/5%3F?a=b%20c&d'],
  ['/x?q=a{id}', 'id', '/x?q=a5%3F'],
  ['/x/{id?}', 'id?', '/x/5%3F'],
])('the path %s is written with its query, with %s as 5?', async (path, name, written) => {
  const { operation } = await parameterOf({ name, in: 'path', required: true, schema: {} }, path);
  expect(encodePath(operation, { path: { [name]: '5?' }, query: {}, header: {}, cookie: {} })).toBe(written);
});

test('a path parameter without a value leaves its segment empty', async () => {
  const { operation } = await parameterOf({ name: 'id', in: 'path', required: true, schema: {} }, '/x/{id}');
  expect(encodePath(operation, { path: {}, query: {}, header: {}, cookie: {} })).toBe('/x/');
});

test.each<[more: object, value: Json, text: string]>([
  [{ schema: {} }, 'a b,c', 'a b,c'],
  [{ schema: {} }, ['a b', 1], 'a b,1'],
  [{ schema: {} }, color, 'R,1,G,a b'],
  [{ schema: {}, explode: true }, color, 'R=1,G=a b'],
  [json, ['é'], '["é"]'],
])('a header of %j writes %j as %s', async (more, value, text) => {
  const { parameter } = await parameterOf({ name: 'X-H', in: 'header', ...more });
  expect(encodeHeader(parameter, value)).toBe(text);
});

test.each<[more: object, value: Json, cookies: string[]]>([
  [{ schema: {} }, 'a b', ['c=a%20b']],
  [{ schema: {} }, [1, 2], ['c=1&c=2']],
  [{ schema: {}, explode: false }, [1, 2], ['c=1,2']],
  [{ schema: {} }, [], []],
  [{ schema: {} }, color, ['R=1&G=a%20b']],
  [{ schema: {}, style: 'cookie', explode: true }, [1, 2], ['c=1', 'c=2']],
  [json, [1], ['c=%5B1%5D']],
])('a cookie of %j writes %j as %j', async (more, value, cookies) => {
  const { parameter } = await parameterOf({ name: 'c', in: 'cookie', ...more });
  expect(encodeCookie(parameter, value)).toEqual(cookies);
});

test.each<[more: object, value: string, written: Json | undefined]>([
  [{ schema: {} }, '9007199254740993', '9007199254740993'],
  [{ schema: {} }, '[1, 9007199254740993]', [1, '9007199254740993']],
  [{ schema: {} }, '[1, 2]', [1, 2]],
  [{ schema: {} }, '{"a": 9007199254740993, "b": 1}', { a: '9007199254740993', b: 1 }],
  [{ schema: {} }, '{"a": null}', { a: null }],
  [{ schema: {} }, 'null', null],
  [{ schema: {} }, '"9007199254740993"', '9007199254740993'],
  [json, '9007199254740993', 9_007_199_254_740_992],
  [{ content: { 'text/plain': {} } }, '9007199254740993', '9007199254740993'],
])('a parameter of %j has the digits of %s', async (more, value, written) => {
  const { parameter } = await parameterOf({ name: 'q', in: 'query', ...more });
  expect(writable(parseExactly(`{"q": ${value}}`).value as JsonObject, parameter)).toEqual(written);
});

test('a parameter of JSON writes its large integers with all their digits', async () => {
  const { parameter } = await parameterOf({ name: 'q', in: 'query', ...json });
  expect(encodeQuery(parameter, parseExactly('[9007199254740993]').value)).toEqual(['q=%5B9007199254740993%5D']);
});
