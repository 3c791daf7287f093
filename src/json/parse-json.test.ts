import { expect, test } from '@jest/globals';
import { DEPTH_LIMIT, readJson } from './parse-json.ts';

const nested = (depth: number, [open, close] = ['[', ']']) => open.repeat(depth) + close.repeat(depth);

test.each(['null', '0', '"a"', '[]', '{"a":[1,2]}', ' true '])('%s is read', (text) =>
  expect(readJson(text)).toEqual({ value: JSON.parse(text) }),
);

test('JSON may be nested up to the limit', () => {
  expect(readJson(nested(DEPTH_LIMIT))).toHaveProperty('value');
  expect(readJson(nested(DEPTH_LIMIT + 1))).toEqual({ problem: 'is nested deeper than 1000 levels' });
  expect(readJson(`${'{"a":'.repeat(DEPTH_LIMIT + 1)}1${'}'.repeat(DEPTH_LIMIT + 1)}`)).toHaveProperty('problem');
});

test.each([
  ['in a text', JSON.stringify('['.repeat(5_000))],
  ['in a text with quotes', JSON.stringify(`"\\${'{'.repeat(5_000)}"`)],
  ['side by side', `[${Array.from({ length: 2_000 }, () => '[{}]').join(',')}]`],
])('brackets %s are not nested', (_, text) => expect(readJson(text)).toEqual({ value: JSON.parse(text) }));

test.each(['', '{', '[1,]', 'secret', '{"a":secret}'])('%j is not JSON, and the text is not quoted', (text) => {
  const result = readJson(text);
  expect(result).toEqual({ problem: expect.stringMatching(/^is not JSON( \(at character \d+\))?$/) });
});
