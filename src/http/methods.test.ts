import { expect, test } from '@jest/globals';
import { isSafe } from './methods.ts';

test.each([
  ['GET', true],
  ['head', true],
  ['OPTIONS', true],
  ['TRACE', true],
  ['QUERY', true],
  ['POST', false],
  ['DELETE', false],
  ['CONNECT', false],
])('whether %s is a safe method: %s', (method, want) => {
  expect(isSafe(method)).toBe(want);
});
