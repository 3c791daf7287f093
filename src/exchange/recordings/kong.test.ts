import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { kong } from './kong.ts';

const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

test.each<[JsonObject, boolean]>([
  [{ latencies: { request: 1 } }, true],
  [{ route: {}, request: {} }, true],
  [{ route: {} }, false],
  [{ request: {}, response: {} }, false],
])('a record of Kong is like %j: %s', (entry, want) => {
  expect(kong.matches(entry)).toBe(want);
});

test('reads all of a record', () => {
  const parts = kong.read({
    request: { method: 'POST', url: 'http://x.example/pets', headers: { a: 'b' }, body: 'sent' },
    response: { status: 201, headers: { c: 'd' }, body: 'got' },
    started_at: 1e12,
    latencies: { request: 7, kong: 1 },
  });
  expect(parts).toMatchObject({
    ...{ method: 'POST', url: 'http://x.example/pets', status: 201, startedAt: 1e12, duration: 7, lacks: {} },
    ...{ requestHeaders: [['a', 'b']], responseHeaders: [['c', 'd']] },
  });
  expect([textOf(parts.requestBody), textOf(parts.responseBody)]).toEqual(['sent', 'got']);
});

test.each<[JsonObject, method: string | undefined, url: string | undefined]>([
  [{ request: { http_method: 'GET', uri: '/pets' } }, 'GET', '/pets'],
  [{ request: { method: 'GET', uri: '/pets' }, upstream_uri: '/v1/pets' }, 'GET', '/v1/pets'],
  [{ request: { method: 'GET', url: '/a' }, upstream_uri: '/v1/pets' }, 'GET', '/a'],
  [{}, undefined, undefined],
])('the request of the record %j is %s %s', (entry, method, url) => {
  const parts = kong.read(entry);
  expect([parts.method, parts.url]).toEqual([method, url]);
});

test('reads bodies that a plug-in wrote raw, and tells what is lacking', () => {
  const parts = kong.read({ request: { raw_body: 'a' }, response: { raw_body: 'b' } });
  expect([textOf(parts.requestBody), textOf(parts.responseBody)]).toEqual(['a', 'b']);
  expect(parts.lacks).toEqual({ requestHeaders: true, responseHeaders: true });
  expect(kong.read({}).lacks).toEqual({
    ...{ requestHeaders: true, requestBody: true, responseHeaders: true, responseBody: true },
  });
});
