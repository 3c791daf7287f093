import { expect, test } from '@jest/globals';
import { percentEncode } from './percent-encoding.ts';

test.each([
  ['', ''],
  ["aZ09-_.~!*'()", "aZ09-_.~!*'()"],
  ['a b/c?d=e&f#g%', 'a%20b%2Fc%3Fd%3De%26f%23g%25'],
  ['é😀', '%C3%A9%F0%9F%98%80'],
  ['a\ud800', 'a%EF%BF%BD'],
  ['\udc00b', '%EF%BF%BDb'],
])('%j is percent-encoded as %s', (text, encoded) => {
  expect(percentEncode(text)).toBe(encoded);
});
