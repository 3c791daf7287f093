import { describe, expect, test } from '@jest/globals';
import { closeTruncated } from './close-truncated.ts';

describe('truncated JSON is closed after its last complete value', () => {
  const TABLE: [name: string, { given: string; want: unknown }][] = [
    ['in a text', { given: '{"a": [1, {"b": "tex', want: { a: [1, {}] } }],
    ['in a number, which may be half of one', { given: '[1, 23', want: [1] }],
    ['after a name', { given: '{"a": 1, "b":', want: { a: 1 } }],
    ['after a comma', { given: '{"a": 1,', want: { a: 1 } }],
    ['at an opening bracket', { given: '{"a": [', want: { a: [] } }],
    ['in an escape', { given: '["x", "\\u00', want: ['x'] }],
    ['where a text holds brackets', { given: '{"a": "}]", "b": "{', want: { a: '}]' } }],
    ['where a text holds quotes', { given: '["a\\"]", 2, ', want: ['a"]', 2] }],
    ['before what has no comma before it', { given: '[[1]2', want: [[1]] }],
    ['nowhere', { given: '{"a": [1]}', want: { a: [1] } }],
  ];
  test.each(TABLE)('%s', (_, { given, want }) => expect(JSON.parse(closeTruncated(given) ?? 'null')).toEqual(want));

  test('two hundred levels deep', () =>
    expect(closeTruncated('['.repeat(200))).toBe('['.repeat(200) + ']'.repeat(200)));

  test('every prefix of a document can be closed, or has no value', () => {
    const whole = JSON.stringify({ a: [1, { b: 'x"y\\', c: null }, [], true], d: { e: -1.5e3 } });
    for (let end = 1; end <= whole.length; end += 1)
      expect(() => void JSON.parse(closeTruncated(whole.slice(0, end)) ?? 'null')).not.toThrow();
  });

  test.each([
    ['a text alone', '"abc'],
    ['a number alone', '12'],
    ['no JSON', 'plain text'],
    ['what is nested too deep', '['.repeat(201)],
  ])('%s cannot be closed', (_, given) => expect(closeTruncated(given)).toBeUndefined());
});
