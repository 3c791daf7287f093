import { describe, expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { isSafeToVary, isSendable } from './spots.ts';

describe('isSafeToVary', () => {
  test.each([
    'If-Match',
    'Range',
    'Prefer',
    'Expect',
    'Host',
    'Connection',
    'Content-Type',
    'Transfer-Encoding',
    'Upgrade',
    'TE',
    'Trailer',
    'Accept',
    'Accept-Language',
    'Cookie',
    'Origin',
    'X-Assay-Case',
    'X-HTTP-Method-Override',
    'Idempotency-Key',
    'idempotency-key',
    'X-Idempotency-Token',
  ])('is false for the header %s', (name) => {
    expect(isSafeToVary('header', name)).toBe(false);
  });

  test.each(['X-Depth', 'If', 'Ranges', 'Hostname', 'Te-Name', 'X-Accept'])('is true for the header %s', (name) => {
    expect(isSafeToVary('header', name)).toBe(true);
  });

  test.each(['path', 'query', 'cookie'] as const)('is true for a %s parameter of such a name', (where) => {
    expect(isSafeToVary(where, 'Host')).toBe(true);
  });
});

test.each<[where: 'path' | 'query' | 'header' | 'cookie', can: Json[], cannot: Json[]]>([
  ['path', ['a', '...', 7, { a: 1 }, 'x'.repeat(1999)], ['', '.', '..', 'x'.repeat(2000)]],
  ['query', ['', '.', null, 'x'.repeat(3999)], ['x'.repeat(4000)]],
  ['header', ['a', 'a b', true, 'x'.repeat(1002)], ['', ' a', 'a ', 'é', 'a\nb', 'x'.repeat(1003)]],
  ['cookie', ['a', 'x'.repeat(1002)], ['', 'x'.repeat(1003)]],
])('a parameter in %s carries some values, and no others', (where, can, cannot) => {
  expect([...can, ...cannot].filter((value) => isSendable(where, value))).toEqual(can);
});
