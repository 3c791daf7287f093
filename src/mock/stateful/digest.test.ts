import { expect, test } from '@jest/globals';
import { digest } from './digest.ts';

test('the same text has the same digest, also in another version of assay', () => {
  expect([digest(''), digest('{"a":1}')]).toMatchInlineSnapshot(`
    [
      "ab3e7c0b3cd6e3f392ca2f0e2891cc92",
      "9505fc124a5a9620789ef96c7e40b928",
    ]
  `);
});

test('texts that differ in one letter, in the order of two, or in their length have other digests', () => {
  const texts = ['', 'a', 'b', 'ab', 'ba', 'aa', 'a\u0000', '\u0000a', 'ä', 'ā', '{"n":1}', '{"n":2}', '{"n":11}'];
  for (let nth = 0; nth < 50_000; nth += 1) texts.push(`{"id":${nth},"name":"Rex"}`);
  const all = texts.map(digest);
  expect(new Set(all).size).toBe(texts.length);
  for (let part = 0; part < 4; part += 1)
    expect(new Set(all.map((text) => text.slice(part * 8, part * 8 + 8))).size).toBeGreaterThan(texts.length - 5);
});
