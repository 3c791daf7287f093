import { expect, test } from '@jest/globals';
import { harEntry, type HarExchange } from './har-entry.ts';

const EXCHANGE: HarExchange = {
  startedDateTime: '2026-01-02T03:04:05.000Z',
  time: 12,
  request: {
    ...{ method: 'POST', url: 'http://a.test/pets?tag=a&tag=b%20c', bodySize: 7 },
    headers: [['Content-Type', 'application/json']],
    body: { text: '{"a":1}' },
  },
  response: {
    ...{ status: 201, bodySize: 2 },
    headers: [
      ['Content-Type', 'text/plain'],
      ['Location', '/pets/1'],
    ],
    body: { text: 'ok' },
  },
};
const NOTHING = { httpVersion: 'HTTP/1.1', cookies: [], headersSize: -1 };

test('an exchange has what HAR 1.2 requires of an entry', () => {
  expect(harEntry(EXCHANGE)).toStrictEqual({
    startedDateTime: '2026-01-02T03:04:05.000Z',
    time: 12,
    request: {
      ...NOTHING,
      method: 'POST',
      url: 'http://a.test/pets?tag=a&tag=b%20c',
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      queryString: [
        { name: 'tag', value: 'a' },
        { name: 'tag', value: 'b c' },
      ],
      postData: { mimeType: 'application/json', params: [], text: '{"a":1}' },
      bodySize: 7,
    },
    response: {
      ...NOTHING,
      status: 201,
      statusText: 'Created',
      redirectURL: '/pets/1',
      headers: [
        { name: 'Content-Type', value: 'text/plain' },
        { name: 'Location', value: '/pets/1' },
      ],
      content: { size: 2, mimeType: 'text/plain', text: 'ok' },
      bodySize: 2,
    },
    cache: {},
    timings: { send: 0, wait: 12, receive: 0 },
  });
});

test('a missing response has status 0, and says why', () => {
  expect(harEntry({ ...EXCHANGE, response: { failure: 'the connection was reset' } })['response']).toStrictEqual({
    ...{ ...NOTHING, status: 0, statusText: '', redirectURL: '', headers: [], bodySize: -1 },
    content: { size: 0, mimeType: 'x-unknown' },
    comment: 'the connection was reset',
    _error: 'the connection was reset',
  });
});

const request = (change: Partial<HarExchange['request']>) =>
  harEntry({ ...EXCHANGE, request: { ...EXCHANGE.request, ...change } })['request'];
test.each<[what: string, Partial<HarExchange['request']>, expected: Record<string, unknown>]>([
  [
    'a body of bytes',
    { body: { text: 'AA==', encoding: 'base64' } },
    { postData: { _encoding: 'base64', text: 'AA==' } },
  ],
  ['a body that was cut', { body: { text: '{', comment: 'cut' } }, { postData: { text: '{', comment: 'cut' } }],
  ['a body of no known type', { headers: [], body: {} }, { postData: { mimeType: '', params: [] } }],
  ['an address without a query', { url: 'http://a.test/' }, { queryString: [] }],
  ['a malformed escape', { url: 'http://a.test/?a=%zz' }, { queryString: [{ name: 'a', value: '%zz' }] }],
  ['a second question mark', { url: 'http://a.test/?a=b?c' }, { queryString: [{ name: 'a', value: 'b?c' }] }],
])('a request with %s', (_, change, expected) => {
  expect(request(change)).toMatchObject(expected);
});

test('a request without a body has no data', () => {
  const { body: _, ...request } = EXCHANGE.request;
  expect(harEntry({ ...EXCHANGE, request })['request']).not.toHaveProperty('postData');
});

test('a comment on an exchange, and on its response, is kept', () => {
  const response = { status: 299, bodySize: 0, headers: [], comment: 'it ended early' };
  expect(harEntry({ ...EXCHANGE, response, comment: 'coverage-1' })).toMatchObject({
    comment: 'coverage-1',
    response: { comment: 'it ended early', statusText: '', content: { size: 0, mimeType: 'x-unknown' } },
  });
});
