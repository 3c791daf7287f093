import { describe, expect, test } from '@jest/globals';
import type { HeaderField } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { bodyOf, exchangeOf, firstOf, numberOf, readHeaders, textOf, timeOf } from './messages.ts';

test.each<[value: Json | undefined, time: number | undefined]>([
  [undefined, undefined],
  [null, undefined],
  [0, 0],
  [1_700_000_000, 1_700_000_000_000],
  [1_700_000_000.5, 1_700_000_000_500],
  [99_999_999_999, 99_999_999_999_000],
  [100_000_000_000, 100_000_000_000],
  ['1700000000', 1_700_000_000_000],
  ['1700000000123', 1_700_000_000_123],
  ['2026-01-31T12:00:00Z', Date.UTC(2026, 0, 31, 12)],
  ['soon', NaN],
  [[], undefined],
])('the time %j is %j', (value, time) => expect(timeOf(value)).toEqual(time));

test.each<[value: Json | undefined, text: string | undefined, number: number | undefined]>([
  ['', '', undefined],
  [' ', ' ', undefined],
  ['12', '12', 12],
  ['1.5', '1.5', 1.5],
  ['12 ms', '12 ms', undefined],
  [0, '0', 0],
  [false, 'false', undefined],
  [null, undefined, undefined],
  [{}, undefined, undefined],
  [undefined, undefined, undefined],
])('%j is the text %j and the number %j', (value, text, number) => {
  expect(textOf(value)).toBe(text);
  expect(numberOf(value)).toBe(number);
});

test('a member is the first one that is there and is not null', () => {
  const object = { a: null, b: 0, c: 'c' };
  expect(firstOf(object, 'x', 'a', 'b', 'c')).toBe(0);
  expect(firstOf(object, 'toString')).toBeUndefined();
  expect(firstOf(undefined, 'a')).toBeUndefined();
});

test.each<[value: Json | undefined, body: string | undefined]>([
  [undefined, undefined],
  ['text', 'text'],
  ['', ''],
  [{ a: 1 }, '{"a":1}'],
  [null, 'null'],
  [7, '7'],
])('the body %j is %j', (value, body) => {
  const bytes = bodyOf(value);
  expect(bytes && Buffer.from(bytes).toString()).toBe(body);
});

test.each<[listed: Json | undefined, fields: HeaderField[] | undefined]>([
  [undefined, undefined],
  ['a', undefined],
  [[], []],
  [
    [
      { name: 'A', value: '1' },
      { name: 'A', value: '2' },
    ],
    [
      ['A', '1'],
      ['A', '2'],
    ],
  ],
  [[{ name: ':path', value: '/' }, 'x', null, { name: 7, value: '1' }, { name: 'A', value: 7 }], []],
  [{}, []],
  [
    { a: '1', b: ['2', '3'], c: 4, d: true },
    [
      ['a', '1'],
      ['b', '2'],
      ['b', '3'],
      ['c', '4'],
      ['d', 'true'],
    ],
  ],
  [{ ':path': '/', a: null, b: {} }, []],
])('the header fields of %j are %j', (listed, fields) => expect(readHeaders(listed)).toEqual(fields));

describe('an exchange', () => {
  const parts = { method: 'get', url: 'https://api.example.org/things?a=1#part', status: 200, lacks: {} };

  test('has its request, its answer, and where it was sent', () => {
    expect(exchangeOf(parts, 'entry 1')).toEqual({
      name: 'entry 1',
      origin: 'https://api.example.org',
      exchange: {
        request: { method: 'GET', path: '/things?a=1', headers: [] },
        outcome: { response: { status: 200, headers: [], body: new Uint8Array() } },
        duration: 0,
        retries: 0,
      },
    });
  });

  test('has the comment of its entry in its name', () =>
    expect(exchangeOf({ ...parts, comment: 'the first' }, 'entry 1')).toMatchObject({ name: 'entry 1 the first' }));

  test('says what the recording lacks', () =>
    expect(exchangeOf({ ...parts, lacks: { requestBody: true } }, 'x')).toMatchObject({
      lacks: { requestBody: true },
    }));

  test.each([
    [0, { failure: { kind: 'unreachable' } }],
    [1, { response: { status: 1 } }],
  ])('with the status %i has the outcome %j', (status, outcome) =>
    expect(exchangeOf({ ...parts, status }, 'x')).toMatchObject({ exchange: { outcome } }),
  );

  test('without a status has no answer', () => {
    const { status: _, ...rest } = parts;
    expect(exchangeOf(rest, 'x')).toMatchObject({ exchange: { outcome: { failure: { kind: 'unreachable' } } } });
  });

  test.each([
    [0, true],
    [NaN, false],
    [undefined, false],
  ])('has the time %j at which it was sent: %j', (startedAt, has) => {
    const made = exchangeOf({ ...parts, ...(startedAt !== undefined && { startedAt }) }, 'x');
    expect('exchange' in made && Object.hasOwn(made.exchange, 'startedAt')).toBe(has);
  });

  test.each<[url: string, headers: HeaderField[], origin: string, path: string]>([
    ['/things#part', [['Host', 'api.example.org:8080']], 'http://api.example.org:8080', '/things'],
    ['/things', [['HOST', 'api.example.org']], 'http://api.example.org', '/things'],
    ['/things', [['Host', 'not a host']], '', '/things'],
    ['/things', [], '', '/things'],
    ['https://api.example.org', [], 'https://api.example.org', '/'],
  ])('with the URL %s and the headers %j was sent to %s, %s', (url, requestHeaders, origin, path) =>
    expect(exchangeOf({ ...parts, url, requestHeaders }, 'x')).toMatchObject({
      origin,
      exchange: { request: { path } },
    }),
  );

  test.each([{ method: '' }, { url: '' }, { url: 'things' }])('with %j is a problem', (odd) =>
    expect(exchangeOf({ ...parts, ...odd }, 'x')).toEqual({ problem: 'has no request with a method and a URL' }),
  );
});

test.each([
  'http://api.example.org/a/b',
  'http://api.example.org/a/b?c=d&e=%20f',
  'HTTP://API.example.org/A/B?C',
  'https://api.example.org:443/a',
  'https://api.example.org:8443/a?b=?',
  'http://api.example.org/a/../b',
  'http://api.example.org/a/./b?c',
  'http://api.example.org/a/%2E%2e/b',
  'http://api.example.org/a/.b/c..d',
  'http://api.example.org/a b',
  'http://api.example.org/a?b="c"',
  "http://api.example.org/a'b?c='d'",
  'http://api.example.org/a/ä?ö',
  'http://api.example.org/a?',
  'http://api.example.org/a?b#c',
  'http://api.example.org\\a\\b',
  'http://api.example.org/a\\..\\b',
  'http://user:password@api.example.org/a',
  'http://0x7f.1/a',
  'http://[::1]:80/a',
  'http://api.example.org',
])('%s: the path and the origin are those of the URL, however often it comes', (url) => {
  const { origin, pathname, search } = new URL(url);
  const parts = { method: 'GET', url, requestHeaders: [], status: 200, lacks: {} };
  for (const time of [1, 2])
    expect(exchangeOf(parts as unknown as Parameters<typeof exchangeOf>[0], `entry ${time}`)).toMatchObject({
      origin,
      exchange: { request: { path: pathname + search } },
    });
});
