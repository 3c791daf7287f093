import { describe, expect, test } from '@jest/globals';
import { isSafeToVary } from './spots.ts';

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
