import { expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { headOf, readHead, requestOf, toRequest } from './raw-request.ts';

const message = (rawHeaders: string[], more: object = {}) =>
  ({ method: 'PUT', url: '/a?b', rawHeaders, ...more }) as unknown as IncomingMessage;

test.each([
  [[], []],
  [['A', '1'], [['A', '1']]],
  [
    ['A', '', 'a', '2'],
    [
      ['A', ''],
      ['a', '2'],
    ],
  ],
])('a head with the fields %j is read back as it was written', (raw, headers) => {
  const want = { method: 'PUT', path: '/a?b', headers };
  expect(readHead(headOf(message(raw)))).toEqual(want);
  expect(requestOf(message(raw), undefined)).toEqual(want);
});

test('a message without method and target is a GET of the root', () =>
  expect(requestOf(message([], { method: undefined, url: undefined }), undefined)).toEqual({
    method: 'GET',
    path: '/',
    headers: [],
  }));

test('toRequest has a body only if there is one', () => {
  const body = new Uint8Array(1);
  expect(toRequest({ head: 'GET / HTTP/1.1', body })).toEqual({ method: 'GET', path: '/', headers: [], body });
  expect(toRequest({ head: 'GET / HTTP/1.1' })).toEqual({ method: 'GET', path: '/', headers: [] });
});
