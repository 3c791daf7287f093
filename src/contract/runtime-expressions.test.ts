import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { evaluate, expand, localPath, resolveExpressions, type ExpressionContext } from './runtime-expressions.ts';

const context: ExpressionContext = {
  inputs: {
    path: { id: '7' },
    query: { q: ['a'] },
    header: { 'X-Trace': 't' },
    cookie: {},
    body: { a: { 'b/c': 1 }, no: null },
  },
  request: { method: 'POST', path: '/x/7?q=a', headers: [] },
  response: {
    status: 201,
    headers: [['Location', '/x/8']],
    body: Buffer.from('{"id": 8, "list": ["x"], "ok": true}'),
  } as unknown as ExpressionContext['response'],
};

test.each<[expression: string, value: Json | undefined]>([
  ['$request.body#/a/b~1c', 1],
  ['$request.body#/nope', undefined],
  ['$request.body', { a: { 'b/c': 1 }, no: null }],
  ['$response.body#/id', 8],
  ['response.body#/list/0', 'x'],
  ['$response.body', { id: 8, list: ['x'], ok: true }],
  ['$response.header.Location', '/x/8'],
  ['$response.header.location', '/x/8'],
  ['$response.header.Nope', undefined],
  ['$request.path.id', '7'],
  ['$request.path.ID', undefined],
  ['$request.query.q', ['a']],
  ['$request.header.x-trace', 't'],
  ['$request.header.X-TRACE', 't'],
  ['$request.cookie.c', undefined],
  ['$statusCode', 201],
  ['$method', 'POST'],
  ['$url', '/x/7?q=a'],
  ['$nope', undefined],
])('%s is %j', (expression, value) => {
  expect(evaluate(expression, context)).toEqual(value);
});

test('a request that is unknown has no method and no URL', () => {
  const { request: _, ...rest } = context;
  expect(evaluate('$method', rest)).toBeUndefined();
  expect(evaluate('$url', rest)).toBeUndefined();
});

test('an integer that no number holds keeps its digits', () => {
  const response = { ...context.response, body: Buffer.from('{"id": 9007199254740993}') };
  expect(evaluate('$response.body#/id', { ...context, response })).toBe('9007199254740993');
  expect(expand('/x/{$response.body#/id}', { ...context, response })).toEqual({ value: '/x/9007199254740993' });
});

test('a body that is not JSON has no value', () => {
  const response = { ...context.response, body: Buffer.from('{') };
  expect(evaluate('$response.body#/id', { ...context, response })).toBeUndefined();
});

test.each<[value: Json, resolved: object]>([
  ['$response.body#/id', { value: 8 }],
  ['$request.query.q', { value: ['a'] }],
  ['$request.body#/no', { value: null }],
  ['$5', { value: '$5' }],
  ['$statusCodes', { value: '$statusCodes' }],
  ['a {$response.body#/id} b {$method}', { value: 'a 8 b POST' }],
  ['{$response.body#/ok}', { value: 'true' }],
  ['{$request.query.q}', { missing: '$request.query.q' }],
  ['$response.body#/nope', { missing: '$response.body#/nope' }],
  ['{id}', { value: '{id}' }],
  [5, { value: 5 }],
  [null, { value: null }],
  [{ a: ['$statusCode', { b: '{$url}' }] }, { value: { a: [201, { b: '/x/7?q=a' }] } }],
  [{ a: 1, b: ['$response.body#/x'], c: '$response.body#/y' }, { missing: '$response.body#/x' }],
])('%j is resolved as %j', (value, resolved) => {
  expect(resolveExpressions(value, context)).toEqual(resolved);
});

test('a text names the first expression in it that has no value', () => {
  expect(expand('{$response.body#/x}{$response.body#/y}', context)).toEqual({ missing: '$response.body#/x' });
});

test.each<[reference: string, base: string, path: string | undefined]>([
  ['/a?b', 'http://h:1', '/a?b'],
  ['http://h:1/a', 'http://h:1', '/a'],
  ['http://h:2/a', 'http://h:1', undefined],
  ['https://h:1/a', 'http://h:1', undefined],
  ['a', 'http://h:1/base', '/a'],
  ['/base/a', 'http://h:1/base', '/a'],
  ['/based/a', 'http://h:1/base', '/based/a'],
  ['/base', 'http://h:1/base', '/base'],
  ['http://[', 'http://h:1', undefined],
])('%s leads from %s to %s', (reference, base, path) => {
  expect(localPath(reference, base)).toBe(path);
});
