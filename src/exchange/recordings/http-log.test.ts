import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { httpLog } from './http-log.ts';

const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

test('any entry is a log of a request and its response', () => {
  expect(httpLog.matches({})).toBe(true);
});

test('reads all of an exchange', () => {
  const parts = httpLog.read({
    request: { method: 'POST', url: '/pets', headers: { A: 'b' }, body: 'sent' },
    response: { status: 201, headers: { C: ['d', 'e'] }, body: { id: 1 } },
    startedAt: '2030-01-01T00:00:00Z',
    duration: 12,
  });
  expect(parts).toMatchObject({
    ...{ method: 'POST', url: '/pets', status: 201, duration: 12, startedAt: Date.UTC(2030, 0, 1), lacks: {} },
    requestHeaders: [['A', 'b']],
    responseHeaders: [
      ['C', 'd'],
      ['C', 'e'],
    ],
  });
  expect([textOf(parts.requestBody), textOf(parts.responseBody)]).toEqual(['sent', '{"id":1}']);
});

test.each<[JsonObject]>([
  [{ request: { method: 'GET', url: '/pets' } }],
  [{ req: { method: 'GET', url: '/pets' } }],
  [{ httpRequest: { method: 'GET', url: '/pets' } }],
  [{ http: { request: { method: 'GET', url: '/pets' } } }],
  [{ method: 'GET', url: '/pets' }],
  [{ httpMethod: 'GET', uri: '/pets' }],
  [{ request: { httpMethod: 'GET', requestUrl: '/pets' } }],
  [{ request: { method: 'GET', path: '/pets' } }],
  // The first of these names counts.
  [{ request: { method: 'GET', url: '/pets', uri: '/other', path: '/third' }, method: 'PUT' }],
])('reads the request of %j', (entry) => {
  expect(httpLog.read(entry)).toMatchObject({ method: 'GET', url: '/pets' });
});

test.each<[JsonObject, number | undefined]>([
  [{ response: { status: 204 } }, 204],
  [{ res: { statusCode: '204' } }, 204],
  [{ httpResponse: { status: 204 } }, 204],
  [{ http: { response: { status: 204 } } }, 204],
  [{ status: 204 }, 204],
  [{ statusCode: 204 }, 204],
  [{ response: { status: 204 }, status: 500 }, 204],
  [{ response: {} }, undefined],
  [{}, undefined],
])('reads the status of %j as %s', (entry, want) => {
  expect(httpLog.read(entry).status).toBe(want);
});

test.each(['body', 'bodyText', 'payload', 'rawBody'])('reads bodies that are called %s', (name) => {
  const parts = httpLog.read({ request: { [name]: 'a' }, response: { [name]: 'b' } });
  expect([textOf(parts.requestBody), textOf(parts.responseBody)]).toEqual(['a', 'b']);
});

test.each<[JsonObject]>([[{ startedAt: 1e12 }], [{ timestamp: 1e9 }], [{ time: '2001-09-09T01:46:40Z' }]])(
  'reads the time of %j',
  (entry) => {
    expect(httpLog.read(entry).startedAt).toBe(1e12);
  },
);

test.each<[JsonObject, object]>([
  [{}, { requestHeaders: true, requestBody: true, responseHeaders: true, responseBody: true }],
  [
    { request: { headers: {} }, response: { headers: [] } },
    { requestBody: true, responseBody: true },
  ],
  [
    { request: { body: '' }, response: { body: '' } },
    { requestHeaders: true, responseHeaders: true },
  ],
])('tells what is lacking in %j: %j', (entry, lacks) => {
  expect(httpLog.read(entry).lacks).toEqual(lacks);
});
