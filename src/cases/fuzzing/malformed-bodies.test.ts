import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Json } from '../../model/json.ts';
import { malformedBodies } from './malformed-bodies.ts';

const BODY = { name: 'disk "1"', size: 3, tags: ['a'] };
const made = (by: number, seed = 1) => fc.sample(malformedBodies(BODY, by), { numRuns: 40, seed });
const isJson = (bytes: Uint8Array) => {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
};

const KINDS = Array.from({ length: 13 }, (_, by) => by);

test('has thirteen kinds of body, in a cycle', () => {
  const titles = [...KINDS, 13].map((by) => made(by)[0]?.title);
  expect(new Set(titles).size).toBe(13);
  expect(titles[13]).toBe(titles[0]);
});

describe.each(KINDS.map((by) => [made(by)[0]?.title ?? '', by] as const))('a request %s', (title, by) => {
  test('is not JSON, or only some parsers accept it', () => {
    for (const { bytes, claim } of made(by))
      if (claim === 'invalid') expect([title, isJson(bytes)]).toEqual([title, false]);
  });

  test('differs from its original', () => {
    for (const { bytes } of made(by)) expect(new TextDecoder().decode(bytes)).not.toBe(JSON.stringify(BODY));
  });
});

test.each<[string, RegExp]>([
  ['with two bodies in one', /\}\{/],
  ['with NaN in its body', /^\{"assay":NaN,"body":\{.*\}\}$/],
  ['with a comma at the end of its body', /,\}$/],
  ['with a comment in its body', /^\/\* \*\/\{/],
  ['with half a character escaped in its body', /\\ud800/],
  ['with a number of a thousand digits in its body', /:9+,/],
  ['with one member twice in its body', /^\{"name":null,"name":"/],
  ['with a body of brackets that nobody closes', /^\[+$/],
  ['with a body of half a text', /^"a*$/],
  ['with a body of markup', /^<\?xml/],
])('a request %s has what it says', (title, shape) => {
  const by = KINDS.find((kind) => made(kind)[0]?.title === title) ?? -1;
  for (const { bytes } of made(by)) expect(new TextDecoder().decode(bytes)).toMatch(shape);
});

test('bytes that are not UTF-8 are inside a text, at each place in turn', () => {
  const by = KINDS.find((kind) => made(kind)[0]?.title === 'with bytes that are no UTF-8 in its body') ?? -1;
  const places = made(by).map(({ bytes }) => bytes.indexOf(0xff));
  for (const { bytes } of made(by)) expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
  expect(new Set(places).size).toBeGreaterThan(3);
});

test('a body is truncated at different places, and never to nothing', () => {
  const lengths = made(0).map(({ bytes }) => bytes.length);
  expect(new Set(lengths).size).toBeGreaterThan(5);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(1);
});

test.each<[by: number, lengths: number[]]>([
  [0, [31, 38, 33, 40, 21, 42, 36, 3]],
  [1, [48, 16, 46, 14, 53, 18, 18, 51]],
  [3, [37, 5, 35, 3, 42, 7, 7, 40]],
  [4, [19987, 5, 19985, 3, 3242, 507, 7, 40]],
  [11, [1018, 36, 1016, 34, 273, 538, 38, 71]],
])('a seed draws bodies of the same lengths in each version (kind %d)', (by, lengths) => {
  expect(
    made(by)
      .slice(0, lengths.length)
      .map(({ bytes }) => bytes.length),
  ).toEqual(lengths);
});

test.each<[value: Json, by: number, text: string | RegExp]>([
  [{}, 0, '{'],
  ...[true, false, null, 12, 'b"c'].map((a): [Json, number, RegExp] => [{ a, z: 'z' }, 11, /^\{"a":9+,"z":"z"\}$/]),
  [[{ a: 1 }], 12, '[{"a":1}]'],
  [{ a: 1 }, 12, '{"a":null,"a":1}'],
])('the body %j becomes one of kind %d: %s', (value, by, text) => {
  const [{ bytes } = { bytes: new Uint8Array() }] = fc.sample(malformedBodies(value, by), { numRuns: 1, seed: 2 });
  expect(new TextDecoder().decode(bytes)).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
});

test('a number of one digit breaks off nowhere', () => {
  const [{ bytes } = { bytes: new Uint8Array() }] = fc.sample(malformedBodies(7, 0), { numRuns: 1, seed: 1 });
  expect(new TextDecoder().decode(bytes)).toBe('7');
});

test('bytes that are not UTF-8 stand after a quote, and in a body without quotes at its end', () => {
  const bodies = (value: Json) =>
    fc
      .sample(malformedBodies(value, 6), { numRuns: 8, seed: 3 })
      .map(({ bytes }) => Buffer.from(bytes).toString('latin1'));
  expect(new Set(bodies(12))).toEqual(new Set(['12\u00ff\u00c0']));
  expect(new Set(bodies({ a: 1 }))).toEqual(new Set(['{"\u00ff\u00c0a":1}', '{"a"\u00ff\u00c0:1}']));
});
