import { expect, test } from '@jest/globals';
import { originOf } from './origin.ts';

test.each([
  ['127.0.0.1', 'http://127.0.0.1:4010'],
  ['localhost', 'http://localhost:4010'],
  ['::1', 'http://[::1]:4010'],
])('a server at the host %s is reached at %s', (host, origin) => {
  expect(originOf(host, 4010)).toBe(origin);
});
