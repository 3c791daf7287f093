import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { har } from './har.ts';

const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

test.each<[JsonObject, boolean]>([
  [{ request: { headers: [] } }, true],
  [{ request: {}, timings: {} }, true],
  [{ request: { headers: {} } }, false],
  [{ request: {}, timings: null }, false],
  [{ timings: {} }, false],
  [{ request: 'GET /' }, false],
])('an entry of HAR is like %j: %s', (entry, want) => {
  expect(har.matches(entry)).toBe(want);
});

test('reads all of an entry', () => {
  const parts = har.read({
    startedDateTime: '2001-09-09T01:46:40Z',
    time: 12,
    comment: 'one',
    request: {
      ...{ method: 'POST', url: 'http://x.example/pets', headers: [{ name: 'A', value: 'b' }] },
      postData: { text: 'sent' },
    },
    response: { status: 201, headers: [{ name: 'C', value: 'd' }], content: { text: 'got', size: 3 } },
  });
  expect(parts).toMatchObject({
    ...{ method: 'POST', url: 'http://x.example/pets', status: 201, startedAt: 1e12, duration: 12, comment: 'one' },
    ...{ requestHeaders: [['A', 'b']], responseHeaders: [['C', 'd']], lacks: {} },
  });
  expect([textOf(parts.requestBody), textOf(parts.responseBody)]).toEqual(['sent', 'got']);
});

test('an entry without a time began at no time', () => {
  expect(har.read({})).not.toHaveProperty('startedAt');
});

test.each([
  ['http://x.example/', 'http://x.example/'],
  ['/pets', undefined],
])('the URL %s is read as %s, as it has to be absolute', (url, want) => {
  expect(har.read({ request: { url } }).url).toBe(want);
});

test.each<[JsonObject, string | undefined]>([
  [{ text: 'a' }, 'a'],
  [{ text: 'YQ==', encoding: 'base64' }, 'a'],
  [{ text: 'YQ==', _encoding: 'base64' }, 'a'],
  [{ text: 'YQ==', encoding: 'utf8' }, 'YQ=='],
  [{ text: '' }, ''],
  [{ text: 7 }, undefined],
  [{ params: [{ name: 'a', value: 'b c' }, { name: 'd' }, 'x'] }, 'a=b+c&d='],
  [{ params: [] }, undefined],
  [{ params: {} }, undefined],
  [{ text: 'a', params: [{ name: 'b', value: 'c' }] }, 'a'],
])('the body of a request is read from %j as %j', (postData, want) => {
  expect(textOf(har.read({ request: { postData } }).requestBody)).toBe(want);
});

test.each<[request: JsonObject, content: JsonObject, lacks: object]>([
  [{ bodySize: 1 }, { size: 1 }, { requestBody: true, responseBody: true }],
  [{ bodySize: 0 }, { size: 0 }, {}],
  [{ bodySize: -1 }, { size: -1 }, {}],
  [{ bodySize: 1, postData: { text: 'a' } }, { size: 1, text: 'a' }, {}],
  [{}, {}, {}],
])('what is lacking of %j and %j is told by the sizes: %j', (request, content, lacks) => {
  expect(har.read({ request, response: { content } }).lacks).toEqual(lacks);
});
