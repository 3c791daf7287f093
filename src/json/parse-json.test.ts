import { expect, test } from '@jest/globals';
import { DEPTH_LIMIT, jsonIn, readJson, readJsonBody, TOO_DEEP } from './parse-json.ts';

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

test('the JSON of a body is read once for all who ask one after the other', () => {
  const [body, other] = ['{"a":[1]}', '{"a":[2]}'].map((text) => Buffer.from(text)) as [Buffer, Buffer];
  const first = jsonIn(body);
  expect(first).toEqual({ a: [1] });
  expect(jsonIn(body)).toBe(first);
  expect(readJsonBody(body, body.toString())).toEqual({ value: first });
  expect(jsonIn(other)).toEqual({ a: [2] });
  expect(jsonIn(body)).toEqual(first);
});

test('a body that is no JSON, and none at all, have no value', () => {
  const body = Buffer.from('{');
  expect(readJsonBody(body, '{')).toHaveProperty('problem');
  expect(jsonIn(body)).toBeUndefined();
  expect(jsonIn(Buffer.from('null'))).toBeNull();
  expect(jsonIn(undefined)).toBeUndefined();
});

test.each<[text: string, isTooDeep: boolean]>([
  [`[[],${nested(DEPTH_LIMIT - 1)}]`, false],
  [`[[],[],${nested(DEPTH_LIMIT)}]`, true],
  [`["\\\\",${nested(DEPTH_LIMIT)}]`, true],
  [`["\\\\","${'['.repeat(DEPTH_LIMIT)}"]`, false],
])('what stands beside %.9j… does not count as nesting: %s', (text, isTooDeep) =>
  expect(readJson(text)).toEqual(isTooDeep ? { problem: TOO_DEEP } : { value: JSON.parse(text) }),
);

test('where a text is no JSON is told if the engine tells it', () =>
  expect(readJson('{')).toEqual({ problem: 'is not JSON (at character 1)' }));
