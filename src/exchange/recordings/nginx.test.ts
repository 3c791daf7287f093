import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { nginx } from './nginx.ts';

const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

test.each<[JsonObject, boolean]>([
  [{ request_uri: '/' }, true],
  [{ request_method: 'GET' }, true],
  [{ time_iso8601: 'x' }, true],
  [{ remote_addr: '::1' }, true],
  [{ vhost: 'x' }, true],
  [{ request: 'GET / HTTP/1.1' }, true],
  [{ request: {} }, false],
  [{ method: 'GET', url: '/' }, false],
])('an access log has entries like %j: %s', (entry, want) => {
  expect(nginx.matches(entry)).toBe(want);
});

test.each<[JsonObject, method: string | undefined, url: string | undefined]>([
  [{ request: 'GET /pets?limit=2 HTTP/1.1' }, 'GET', '/pets?limit=2'],
  [{ request_method: 'PUT', request: 'GET /pets HTTP/1.1' }, 'PUT', '/pets'],
  [{ method: 'PUT', uri: '/pets' }, 'PUT', '/pets'],
  [{ method: 'PUT', request_uri: '/a', url: '/b', uri: '/c' }, 'PUT', '/a'],
  [{ request_uri: '/pets', http_host: 'x.example' }, '', 'http://x.example/pets'],
  [{ request_uri: '/pets', scheme: 'https', host: 'x.example:8443' }, '', 'https://x.example:8443/pets'],
  [{ request_uri: '/pets', request_scheme: 'https', server_name: 'x.example' }, '', 'https://x.example/pets'],
  [{ request_uri: '/pets', vhost: 'x.example', host: 'y.example' }, '', 'http://y.example/pets'],
  [{ request_uri: '/pets', host: 'not a host' }, '', '/pets'],
  [{ request_uri: 'http://y.example/pets', host: 'x.example' }, '', 'http://y.example/pets'],
  [{}, '', undefined],
])('the request of %j is %s %s', (entry, method, url) => {
  const parts = nginx.read(entry);
  expect([parts.method, parts.url]).toEqual([method, url]);
});

test('reads headers, bodies and status where they are logged', () => {
  const parts = nginx.read({
    ...{ request_headers: { A: 'b' }, response_headers: { C: 'd' } },
    ...{ request_body: 'sent', response_body: 'got', status: '201' },
  });
  expect(parts).toMatchObject({ requestHeaders: [['A', 'b']], responseHeaders: [['C', 'd']], status: 201, lacks: {} });
  expect([textOf(parts.requestBody), textOf(parts.responseBody)]).toEqual(['sent', 'got']);
  expect(nginx.read({ headers: { A: 'b' }, headers_out: { C: 'd' }, response_status: 204 })).toMatchObject({
    ...{ requestHeaders: [['A', 'b']], responseHeaders: [['C', 'd']], status: 204 },
    lacks: { requestBody: true, responseBody: true },
  });
});

test.each<[JsonObject, startedAt: number | undefined, duration: number | undefined]>([
  [{ time_iso8601: '2001-09-09T01:46:40+00:00', request_time: '0.012' }, 1e12, 12],
  [{ msec: 1000000000.5 }, 1e12 + 500, undefined],
  [{ '@timestamp': '2001-09-09T01:46:40Z' }, 1e12, undefined],
  [{ timestamp: 1e12, request_time: 0 }, 1e12, 0],
  [{ time: 1e9, request_time: '-' }, 1e12, undefined],
  [{}, undefined, undefined],
])('%j began at %s and took %s ms', (entry, startedAt, duration) => {
  const parts = nginx.read(entry);
  expect([parts.startedAt, parts.duration]).toEqual([startedAt, duration]);
});
